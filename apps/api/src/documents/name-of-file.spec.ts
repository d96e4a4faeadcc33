import { nameOfFile, savedAs } from './name-of-file';

describe('the name of a file', () => {
  it('carries no folder, no hidden character and no ending but that of its content', () => {
    expect(nameOfFile('../../etc/passwd', 'txt')).toBe('passwd.txt');
    expect(nameOfFile('C:\\Users\\formand\\Bilag 1.PDF', 'pdf')).toBe('Bilag 1.pdf');
    expect(nameOfFile('regning\u202efdp.exe', 'pdf')).toBe('regningfdp.exe.pdf');
    expect(nameOfFile('a\u0000b\r\nSet-Cookie: x.pdf', 'pdf')).toBe('abSet-Cookie- x.pdf');
    expect(nameOfFile('CON.pdf', 'pdf')).toBe('_CON.pdf');
    expect(nameOfFile(' .. ', 'png')).toBe('dokument.png');
    expect(nameOfFile('æ'.repeat(500), 'pdf')).toHaveLength(154);
  });

  it('keeps what people wrote', () => {
    expect(nameOfFile('Budget for Grøn Arena (2027).xlsx', 'xlsx')).toBe('Budget for Grøn Arena (2027).xlsx');
    expect(nameOfFile('plads.JPEG', 'jpg')).toBe('plads.jpg');
  });

  it('is told to browsers old and new, and ends no header', () => {
    expect(savedAs('Grøn "Arena".pdf')).toBe(
      `attachment; filename="Gr_n _Arena_.pdf"; filename*=UTF-8''Gr%C3%B8n%20%22Arena%22.pdf`,
    );
  });
});
