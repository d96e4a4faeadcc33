import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

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
 * One round: `clients` loops of requests for `seconds`.
 *
 * @param side {pid, next(): request} the server's process and its requests
 * @returns requests a second, and CPU milliseconds of the server a request
 */
export async function round(side, { clients, seconds }) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const cpuBefore = cpuSeconds(side.pid);
  const began = process.hrtime.bigint();
  const until = Date.now() + seconds * 1000;
  let done = 0;
  const loop = async () => {
    while (Date.now() < until) {
      const answer = await ask(agent, side.next());
      if (answer.status >= 300) throw new Error(`${side.name}: ${answer.status} ${answer.body}`);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, loop));
  const took = Number(process.hrtime.bigint() - began) / 1e9;
  agent.destroy();
  return { rate: done / took, cpu: ((cpuSeconds(side.pid) - cpuBefore) * 1000) / done };
}

/** The middle value. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Interleaved pairs, A B B A: medians of the paired ratios a / b, by rate and by CPU (b / a, so that more is better). */
export async function compare(a, b, { clients, seconds, pairs }) {
  await round(a, { clients, seconds });
  await round(b, { clients, seconds });
  const rates = [];
  const cpus = [];
  let rateOfA = [];
  let rateOfB = [];
  for (let n = 0; n < pairs; n += 1) {
    const first = n % 2 === 0 ? a : b;
    const second = first === a ? b : a;
    const one = await round(first, { clients, seconds });
    const two = await round(second, { clients, seconds });
    const [ofA, ofB] = first === a ? [one, two] : [two, one];
    rates.push(ofA.rate / ofB.rate);
    cpus.push(ofB.cpu / ofA.cpu);
    rateOfA.push(ofA.rate);
    rateOfB.push(ofB.rate);
  }
  return { rate: median(rates), cpu: median(cpus), ofA: median(rateOfA), ofB: median(rateOfB) };
}
