// npm run bench: Torv beside its limit, in one run. Needs a build (npm run build).
import { createHash } from 'node:crypto';
import { Agent } from 'node:http';
import { ask, compare, microsecondsOfAFlush } from './measure.mjs';
import { setTheStage, sides } from './set-the-stage.mjs';

const pairs = Number(process.env.BENCH_PAIRS ?? 10);
const seconds = Number(process.env.BENCH_SECONDS ?? 1.5);
const count = Number(process.env.BENCH_DECISIONS ?? 1000);
/** How far the limit may be from itself, and how often a row is tried before it is said not to count. */
const tolerance = 0.1;
const attempts = 3;

/** Lengths of long logs; `BENCH_LONG=` leaves them out. */
const long = (process.env.BENCH_LONG ?? '1000,100000,1000000').split(',').filter(Boolean).map(Number);
/** What a page of a longer log, or a deep page, may cost: as much again as a fifth. */
const growth = 1 / 1.2;
/** What search in a log ten times as long may cost: half as much again. */
const growthOfSearch = 1 / 1.5;
/** A word that all decisions have, one that one has, and words that stand together in some. */
const sought = { usual: 'skole', rare: '"sag777"', together: '"skole bolig"' };

const stage = await setTheStage({ count, networks: 8, seed: 20_261_124, long });
const { limit, twin, unruled, unruledTwin, tables, owner } = stage;
const { list, listOf, pageOf, pageOfLimit, searchOf, insertOf, record } = sides(stage);
const table = [];
let failed = false;

/** Measures a row; its limit is measured against itself just before, and a row whose limit is unsteady is tried again. */
async function row(what, bars, { a, b, self, clients }) {
  // A table that was empty a moment ago has statistics, as one that has stood for a minute has.
  const how = { clients, seconds, pairs, warmed: () => owner.query('ANALYZE') };
  let check = Infinity;
  let done = { a: 0, b: 0 };
  for (let n = 0; n < attempts && Math.abs(check - 1) > tolerance; n += 1) {
    const limits = await compare(b, self, how);
    check = limits.rate;
    done = { a: done.a, b: done.b + limits.done.a + limits.done.b };
  }
  const steady = Math.abs(check - 1) <= tolerance;
  const result = await compare(a, b, how);
  const ok = steady && result.rate >= bars.rate && result.cpu >= bars.cpu;
  if (!ok && bars.gates !== false) failed = true;
  table.push({
    what,
    'Torv/s': Math.round(result.ofA),
    'limit/s': Math.round(result.ofB),
    rate: result.rate.toFixed(2),
    bar: bars.rate ? bars.rate.toFixed(2) : '–',
    'Torv CPU µs': Math.round(result.cpuOfA * 1000),
    'limit CPU µs': Math.round(result.cpuOfB * 1000),
    'by CPU': result.cpu.toFixed(2),
    'CPU bar': bars.cpu ? bars.cpu.toFixed(2) : '–',
    'self-check': check.toFixed(2),
    ok: ok ? 'yes' : steady ? 'NO' : 'UNSTEADY',
  });
  return { a: done.a + result.done.a, b: done.b + result.done.b };
}

const agent = new Agent({ keepAlive: true });
const answerOf = async (side) => (await ask(agent, side.next())).body;
const hashOf = (body) => createHash('sha256').update(body).digest('hex');

/** The lists of Torv and its limits answer the same bytes; from now on a round also checks their length. */
async function compareAnswers(lists) {
  const bodies = [];
  for (const one of lists) bodies.push(await answerOf(one));
  lists.forEach((one, n) => (one.bytes = bodies[n].length));
  const rows = JSON.parse(bodies[0]).items.length;
  if (rows !== 25) throw new Error(`The list has ${rows} rows instead of 25.`);
  if (bodies.slice(0, 3).some((body) => hashOf(body) !== hashOf(bodies[0])))
    throw new Error('Torv and its limit do not answer the same.');
  return hashOf(bodies[0]);
}

