import type { Readable } from 'node:stream';
import { heaviestFile } from '@torv/shared/documents';
import { Refusal } from '../platform/errors/refusal';
import type { ReadFile } from './add-document';
import { empty, tooHeavy, typeNotTaken } from './documents.refusals';
import { nameOfFile } from './name-of-file';
import { typeOfContent } from './type-of-content';

/**
 * Reads a file that is being sent, no further than it may weigh, and looks what it is.
 *
 * @param said the name that came with it
 * @throws Refusal DOCUMENTS.TOO_HEAVY, DOCUMENTS.EMPTY, DOCUMENTS.TYPE_NOT_TAKEN
 */
export async function readUpload(sent: Readable, said: string): Promise<ReadFile> {
  const parts: Buffer[] = [];
  let weight = 0;
  for await (const part of sent) {
    weight += (part as Buffer).length;
    if (weight > heaviestFile) throw new Refusal(tooHeavy);
    parts.push(part as Buffer);
  }
  if (weight === 0) throw new Refusal(empty);
  const bytes = Buffer.concat(parts);
  const type = await typeOfContent(bytes, said);
  if (!type) throw new Refusal(typeNotTaken);
  return { name: nameOfFile(said, type.ending), type, bytes };
}
