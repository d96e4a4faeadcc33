import { DecisionPage, DecisionView, SavedView, SavedViewList } from '@torv/shared/decisions';
import { HomeView } from '@torv/shared/overview';
import { startDemoTorv, type DemoTorv } from './demo-network';
import { callMeeting, decisionOn, draftProposal, everyoneAttends, place, takeStep } from './decision-steps';

// The log for people: what is typed is found, what is chosen is shown, and nothing tells of what one may not see.

let torv: DemoTorv;
const seenBefore = { since: 0 };
let made: Record<'school' | 'garden' | 'secret' | 'fest', DecisionView>;

/** A decision with these words, from a fresh meeting to the log. */
async function decideWith(
  words: { visibility?: 'network' | 'closed' } & Record<string, unknown>,
): Promise<DecisionView> {
  const ask = torv.as('chair');
  const called = await callMeeting(ask, words.visibility ?? 'network');
  const meeting = await everyoneAttends(ask, await takeStep(ask, called.id, 'open'));
  const body = { ...decisionOn(meeting.id, meeting.items[0]!.id), rationale: 'Det giver mening.', ...words };
  return (await ask('POST', 'decisions', { key: true, version: meeting.version, body })).as(DecisionView, 201);
}

const list = async (query: string, seat: Parameters<DemoTorv['as']>[0] = 'member.civil') =>
  (await torv.as(seat)('GET', `decisions?${query}`)).as(DecisionPage);
const numbers = (page: DecisionPage) => page.items.map((one) => one.number);

beforeAll(async () => {
  torv = await startDemoTorv();
  const home = (await torv.as('member.civil')('GET', 'overview/home')).as(HomeView);
  seenBefore.since = home.sinceLastVisit.upTo;
  made = {
    fest: await decideWith({ text: 'Vi holder sommerfest i gården.', summary: 'Der bliver fest.' }),
    garden: await decideWith({
      text: 'Skolehaven lægges ved Fyrrebakken, og børnene passer den.',
      summary: 'Børnene får en have.',
      outcome: 'postponed',
    }),
    school: await decideWith({
      text: 'Folkeskolen åbner sine lokaler for foreningerne om aftenen.',
      summary: 'Skolens lokaler kan lånes.',
      followUp: { organisation: 'lokale-foreninger', task: 'Lav en plan', due: '2027-06-01' },
    }),
    secret: await decideWith({
      text: 'Den hemmelige pavillon sælges.',
      summary: 'Lukket.',
      visibility: 'closed',
    }),
  };
}, 60_000);
afterAll(() => torv?.close());

describe('refusals', () => {
  it('a cursor of another list, a filter that is none, and a day that is none', async () => {
    const ask = torv.as('member.civil');
    const plain = (await list('limit=1')).nextCursor!;
    for (const query of [`q=skole&after=${plain}`, 'outcome=perhaps', 'from=2026-02-31', 'ours=false', 'unknown=1'])
      expect({ query, status: (await ask('GET', `decisions?${query}`)).status }).toEqual({ query, status: 400 });
  });

  it('a view of another is nothing, a name once is enough, and thirty are', async () => {
    const [mine, others] = [torv.as('member.civil'), torv.as('chair')];
    const view = (await mine('POST', 'decisions/views', { key: true, body: { name: 'Vores', query: 'ours=true' } })).as(
      SavedView,
      201,
    );
    for (const method of ['PUT', 'DELETE'])
      expect(
        (await others(method, `decisions/views/${view.id}`, { version: 1, body: { name: 'x', query: '' } })).status,
      ).toBe(404);
    expect((await mine('DELETE', `decisions/views/${view.id}`, { version: 7 })).status).toBe(412);
    const again = await mine('POST', 'decisions/views', { key: true, body: { name: 'Vores', query: '' } });
    expect(again.refusal()).toMatchObject({ status: 409, code: 'DECISIONS.VIEW_NAME_TAKEN' });
    for (let n = 2; n <= 30; n += 1)
      (await mine('POST', 'decisions/views', { key: true, body: { name: `Nr. ${n}`, query: '' } })).as(SavedView, 201);
    const full = await mine('POST', 'decisions/views', { key: true, body: { name: 'Én til', query: '' } });
    expect(full.refusal()).toMatchObject({ status: 409, code: 'DECISIONS.TOO_MANY_VIEWS' });
    await expect(
      torv.bySql('member.civil', (client) =>
        client.query(
          `INSERT INTO decisions_saved_view (network_id, person_id, name, query) SELECT network_id, person_id, 'x', '' FROM decisions_saved_view LIMIT 1`,
        ),
      ),
    ).rejects.toThrow('DECISIONS.TOO_MANY_VIEWS');
    expect((await list('limit=1', 'chair')).items).toHaveLength(1);
    expect((await others('GET', 'decisions/views')).as(SavedViewList).items).toEqual([]);
  });

  it('by SQL nobody reads the words of the log, nor learns them from what they may not see', async () => {
    await expect(torv.bySql('chair', (client) => client.query('SELECT word FROM decisions_word'))).rejects.toThrow(
      'permission denied',
    );
    expect((await list('q=pavilon', 'chair')).meant).toBe('pavillon');
    expect(await list('q=pavilon', 'manager')).toEqual({ items: [], nextCursor: null });
    expect(await list('q=pavillon', 'manager')).toEqual({ items: [], nextCursor: null });
  });
});

