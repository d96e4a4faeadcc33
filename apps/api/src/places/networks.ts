import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { notFound, Refusal } from '../platform/errors/refusal';

/** Finds networks by key. A key never changes its network, so what was found once is remembered. */
@Injectable()
export class Networks {
  private readonly idByKey = new Map<string, string>();

  constructor(private readonly database: Database) {}

  /** The id of a network that was found before, or undefined. */
  knownId(key: string): string | undefined {
    return this.idByKey.get(key);
  }

  /** @throws Refusal PLATFORM.NOT_FOUND */
  async idOf(key: string): Promise<string> {
    const known = this.idByKey.get(key);
    if (known) return known;
    const { rows } = await this.database.call({
      name: 'network-id',
      text: 'SELECT id FROM places_network WHERE key = $1',
      values: [key],
    });
    const id = (rows[0] as { id: string } | undefined)?.id;
    if (!id) throw new Refusal(notFound);
    this.idByKey.set(key, id);
    return id;
  }
}
