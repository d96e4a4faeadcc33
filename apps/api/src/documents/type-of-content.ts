/** What a file is: its media type, and the ending that goes with it. */
export interface ContentType {
  mediaType: string;
  ending: string;
}

const office = 'application/vnd.openxmlformats-officedocument';
const open = 'application/vnd.oasis.opendocument';

/** What is taken, by the type that the content shows. Nothing of it runs when it is opened: no macros, no pages. */
const taken: Record<string, string> = {
  'application/pdf': 'pdf',
  [`${office}.wordprocessingml.document`]: 'docx',
  [`${office}.spreadsheetml.sheet`]: 'xlsx',
  [`${office}.presentationml.presentation`]: 'pptx',
  [`${open}.text`]: 'odt',
  [`${open}.spreadsheet`]: 'ods',
  [`${open}.presentation`]: 'odp',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/** What plain text must not be: a page, a drawing or a script would be one to whoever opens it. */
const markup = /^\s*(<\?xml|<!doctype|<html|<svg|<script|#!)/i;

/**
 * What a file is by its content, whatever it is called; null when it is nothing that is taken.
 *
 * @param said its name, which tells only a table from other plain text
 */
export async function typeOfContent(bytes: Uint8Array, said: string): Promise<ContentType | null> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes);
  if (found) {
    const ending = taken[found.mime];
    return ending === undefined ? null : { mediaType: found.mime, ending };
  }
  const text = plainTextOf(bytes);
  if (text === null || markup.test(text)) return null;
  return /\.csv$/i.test(said.trim())
    ? { mediaType: 'text/csv', ending: 'csv' }
    : { mediaType: 'text/plain', ending: 'txt' };
}

function plainTextOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