/** What was recorded, counted in the tables: decision, leaf, event and key of the request, or plain row. */
async function countRows() {
  const { rows } = await owner.query(
    `SELECT (SELECT count(*)::int FROM decisions_decision) AS decisions,
       (SELECT count(*)::int FROM log_leaf WHERE kind = 'decision') AS leaves,
       (SELECT count(*)::int FROM platform_event WHERE kind = 'decisions.recorded') AS events,
       (SELECT count(*)::int FROM platform_idempotency) AS keys, (SELECT count(*)::int FROM bench_plain) AS plain`,
  );
  return rows[0];
}

try {
  const lists = [
    list,
    listOf('limit', limit),
    listOf('twin', twin),
    listOf('limit without RLS', unruled),
    listOf('its twin', unruledTwin),
  ];
  const hash = await compareAnswers(lists);
  console.log(`${count} decisions; Torv and its limit answer 25 rows alike (${hash.slice(0, 12)}…)`);
  const of = { a: list, b: lists[1], self: lists[2], clients: 8 };
  await row('decision list, 25 rows, with RLS', { rate: 0.9, cpu: 0.9 }, of);
  await row(
    'the same, limit without RLS (goal 1.0)',
    { rate: 0, cpu: 0, gates: false },
    {
      ...of,
      b: lists[3],
      self: lists[4],
    },
  );
  for (const log of stage.logs)
    await row(
      `list of ${log.length}, with RLS`,
      { rate: 0.9, cpu: 0.9 },
      { a: pageOf(log), b: pageOfLimit('limit', limit, log), self: pageOfLimit('twin', twin, log), clients: 8 },
    );
  const [shortest, longest] = [stage.logs[0], stage.logs.at(-1)];
  if (shortest !== longest) {
    await row(
      `page 1 of ${longest.length} against page 1 of ${shortest.length}`,
      { rate: growth, cpu: growth },
      { a: pageOf(longest), b: pageOf(shortest), self: pageOf(shortest), clients: 8 },
    );
    if (longest.deep)
      await row(
        `page 1,001 of ${longest.length} against its page 1`,
        { rate: growth, cpu: growth },
        { a: pageOf(longest, longest.deep), b: pageOf(longest), self: pageOf(longest), clients: 8 },
      );
  }
  // The search of the longest log beside the one that is a tenth of it: Torv against itself.
  const tenth = stage.logs.at(-2);
  if (tenth && tenth !== longest)
    for (const [kind, words] of Object.entries(sought))
      for (const sort of ['newest', 'best']) {
        const [a, b] = [searchOf(longest, words, sort), searchOf(tenth, words, sort)];
        for (const side of [a, b]) {
          const { length } = JSON.parse(await answerOf(side)).items;
          const wanted = kind === 'rare' ? 1 : 20;
          if (length !== wanted) throw new Error(`The search for ${words} gave ${length} rows instead of ${wanted}.`);
        }
        const what = `search, a ${kind} word, 20 ${sort}: ${longest.length} against ${tenth.length}`;
        await row(what, { rate: growthOfSearch, cpu: growthOfSearch }, { a, b, self: b, clients: 2 });
      }
  if (hash !== (await compareAnswers(lists))) throw new Error('The answers changed during the run.');

  const plain = { b: insertOf('limit', limit), self: insertOf('twin', twin) };
  const before = await countRows();
  const done = { a: 0, b: 0 };
  for (const [what, rate, clients, at] of [
    ['record a decision, 1 client', 0.65, 1, tables.slice(0, 1)],
    ['record a decision, 8 clients in 8 networks', 0.5, 8, tables],
    ['record a decision, 8 clients in one network', 0.19, 8, tables.slice(0, 1)],
  ]) {
    const one = await row(what, { rate, cpu: 0 }, { a: record(at), ...plain, clients });
    done.a += one.a;
    done.b += one.b;
  }
  const after = await countRows();
  for (const [name, wanted] of Object.entries({
    decisions: done.a,
    leaves: done.a,
    events: done.a,
    keys: done.a,
    plain: done.b,
  })) {
    const found = after[name] - before[name];
    if (found !== wanted) throw new Error(`${wanted} were acknowledged and ${found} ${name} are there.`);
  }
  console.log(`${done.a} decisions and ${done.b} plain rows were acknowledged, and are there.`);
  console.log(`A flush to this disk takes ${microsecondsOfAFlush(stage.folder)} µs.`);
  console.table(table);
} finally {
  agent.destroy();
  await owner.end();
  await stage.close();
}
process.exit(failed ? 1 : 0);
