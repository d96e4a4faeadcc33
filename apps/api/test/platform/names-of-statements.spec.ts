import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A prepared statement's name is its text's, on every connection: two texts of one name fail when both are asked. */
it('no two statements have one name', () => {
  const source = join(__dirname, '../../src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.spec)\.ts$/.test(name),
  );
  const named = files.flatMap((file) =>
    [
      ...readFileSync(join(source, file), 'utf8').matchAll(
        /\bname: '([^']+)',\s*(?:\/\/[^\n]*\s*)*text: *['"`]?([^'"`\n]*)/g,
      ),
    ].map((found) => ({
      name: found[1]!,
      text: found[2]!.trim(),
      file,
    })),
  );
  expect(named.length).toBeGreaterThan(25);
  const twice = named.filter((one) =>
    named.some((other) => other !== one && other.name === one.name && other.text !== one.text),
  );
  expect(twice).toEqual([]);
});
