/** Control characters, and marks that turn the direction of text so that `fdp.exe` reads `exe.pdf`. */
const unseen = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const forbidden = /[<>:"/\\|?*]/g;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const longest = 150;

/**
 * A file's name as it may be kept and offered for download on any machine: no folder, no hidden character, and the
 * ending of what its content is.
 *
 * @param said the name that came with the file
 * @param ending of its type, without the dot
 */
export function nameOfFile(said: string, ending: string): string {
  const last = said.normalize('NFC').split(/[/\\]/).at(-1)!;
  const plain = last.replaceAll(unseen, '').replaceAll(forbidden, '-').replaceAll(/\s+/g, ' ').trim();
  const stem = plain.replace(new RegExp(`\\.(${sameAs[ending] ?? ending})$`, 'i'), '').replaceAll(/^[. ]+|[. ]+$/g, '');
  const shown = [...(reserved.test(stem) ? `_${stem}` : stem)].slice(0, longest).join('');
  return `${shown || 'dokument'}.${ending}`;
}

/** Endings that people write for the same type. */
const sameAs: Record<string, string> = { jpg: 'jpe?g', txt: 'txt|md|text' };

/** A `content-disposition` that saves under this name, for old readers too (RFC 6266). */
export function savedAs(name: string): string {
  const ascii = name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const coded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${coded}`;
}