describe('words', () => {
  it('are found in every form, by their beginning while they are written, and by number', async () => {
    for (const q of [
      'lokale',
      'lokalerne',
      'lok',
      'folkesk',
      'folkeskolens aften',
      '"åbner sine lokaler"',
      made.school.number.toUpperCase(),
    ])
      expect({ q, found: numbers(await list(`q=${encodeURIComponent(q)}`)) }).toEqual({
        q,
        found: [made.school.number],
      });
    expect(numbers(await list('q=b%C3%B8rnene -fest'))).toEqual([made.garden.number]);
  });

  it('are marked where they stand', async () => {
    const [row] = (await list('q=foreninger')).items;
    expect(row!.found!.snippet).toContain('\u0002foreningerne\u0003');
  });

  it.each([
    ['skolehavn', 'skolehaven'],
    ['somerfest', 'sommerfest'],
    ['boernene', 'børnene'],
    ['fyrebakken', 'fyrrebakken'],
    ['foreninegrne aften', 'foreningerne aften'],
  ])('misspelt as »%s« are asked for as »%s«', async (typed, meant) => {
    expect(await list(`q=${encodeURIComponent(typed)}`)).toMatchObject({ items: [], meant });
    expect((await list(`q=${encodeURIComponent(meant)}`)).items.length).toBeGreaterThan(0);
  });

  it('page by page come in the same order, whether the newest or the best is first', async () => {
    for (const sort of ['newest', 'best']) {
      const whole = numbers(await list(`q=b%C3%B8rnene OR fest OR lokaler&sort=${sort}`));
      const pages: string[] = [];
      for (let after = ''; ;) {
        const page = await list(`q=b%C3%B8rnene OR fest OR lokaler&sort=${sort}&limit=1${after}`);
        pages.push(...numbers(page));
        if (!page.nextCursor) break;
        after = `&after=${page.nextCursor}`;
      }
      expect(pages).toEqual(whole);
      expect(whole).toHaveLength(3);
    }
  });
});

