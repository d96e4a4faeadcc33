import type { Block, Printed } from './printed';

const style = `@page{size:A4;margin:20mm 18mm}html{font:11pt/1.5 'IBM Plex Sans',system-ui,'Liberation Sans',sans-serif;color:#1c1917;background:#fff}
body{max-width:46rem;margin:0 auto;padding:1.5rem}@media print{body{max-width:none;padding:0}}h1{font-size:20pt;line-height:1.2;margin:0 0 6pt}
h2{font-size:14pt;line-height:1.3;margin:18pt 0 4pt}h3{font-size:11pt;margin:12pt 0 2pt}h1,h2,h3{break-after:avoid}.page{break-before:page}
p{margin:0 0 6pt;white-space:pre-wrap;overflow-wrap:anywhere}dl{display:grid;grid-template-columns:max-content 1fr;gap:2pt 14pt;margin:0 0 8pt}
dt{color:#57534e}dd{margin:0;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%;margin:0 0 8pt}tr{break-inside:avoid}
th,td{text-align:left;vertical-align:top;padding:3pt 8pt 3pt 0;border-bottom:.5pt solid #a8a29e;overflow-wrap:anywhere}th{color:#57534e;font-weight:600}
ul{margin:0 0 6pt;padding-left:14pt}li{margin:0 0 3pt;white-space:pre-wrap}`;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string): string => text.replace(/[&<>"']/g, (one) => escapes[one]!);
const each = <T>(items: T[], write: (one: T) => string): string => items.map(write).join('');

function written(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}${block.newPage ? ' class="page"' : ''}>${safe(block.text)}</h${block.level}>`;
    case 'text':
      return `<p>${safe(block.text)}</p>`;
    case 'facts':
      return `<dl>${each(block.facts, ([label, value]) => `<dt>${safe(label)}</dt><dd>${safe(value)}</dd>`)}</dl>`;
    case 'list':
      return `<ul>${each(block.items, (one) => `<li>${safe(one)}</li>`)}</ul>`;
    case 'table':
      return `<table><thead><tr>${each(block.heads, (one) => `<th scope="col">${safe(one)}</th>`)}</tr></thead><tbody>${each(
        block.rows,
        (row) => `<tr>${each(row, (one) => `<td>${safe(one)}</td>`)}</tr>`,
      )}</tbody></table>`;
  }
}

/** A page that stands by itself: it runs nothing and fetches nothing. */
export function htmlOf({ title, language, blocks }: Printed): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${safe(title)}</title><style>${style}</style></head><body><main>${each(blocks, written)}</main></body></html>`;
}
