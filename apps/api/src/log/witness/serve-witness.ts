import { createServer, type Server } from 'node:http';
import { answerLog } from './answer-log';
import type { Witness } from './keep-witness';

const longest = 16_384;

/**
 * Answers logs over HTTP (`POST …/add-checkpoint`), until the server is closed. Whoever runs it puts TLS in front.
 *
 * @param say told what happens, a line at a time
 */
export function serveWitness(
  witness: Witness,
  port: number,
  host: string,
  say: (line: string) => void,
): Promise<Server> {
  const server = createServer((request, reply) => {
    if (request.method !== 'POST' || !/\/add-checkpoint$/.test(request.url ?? ''))
      return void reply.writeHead(404).end();
    const parts: Buffer[] = [];
    let length = 0;
    request.on('data', (part: Buffer) => {
      length += part.length;
      if (length > longest) {
        reply.writeHead(413).end();
        request.destroy();
      } else parts.push(part);
    });
    request.on('end', () => {
      if (length > longest) return;
      try {
        const now = BigInt(Math.floor(Date.now() / 1000));
        const { status, type, body, warning } = answerLog(witness, Buffer.concat(parts).toString('utf8'), now);
        say(`${new Date().toISOString()} ${status}${warning ? ` ${warning}` : ''}`);
        reply.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
      } catch (error) {
        // What could not be kept is not cosigned.
        say(`The witness could not keep what it saw: ${String(error)}`);
        reply.writeHead(500).end();
      }
    });
  });
  server.requestTimeout = 10_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
