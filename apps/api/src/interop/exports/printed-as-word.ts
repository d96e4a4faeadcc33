import type { Paragraph, Table } from 'docx';
import type { Block, Printed } from './printed';

/** Loaded when it is asked for: Torv starts without it. */
type Docx = typeof import('docx');

const font = 'Calibri';

/** Characters that XML cannot hold make a file that Word refuses. */
const plain = (text: string): string => text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');

const runs = (docx: Docx, text: string, bold = false) =>
  plain(text)
    .split('\n')
    .map((one, n) => new docx.TextRun({ text: one, bold, ...(n > 0 ? { break: 1 } : {}) }));

const paragraph = (docx: Docx, text: string, bold = false) => new docx.Paragraph({ children: runs(docx, text, bold) });

function table(docx: Docx, rows: string[][], { heads, labels = false }: { heads?: string[]; labels?: boolean }): Table {
  const line = { style: docx.BorderStyle.SINGLE, size: 4, color: 'A8A29E' };
  const unseen = { style: docx.BorderStyle.NONE, size: 0, color: 'auto' };
  const row = (cells: string[], isHead: boolean) =>
    new docx.TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map(
        (text, n) => new docx.TableCell({ children: [paragraph(docx, text, isHead || (labels && n === 0))] }),
      ),
    });
  return new docx.Table({
    width: { size: 100, type: docx.WidthType.PERCENTAGE },
    ...(labels ? { columnWidths: [2600, 6400] } : {}),
    borders: { top: unseen, left: unseen, right: unseen, bottom: line, insideHorizontal: line, insideVertical: unseen },
    rows: [...(heads ? [row(heads, true)] : []), ...rows.map((cells) => row(cells, false))],
  });
}

function written(docx: Docx, block: Block): (Paragraph | Table)[] {
  const { HEADING_1, HEADING_2, HEADING_3 } = docx.HeadingLevel;
  switch (block.kind) {
    case 'heading':
      return [
        new docx.Paragraph({
          heading: { 1: HEADING_1, 2: HEADING_2, 3: HEADING_3 }[block.level],
          keepNext: true,
          pageBreakBefore: block.newPage ?? false,
          children: runs(docx, block.text),
        }),
      ];
    case 'text':
      return [paragraph(docx, block.text)];
    case 'facts':
      return [table(docx, block.facts, { labels: true }), new docx.Paragraph({})];
    case 'list':
      return block.items.map((one) => new docx.Paragraph({ bullet: { level: 0 }, children: runs(docx, one) }));
    case 'table':
      return [table(docx, block.rows, { heads: block.heads }), new docx.Paragraph({})];
  }
}

/** A Word document with headings, tables whose heads repeat on each page, and the language that it is written in. */
export async function wordOf({ title, language, blocks }: Printed): Promise<Buffer> {
  const docx = await import('docx');
  const heading = (size: number) => ({
    run: { font, size, bold: true, color: '1C1917' },
    paragraph: { spacing: { before: 240, after: 80 } },
  });
  const document = new docx.Document({
    title,
    creator: 'Torv',
    styles: {
      default: {
        document: {
          run: { font, size: 22, language: { value: language === 'da' ? 'da-DK' : 'en-GB' } },
          paragraph: { spacing: { after: 120 } },
        },
        heading1: heading(36),
        heading2: heading(28),
        heading3: heading(24),
      },
    },
    sections: [{ children: blocks.flatMap((one) => written(docx, one)) }],
  });
  return docx.Packer.toBuffer(document);
}
