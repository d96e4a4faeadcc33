import { strToU8, zipSync } from 'fflate';
import { typeOfContent } from './type-of-content';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const docx = (main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml') =>
  zipSync({
    '[Content_Types].xml': strToU8(
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    ),
    'word/document.xml': strToU8('<w:document/>'),
  });

describe('the type of a file', () => {
  it.each([
    ['a page', strToU8('<!doctype html><script>1</script>'), 'bilag.txt'],
    ['a drawing that can hold scripts', strToU8('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'tegning.svg'],
    ['a script', strToU8('#!/bin/sh\nrm -rf'), 'x.txt'],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'bilag.pdf'],
    ['a bare archive', zipSync({ 'a.txt': strToU8('a') }), 'bilag.docx'],
    ['a document with macros', docx('application/vnd.ms-word.document.macroEnabled.main+xml'), 'bilag.docx'],
    ['bytes of no kind', Buffer.from([1, 2, 3, 4, 250]), 'bilag.pdf'],
  ])('is none that is taken: %s', async (_, bytes, name) => {
    expect(await typeOfContent(bytes, name)).toBeNull();
  });

  it('is read from its content, whatever it is called', async () => {
    expect(await typeOfContent(png, 'regneark.xlsx')).toEqual({ mediaType: 'image/png', ending: 'png' });
    expect(await typeOfContent(docx(), 'x')).toMatchObject({ ending: 'docx' });
    expect(await typeOfContent(Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'x')).toMatchObject({ ending: 'pdf' });
    expect(await typeOfContent(strToU8('navn;beløb\nå;1\n'), 'liste.csv')).toEqual({
      mediaType: 'text/csv',
      ending: 'csv',
    });
    expect(await typeOfContent(strToU8('Kære alle'), 'brev')).toMatchObject({ ending: 'txt' });
  });
});
