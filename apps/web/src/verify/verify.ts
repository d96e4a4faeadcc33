import {
  cosignersOf,
  judgeFiles,
  keysInExport,
  lackingFor,
  noFiles,
  parseCheckpoint,
  type Receipt,
  sortFile,
  type SortedFiles,
  takeByWebCrypto,
  type Verdict,
} from '@torv/shared/log/in-a-browser';
import { readExport } from './read-export';
import { fieldWords, type Language, readFirst, sayFinding, sayValue, words } from './words';

// The page that checks receipts: no framework, no network, one file that can be saved. What it shows is built of text
// nodes only, for the files are anybody's.

interface GivenFile {
  name: string;
  text: string;
}

let language: Language = navigator.language.startsWith('en') ? 'en' : 'da';
let given: GivenFile[] = [];
let keys = '';
/** Counts what was asked for, so that a slow answer never stands over a newer question. */
let asked = 0;

const main = document.getElementById('main')!;

/** An element with its children; texts become text nodes. */
function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const verdictPlace = make('div', {});
const filePlace = make('div', {});
verdictPlace.setAttribute('aria-live', 'polite');

function draw(): void {
  const say = words[language];
  document.documentElement.lang = language;
  document.title = `${say.title} · Torv`;
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-language]'))
    button.setAttribute('aria-pressed', String(button.dataset['language'] === language));
  const input = make('input', { type: 'file', multiple: true });
  input.addEventListener('change', () => void take([...(input.files ?? [])]));
  const drop = make(
    'div',
    { className: 'drop' },
    make('label', { className: 'choose' }, say.choose, input),
    make('span', { className: 'soft' }, say.drop),
  );
  const over = (on: boolean) => (event: DragEvent) => {
    event.preventDefault();
    drop.classList.toggle('over', on);
  };
  drop.addEventListener('dragover', over(true));
  drop.addEventListener('dragleave', over(false));
  drop.addEventListener('drop', (event) => {
    over(false)(event);
    void take([...(event.dataTransfer?.files ?? [])]);
  });
  const area = make('textarea', { value: keys, spellcheck: false, id: 'keys' });
  area.addEventListener('input', () => {
    keys = area.value;
    void judge();
  });
  main.replaceChildren(
    make('h1', {}, say.title),
    make('p', {}, say.lead),
    drop,
    filePlace,
    verdictPlace,
    make('details', {}, make('summary', {}, say.what), make('ul', {}, ...say.whats.map((one) => make('li', {}, one)))),
    make(
      'details',
      { className: 'keys', open: keys !== '' },
      make('summary', {}, say.keys),
      make('label', { htmlFor: 'keys', className: 'soft' }, say.keysHint),
      area,
    ),
    make('p', { className: 'soft' }, say.offline),
  );
  void judge();
}

async function take(files: File[]): Promise<void> {
  for (const file of files) given.push({ name: file.name, text: await file.text() });
  await judge();
}

/** What a file turned out to be, as a word; null when it is nothing of a log's. */
function sorted(): { files: SortedFiles; kinds: (keyof (typeof words)['da']['kinds'] | null)[] } {
  const files = noFiles();
  const lists = {
    receipt: files.receipts,
    policy: files.policies,
    export: files.exports,
    checkpoint: files.checkpoints,
    proof: files.proofs,
  };
  const kinds = given.map(({ text }) => {
    const before = Object.entries(lists).map(([kind, list]) => [kind, list.length] as const);
    if (sortFile(text, files, readExport) !== null) return null;
    return before.find(([kind, length]) => lists[kind as keyof typeof lists].length > length)![0] as keyof typeof lists;
  });
  return { files, kinds };
}

async function judge(): Promise<void> {
  const mine = (asked += 1);
  const say = words[language];
  const { files, kinds } = sorted();
  drawFiles(kinds);
  if (given.length === 0) return verdictPlace.replaceChildren();
  const written = keys.split(/\s+/).filter((key) => key !== '');
  const trusted = [...written, ...files.policies.flatMap((one) => one.logs)];
  const witnesses = [...written, ...files.policies.flatMap((one) => one.witnesses)];
  const quorum = Math.max(0, ...files.policies.map((one) => one.quorum));
  const lacking = lackingFor(files, trusted);
  if (lacking) {
    const panel = make('section', { className: 'verdict lacking' }, make('p', {}, say.lacking[lacking]));
    return verdictPlace.replaceChildren(panel, ...files.receipts.map((one) => shown(one, null)));
  }
  verdictPlace.replaceChildren(make('p', {}, say.working));
  try {
    const verdict = await takeByWebCrypto(judgeFiles(files, trusted, { witnesses, quorum }));
    const facts = await factsOf(files, trusted, witnesses, quorum);
    if (mine === asked)
      verdictPlace.replaceChildren(panelOf(verdict, facts), ...files.receipts.map((one) => shown(one, verdict)));
  } catch (error) {
    const unable = (error as Error).name === 'NotSupportedError' ? say.noBrowser : String(error);
    if (mine === asked)
      verdictPlace.replaceChildren(make('section', { className: 'verdict fails' }, make('p', {}, unable)));
  }
}

