import type { NotPlaced } from '@torv/shared/interop';
import type { ClientBase } from 'pg';

/** A checked file as it is kept: its bytes, and what of it no room could take. */
export interface ImportToKeep {
  kind: 'network' | 'overlay' | 'course';
  fileName: string;
  bytes: Buffer;
  sha256: Buffer;
  notPlaced: NotPlaced[];
}

/** True when this file was the last of its kind here, and no room has come since for what it left unplaced. */
export async function wasImportedLast(client: ClientBase, networkKey: string, file: ImportToKeep): Promise<boolean> {
  const { rows } = await client.query<{ same: boolean }>(
    `SELECT i.sha256 = $3 AND i.not_placed = $4::jsonb AS same FROM interop_import i JOIN places_network n ON n.id = i.network_id
     WHERE n.key = $1 AND i.kind = $2 ORDER BY i.imported_at DESC LIMIT 1`,
    [networkKey, file.kind, file.sha256, JSON.stringify(file.notPlaced)],
  );
  return rows[0]?.same ?? false;
}

/** Keeps the bytes; a file that comes back after another becomes the latest again. */
export async function keepImport(client: ClientBase, networkId: string, file: ImportToKeep): Promise<void> {
  await client.query(
    `INSERT INTO interop_import (network_id, kind, file_name, sha256, bytes, not_placed, imported_at)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb, clock_timestamp())
     ON CONFLICT (network_id, kind, sha256) DO UPDATE SET file_name = excluded.file_name, not_placed = excluded.not_placed,
       imported_at = excluded.imported_at`,
    [networkId, file.kind, file.fileName, file.sha256, file.bytes, JSON.stringify(file.notPlaced)],
  );
}
