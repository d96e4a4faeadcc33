import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';

const ticksPerSecond = 100;

/** CPU seconds that a process has used. */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** One request; its status and body. */
export function ask(agent, { url, method = 'GET', headers = {}, body }) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, body: Buffer.concat(parts) }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/**
 * One round: `clients` loops of requests for `seconds`. Every answer has the status that is wanted and, where the
 * side knows how long its answer is (`bytes`), that length.
 *
 * @param side {pid, status, bytes?, prepare?(), next(client): request} the server's process and its requests
 * @returns requests a second, CPU milliseconds of the server a request, and how many were answered
 */
export async function round(side, { clients, seconds }) {
  await side.prepare?.();
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const cpuBefore = cpuSeconds(side.pid);
  const began = process.hrtime.bigint();
  const until = Date.now() + seconds * 1000;
  let done = 0;
  const loop = async (client) => {
    while (Date.now() < until) {
      const answer = await ask(agent, side.next(client));
      if (answer.status !== side.status) throw new Error(`${side.name}: ${answer.status} ${answer.body}`);
      if (side.bytes !== undefined && answer.body.length !== side.bytes)
        throw new Error(`${side.name} answered ${answer.body.length} bytes instead of ${side.bytes}.`);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => loop(client)));
  const took = Number(process.hrtime.bigint() - began) / 1e9;
  agent.destroy();
  return { rate: done / took, cpu: ((cpuSeconds(side.pid) - cpuBefore) * 1000) / done, done };
}

/** The middle value. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Interleaved pairs, A B B A, after a round of each to warm them.
 *
 * @param how.warmed called between the two
 * @returns medians: of the paired ratios a / b by rate and by CPU (b / a, so that more is better), and of each side's
 *   own figures; `done` counts the requests of each, with the warming
 */
export async function compare(a, b, { clients, seconds, pairs, warmed = () => undefined }) {
  const of = { a: [], b: [] };
  const done = { a: (await round(a, { clients, seconds })).done, b: (await round(b, { clients, seconds })).done };
  await warmed();
  for (let n = 0; n < pairs; n += 1) {
    for (const side of n % 2 === 0 ? ['a', 'b'] : ['b', 'a']) {
      const one = await round(side === 'a' ? a : b, { clients, seconds });
      of[side].push(one);
      done[side] += one.done;
    }
  }
  const paired = (ratio) => median(of.a.map((one, n) => ratio(one, of.b[n])));
  return {
    rate: paired((one, other) => one.rate / other.rate),
    cpu: paired((one, other) => other.cpu / one.cpu),
    ofA: median(of.a.map((one) => one.rate)),
    ofB: median(of.b.map((one) => one.rate)),
    cpuOfA: median(of.a.map((one) => one.cpu)),
    cpuOfB: median(of.b.map((one) => one.cpu)),
    done,
  };
}

/** What it takes to write 8 KiB over and over and have them on the disk. */
export function microsecondsOfAFlush(folder) {
  const file = openSync(join(folder, 'flush'), 'w');
  const page = Buffer.alloc(8192, 1);
  const times = [];
  for (let n = 0; n < 300; n += 1) {
    const began = process.hrtime.bigint();
    writeSync(file, page, 0, page.length, (n % 100) * page.length);
    fdatasyncSync(file);
    times.push(Number(process.hrtime.bigint() - began) / 1000);
  }
  closeSync(file);
  return Math.round(median(times.slice(100)));
}
