import tseslint from 'typescript-eslint';
import { rooms } from './tools/rooms.mjs';

/** Relative imports of a room that lies no lower, by folder name: the same rule as the architecture test, while typing. */
const upward = (room) =>
  rooms
    .filter((other) => other.row >= room.row && other.name !== room.name && other.row > 0)
    .map((other) => `../${other.name}/**`);

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.build/**', '.nx/**', '.angular/**', '.torv/**', 'test-results/**'] },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
  ...rooms
    .filter((room) => room.row > 0)
    .map((room) => ({
      files: [`apps/api/src/${room.name}/**/*.ts`, `apps/web/src/app/${room.name}/**/*.ts`],
      rules: {
        'no-restricted-imports': [
          'error',
          { patterns: [{ group: upward(room), message: 'Imports go down only: see tools/rooms.mjs.' }] },
        ],
      },
    })),
);
