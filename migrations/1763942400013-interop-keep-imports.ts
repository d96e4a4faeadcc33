import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

export class InteropKeepImports1763942400013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The bytes of each file as they came, so that what had no room yet can be placed when its room comes.
      CREATE TABLE interop_import (
        network_id  uuid NOT NULL REFERENCES places_network (id),
        id          uuid NOT NULL DEFAULT uuidv7(),
        kind        text NOT NULL CHECK (kind IN ('network', 'overlay')),
        file_name   text NOT NULL,
        sha256      bytea NOT NULL CHECK (length(sha256) = 32),
        bytes       bytea NOT NULL,
        not_placed  jsonb NOT NULL DEFAULT '[]',
        imported_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, kind, sha256)
      );
      ${forceRowSecurity('interop_import')}
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
