import * as fc from 'fast-check';
import { isMap, isSeq, type Node, parseDocument } from 'yaml';
import { check, reference } from './faulty-reference';

/** Where each map begins: right behind its first brace, or before its first key. */
function mapsOfReference(): { offset: number; flow: boolean; indent: string }[] {
  const found: { offset: number; flow: boolean; indent: string }[] = [];
  const visit = (node: Node | null): void => {
    if (isSeq<Node>(node)) node.items.forEach((item) => visit(item));
    if (!isMap<Node, Node>(node)) return;
    const start = node.range![0];
    const column = start - (reference.lastIndexOf('\n', start - 1) + 1);
    found.push({ offset: node.flow ? start + 1 : start, flow: node.flow === true, indent: ' '.repeat(column) });
    for (const { value } of node.items) visit(value);
  };
  visit(parseDocument(reference).contents);
  return found;
}

it('property: one unknown key in any map of the file is found, at its place, and nothing else is', () => {
  const maps = mapsOfReference();
  expect(maps.length).toBe(109);
  const known = new Set(reference.match(/[a-z][a-z0-9_]*(?=:)/g));
  const odd = fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '<<', 'Key', 'key ', 'ø', '0');
  const word = fc.oneof(odd, fc.stringMatching(/^[a-z][a-z_]{0,14}$/)).filter((one) => !known.has(one));
  const value = fc.constantFrom('1', 'null', 'x', '[a, b]', '{ key: x }', '');
  for (const { offset, flow, indent } of maps) {
    const property = fc.property(word, value, (name, text) => {
      const key = JSON.stringify(name);
      const piece = flow ? ` ${key}: ${text},` : `${key}: ${text}\n${indent}`;
      const at = reference.slice(0, flow ? offset + 1 : offset).split('\n');
      const { findings } = check(reference.slice(0, offset) + piece + reference.slice(offset));
      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatchObject({
        code: 'INTEROP.UNKNOWN_KEY',
        line: at.length,
        column: at.at(-1)!.length + 1,
      });
      expect(findings[0]!.message).toBe(`\`${name}\` is not a key here.`);
    });
    fc.assert(property, { numRuns: 4 });
  }
}, 60_000);