/** What was checked and held, in sentences; said only when all of it holds. */
async function factsOf(files: SortedFiles, trusted: string[], witnesses: string[], quorum: number): Promise<string[]> {
  const say = words[language];
  const { receipts, exports, checkpoints } = files;
  const notes = [
    ...receipts.map((one) => one.checkpoint),
    ...checkpoints,
    ...exports.flatMap((one) => one.checkpoints),
  ];
  const names = new Set<string>();
  for (const note of notes)
    for (const one of await takeByWebCrypto(cosignersOf(note, witnesses)))
      names.add(
        `${one.name} (${new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(Number(one.at) * 1000)})`,
      );
  return [
    ...receipts.map((one) => say.place(`${one.index}`, `${parseCheckpoint(one.checkpoint)?.checkpoint.size ?? '?'}`)),
    ...exports.map((log) => say.exported(log.entries.length, log.entries.filter((one) => one.record).length)),
    ...(checkpoints.length > 1 ? [say.compared(checkpoints.length)] : []),
    ...(trusted.length === 0 && exports.flatMap(keysInExport).length > 0 ? [say.ownKey] : []),
    ...(names.size > 0 ? [say.witnessed([...names].join(', '))] : []),
    ...(quorum === 0 ? [say.noWitness] : []),
  ];
}

function panelOf({ ok, findings }: Verdict, facts: string[]): HTMLElement {
  const say = words[language];
  const unwitnessed = !ok && findings.every((one) => one.code === 'LOG.UNWITNESSED');
  const [look, title] = ok
    ? ['holds', say.holds]
    : unwitnessed
      ? ['unwitnessed', say.unwitnessed]
      : ['fails', say.fails];
  const lines = ok ? facts : [...new Set(findings.map((one) => sayFinding(one, language)))];
  return make(
    'section',
    { className: `verdict ${look}` },
    make('h2', {}, `${ok ? '✓' : unwitnessed ? '!' : '✗'} ${title}`),
    make('ul', {}, ...lines.map((line) => make('li', {}, line))),
  );
}

/** What a receipt opens, field by field. */
function shown(receipt: Receipt, verdict: Verdict | null): HTMLElement {
  const say = words[language];
  const { record } = receipt.opened;
  const broken = new Set(verdict?.findings.map((one) => one.field));
  const rows = (names: string[]) =>
    make(
      'dl',
      {},
      ...names.flatMap((name) => {
        const value = sayValue(name, record[name], language);
        const wrong = broken.has(name);
        return [
          make('dt', {}, fieldWords[name]?.[language === 'da' ? 0 : 1] ?? name),
          make('dd', { className: wrong ? 'broken' : '' }, wrong ? `${value} (${say.broken})` : value),
        ];
      }),
    );
  const names = Object.keys(record);
  const first = readFirst.filter((name) => names.includes(name));
  const others = names.filter((name) => !first.includes(name));
  return make(
    'section',
    { className: 'shown' },
    make('h2', {}, say.shows),
    rows(first.length > 0 ? first : others),
    ...(first.length > 0 && others.length > 0
      ? [make('details', {}, make('summary', {}, say.fields), rows(others))]
      : []),
  );
}

function drawFiles(kinds: ReturnType<typeof sorted>['kinds']): void {
  const say = words[language];
  if (given.length === 0) return filePlace.replaceChildren();
  const items = given.map((file, n) => {
    const away = make('button', { type: 'button', ariaLabel: `${say.take} ${file.name}` }, say.take);
    away.addEventListener('click', () => {
      given = given.filter((one) => one !== file);
      void judge();
    });
    const kind = kinds[n];
    return make('li', {}, make('span', {}, `${file.name}: ${kind ? say.kinds[kind] : say.unknown}`), away);
  });
  filePlace.replaceChildren(make('h2', {}, say.files), make('ul', { className: 'files' }, ...items));
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-language]'))
  button.addEventListener('click', () => {
    language = button.dataset['language'] as Language;
    draw();
  });
const wanted = location.hash.slice(1);
if (wanted === 'da' || wanted === 'en') language = wanted;
draw();
