import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Database } from '../platform/database/database';
import { Refusal } from '../platform/errors/refusal';
import { tooManyTries } from './identity.refusals';

/** An address that is tried from many sources at once is answered slowly, never refused. */
const patient = 20;
const slowest = 2_000;

/**
 * Makes guessing slow, whether of passwords or of codes. Nobody is locked out: what waits is one source with one
 * address (and a source that tries many), longer each time; the right password from another place goes through.
 */
@Injectable()
export class Attempts {
  constructor(private readonly database: Database) {}

  /**
   * Counts a try before it is made, so that a hundred at once are a hundred.
   *
   * @param address what is tried: an e-mail address, whether or not someone has it, or a person's id
   * @returns to be called when the try was no guess
   * @throws Refusal IDENTITY.TOO_MANY_TRIES with the seconds to wait
   */
  async begin(request: FastifyRequest, address: string): Promise<() => Promise<void>> {
    const source = sourceOf(request.ip);
    const tried = address.trim().toLowerCase();
    const values = [hashOf('pair', source, tried), hashOf('source', source), hashOf('address', tried)];
    const { rows } = await this.database.call({
      name: 'begin-attempt',
      text: 'SELECT wait, counted FROM identity_begin_attempt($1, $2, $3)',
      values,
    });
    const { wait, counted } = rows[0] as { wait: number; counted: number };
    if (wait > 0) throw new Refusal(tooManyTries, [], Math.ceil(wait));
    if (counted > patient) await sleep(Math.min(slowest, (counted - patient) * 100));
    return async () => {
      await this.database.call({
        name: 'end-attempt',
        text: 'SELECT identity_end_attempt($1, $2, $3)',
        values,
      });
    };
  }
}

/** A household has a whole /64 of IPv6 to ask from. */
function sourceOf(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip;
  const [head = '', tail = ''] = ip.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const whole = ip.includes('::')
    ? [...groups, ...Array<string>(8 - groups.length - after.length).fill('0'), ...after]
    : groups;
  return whole.slice(0, 4).join(':');
}

const hashOf = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest();
