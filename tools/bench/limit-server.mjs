// The limit: node:http and pg, nothing else. It sends the very SQL that Torv sends.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import pg from 'pg';

const require = createRequire(import.meta.url);
const { decisionsOfNetwork } = require('../../dist/apps/api/src/decisions/decisions.sql.js');
const { encodeCursor } = require('../../dist/apps/api/src/platform/http/page-cursor.js');
const { LIMIT_URL, LIMIT_ROLE, LIMIT_NETWORK, LIMIT_PERSON } = process.env;

const pool = new pg.Pool({
  connectionString: LIMIT_URL,
  max: 8,
  pipeline: true,
  options: LIMIT_ROLE ? `-c role=${LIMIT_ROLE}` : undefined,
});

// The cluster stops before its servers do: that is no fault of the run.
pool.on('error', () => undefined);

async function list(network) {
  const query = decisionsOfNetwork(network, null, 25);
  if (!LIMIT_ROLE) return (await pool.query(query)).rows;
  const client = await pool.connect();
  try {
    const [, , found] = await Promise.all([
      client.query({ name: 'begin', text: 'BEGIN READ ONLY' }),
      client.query({ name: 'actor', text: "SELECT set_config('torv.person', $1, true)", values: [LIMIT_PERSON] }),
      client.query(query),
      client.query({ name: 'commit', text: 'COMMIT' }),
    ]);
    return found.rows;
  } finally {
    client.release();
  }
}

const insert = { name: 'plain', text: 'INSERT INTO bench_plain (body) VALUES ($1)' };

createServer(async (request, response) => {
  if (request.method === 'POST') {
    let body = '';
    for await (const part of request) body += part;
    await pool.query({ ...insert, values: [body] });
    response.writeHead(201).end('{}');
    return;
  }
  const rows = await list(request.url.slice(1) || LIMIT_NETWORK);
  const last = rows.length > 25 ? rows[24] : undefined;
  const next = last ? JSON.stringify(encodeCursor([last.decided, last.id])) : 'null';
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(
    `{"items":[${rows
      .slice(0, 25)
      .map((row) => row.json)
      .join(',')}],"nextCursor":${next}}`,
  );
}).listen(0, '127.0.0.1', function () {
  process.send({ origin: `http://127.0.0.1:${this.address().port}` });
});
