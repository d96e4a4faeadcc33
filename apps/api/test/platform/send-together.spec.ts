import { Pool } from 'pg';
import { openPool } from '../../src/platform/database/database';
import { sendTogether } from '../../src/platform/database/send-together';
import { createTestDatabase, type TestDatabase } from '../harness/test-database';

const one = { name: 'one', text: 'SELECT $1::int AS n', values: [1] };
const broken = { name: 'broken', text: 'SELECT 1 / $1::int AS n', values: [0] };

describe('statements sent together', () => {
  let database: TestDatabase;
  let pool: Pool;
  const send = async (...statements: Parameters<typeof sendTogether>[1]) => {
    const client = await pool.connect();
    try {
      return (await sendTogether(client, statements)).map((found) => found.rows);
    } finally {
      client.release();
    }
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = openPool(database.appUrl, 'torv_app', 1);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('answer in their order, with the types that the driver gives, again and again', async () => {
    const kinds = {
      name: 'kinds',
      text: `SELECT true AS yes, NULL::text AS none, ARRAY['æ','b'] AS list, '{"a":1}'::jsonb AS json, '2026-01-01Z'::timestamptz AS at, $1::bytea AS bytes`,
      values: [Buffer.from([0, 255])],
    };
    for (let n = 0; n < 3; n += 1) {
      const [first, second, third] = await send(one, kinds, { text: 'SELECT 2 AS n WHERE false' });
      expect(first).toEqual([{ n: 1 }]);
      expect(second).toEqual([
        {
          yes: true,
          none: null,
          list: ['æ', 'b'],
          json: { a: 1 },
          at: new Date('2026-01-01Z'),
          bytes: Buffer.from([0, 255]),
        },
      ]);
      expect(third).toEqual([]);
    }
  });

  it('are one transaction, and what it set ends with it', async () => {
    const setting = { text: "SELECT nullif(current_setting('torv.person', true), '') AS person" };
    const [, during] = await send({ text: "SELECT set_config('torv.person', 'someone', true)" }, setting);
    expect(during).toEqual([{ person: 'someone' }]);
    expect((await send(setting))[0]).toEqual([{ person: null }]);
  });

  it('stop at the first that fails, and the connection serves on', async () => {
    await expect(send(one, broken, one)).rejects.toMatchObject({ code: '22012' });
    expect(await send({ ...broken, values: [1] }, one)).toEqual([[{ n: 1 }], [{ n: 1 }]]);
    await expect(send({ name: 'no-such', text: 'SELECT * FROM nowhere' }, one)).rejects.toMatchObject({
      code: '42P01',
    });
    expect(await send(one)).toEqual([[{ n: 1 }]]);
  });

  it('send nothing when a value cannot be sent, or two share a name', async () => {
    const round: Record<string, unknown> = {};
    round['self'] = round;
    await expect(send(one, { ...one, values: [round] })).rejects.toThrow();
    await expect(send({ name: 'one', text: 'SELECT 2 AS n' })).rejects.toThrow('Two statements are called "one".');
    await expect(send({ name: 'new', text: 'SELECT 3 AS n' }, { name: 'new', text: 'SELECT 4 AS n' })).rejects.toThrow(
      'Two statements are called "new".',
    );
    expect(await send(one)).toEqual([[{ n: 1 }]]);
  });

  it('write nothing when they open with a read', async () => {
    const enter = { text: `SELECT platform_read_as('', NULL)` };
    await expect(send(enter, { text: 'CREATE TEMP TABLE t (n int)' })).rejects.toMatchObject({ code: '25006' });
    expect(await send({ text: 'SELECT 1 AS n' })).toEqual([[{ n: 1 }]]);
  });
});