describe('filters', () => {
  it('take away, each and together, and count what is left', async () => {
    const found = async (query: string) => numbers(await list(query));
    expect(await found('open=true')).toEqual([made.school.number]);
    expect(await found('outcome=postponed')).toEqual([made.garden.number]);
    expect(await found('mine=true')).toContain(made.school.number);
    expect(await found(`from=2020-01-01&to=2020-12-31`)).toEqual([]);
    expect(await found('superseded=yes')).toEqual([]);
    expect(await found('superseded=no&q=skolens')).toEqual([made.school.number]);
    expect(await found('mine=true&q=lokaler&outcome=postponed')).toEqual([]);
    const all = await list('count=true');
    expect(all.count).toEqual({ value: all.items.length, more: false });
    expect((await list('count=true&q=lokaler')).count).toEqual({ value: 1, more: false });
  });

  it('lead from a goal, from its theme and from an organisation that it binds, and not from one that stood aside', async () => {
    const chair = torv.as('chair');
    const called = await callMeeting(chair);
    const proposal = await place(chair, await draftProposal(chair), called);
    for (const [seat, position] of [
      ['member.municipality', { organisation: 'aalborg-kommune', stance: 'endorse' }],
      ['member.housing', { organisation: 'himmerland', stance: 'reserve', text: 'Hvis der er råd.' }],
      ['member.civil', { organisation: 'lokale-foreninger', stance: 'stand-aside' }],
    ] as const) {
      const answer = await torv.as(seat)('POST', `proposals/${proposal.id}/positions`, {
        key: true,
        version: proposal.version,
        body: position,
      });
      expect(answer.status).toBe(201);
    }
    const meeting = await everyoneAttends(chair, await takeStep(chair, called.id, 'open'));
    const item = meeting.items.find((one) => one.subject?.id === proposal.id)!;
    const answer = await chair('POST', 'decisions', {
      key: true,
      version: meeting.version,
      body: decisionOn(meeting.id, item.id),
    });
    const { number } = answer.as(DecisionView, 201);
    for (const query of [
      'goal=staerkt-civilsamfund',
      'theme=social',
      'area=nordlige',
      'area=aalborg-oest',
      'binds=aalborg-kommune',
      'binds=himmerland',
    ])
      expect({ query, found: numbers(await list(query)) }).toEqual({ query, found: [number] });
    for (const query of [
      'goal=attraktiv-skole',
      'theme=welfare',
      'area=sydlige',
      'area=atlantis',
      'binds=lokale-foreninger',
      'binds=nobody',
    ])
      expect({ query, found: numbers(await list(query)) }).toEqual({ query, found: [] });
    expect(numbers(await list('ours=true', 'member.housing'))).toEqual([number]);
    expect(numbers(await list('ours=true', 'member.civil'))).toEqual([]);
    expect((await list('ours=true&count=true&q=arena', 'member.municipality')).count).toEqual({
      value: 1,
      more: false,
    });
    // Who is asked to adopt it for themselves is bound when they have.
    const asking = await torv.as('facilitator')('POST', `decisions/${number}/ratifications`, {
      key: true,
      body: { organisation: 'aalborg-kommune', by: '2027-06-01' },
    });
    expect(asking.status).toBe(201);
    expect(numbers(await list('ours=true', 'member.municipality'))).toEqual([]);
    expect(numbers(await list('binds=himmerland'))).toEqual([number]);
  });

  it('show what has happened since one was last here', async () => {
    const since = numbers(await list(`since=${seenBefore.since}`));
    expect(since).toEqual(expect.arrayContaining([made.fest.number, made.garden.number, made.school.number]));
    expect(numbers(await list(`since=${seenBefore.since}`, 'manager'))).not.toContain(made.secret.number);
    expect(numbers(await list('since=999999999'))).toEqual([]);
  });
});

describe('a saved view', () => {
  it('is renamed, changed, deleted and made again', async () => {
    const ask = torv.as('facilitator');
    const view = (await ask('POST', 'decisions/views', { key: true, body: { name: 'Åbne', query: 'open=true' } })).as(
      SavedView,
      201,
    );
    const renamed = await ask('PUT', `decisions/views/${view.id}`, {
      version: 1,
      body: { name: 'Mangler', query: 'open=true&mine=true' },
    });
    expect(renamed.as(SavedView)).toEqual({ id: view.id, version: 2, name: 'Mangler', query: 'open=true&mine=true' });
    expect((await ask('DELETE', `decisions/views/${view.id}`, { version: 2 })).status).toBe(204);
    expect((await ask('GET', 'decisions/views')).as(SavedViewList).items).toEqual([]);
  });
});
