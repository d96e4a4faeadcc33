import { mayBeAsked } from './ask-witness';

describe('an address that an organisation gives', () => {
  it.each([
    'ftp://witness.example',
    'https://user:secret@witness.example',
    'https://witness.example/?to=elsewhere',
    'https://witness.example/#here',
    'not an address',
  ])('is never asked: %s', (address) => {
    expect(mayBeAsked(address, false)).toBe(false);
    expect(mayBeAsked(address, true)).toBe(false);
  });

  it.each([
    'http://witness.example',
    'https://127.0.0.1:8090',
    'https://10.0.0.5',
    'https://[::1]/',
    'https://0x7f000001/',
    'https://169.254.169.254/latest',
    'https://localhost',
    'https://database',
    'https://printer.local',
    'https://service.internal',
  ])('is not asked by a Torv that others reach: %s', (address) => {
    expect(mayBeAsked(address, false)).toBe(false);
  });

  it('is asked by TLS and name; by a Torv of this machine alone, also without', () => {
    expect(mayBeAsked('https://witness.example/torv', false)).toBe(true);
    expect(mayBeAsked('https://witness.example:8443', false)).toBe(true);
    expect(mayBeAsked('http://127.0.0.1:8090', true)).toBe(true);
  });
});
