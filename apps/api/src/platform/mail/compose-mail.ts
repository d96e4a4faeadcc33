import type { Language } from '@torv/shared/kernel';

/** What a mail says, before it is set as text and as HTML. */
export interface Letter {
  language: Language;
  heading: string;
  paragraphs: string[];
  /** The one thing to do. */
  action?: { label: string; link: string };
  /** Smaller, after the action: how long it holds, and what to do when it was not oneself. */
  footnotes?: string[];
}

const signature = {
  da: 'Sendt af Torv, det fælles bord for jer, der sammen vil udvikle et byområde. Mailen kan ikke besvares.',
  en: 'Sent by Torv, the shared table for people who develop a district together. Replies are not read.',
};

/**
 * Sets a letter as plain text and as HTML that says the same: one column, large type, system fonts, no picture, nothing
 * fetched, and colours that a dark mail reader may turn around.
 */
export function composeMail(letter: Letter): { text: string; html: string } {
  const { heading, paragraphs, action, footnotes = [], language } = letter;
  const text = [
    heading,
    ...paragraphs,
    ...(action ? [`${action.label}:\n${action.link}`] : []),
    ...footnotes,
    `-- \n${signature[language]}`,
  ].join('\n\n');
  return { text: `${text}\n`, html: htmlOf(letter) };
}

function htmlOf({ language, heading, paragraphs, action, footnotes = [] }: Letter): string {
  const paragraph = (words: string, style = '') =>
    `<p style="margin:0 0 16px;${style}">${escapeHtml(words).replaceAll('\n', '<br>')}</p>`;
  const small = 'font-size:14px;line-height:20px;opacity:0.8';
  const button = action
    ? `<p style="margin:24px 0"><a href="${escapeHtml(action.link)}" style="display:inline-block;padding:14px 20px;border-radius:6px;background:#0b5f63;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(action.label)}</a></p>` +
      `<p style="margin:0 0 16px;${small};overflow-wrap:anywhere">${escapeHtml(action.link)}</p>`
    : '';
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<meta name="color-scheme" content="light dark"><title>${escapeHtml(heading)}</title></head>` +
    `<body style="margin:0;padding:24px 16px"><div role="main" style="max-width:560px;margin:0 auto;font:16px/24px system-ui,-apple-system,'Segoe UI',sans-serif">` +
    `<h1 style="margin:0 0 16px;font-size:23px;line-height:30px">${escapeHtml(heading)}</h1>` +
    paragraphs.map((one) => paragraph(one)).join('') +
    button +
    footnotes.map((one) => paragraph(one, small)).join('') +
    `<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #d6d3d1;${small}">${escapeHtml(signature[language])}</p>` +
    `</div></body></html>`
  );
}

/** Text as it may stand in HTML, between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)!};`);
}
