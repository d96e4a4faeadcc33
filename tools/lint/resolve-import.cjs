// How the lint rules of rooms find the file that an import names: relative paths and the shared contracts, nothing else.
const { existsSync, statSync } = require('node:fs');
const { dirname, join } = require('node:path');

const shared = join(__dirname, '../../libs/shared/src');

exports.interfaceVersion = 2;

/** @type {(source: string, file: string) => { found: boolean, path?: string | null }} */
exports.resolve = (source, file) => {
  const contract = /^@torv\/shared\/(.+)$/.exec(source);
  if (!contract && !source.startsWith('.')) return { found: false };
  const base = contract ? join(shared, contract[1]) : join(dirname(file), source);
  const path = [`${base}.ts`, join(base, 'index.ts'), base].find((one) => existsSync(one) && statSync(one).isFile());
  return path ? { found: true, path } : { found: false };
};
