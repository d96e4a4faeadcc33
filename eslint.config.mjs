import { fileURLToPath } from 'node:url';
import angular from 'angular-eslint';
import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';
import { rooms } from './tools/rooms.mjs';

/** A room is one element, in whichever part of the workspace its files lie. */
const elements = rooms.map(({ name }) => ({
  type: name,
  pattern: [`apps/api/src/${name}`, `apps/web/src/app/${name}`, `libs/shared/src/${name}`],
}));

/** Imports go down only: what each room may not import. The same rule as the architecture test's, while typing. */
const policies = rooms.map((room) => ({
  from: { element: { type: room.name } },
  disallow: {
    to: {
      element: {
        types: {
          anyOf: rooms
            .filter((other) => other !== room && other.row > 0 && other.row >= room.row)
            .map((other) => other.name),
        },
      },
    },
  },
  message: `Imports go down only: ${room.name} stands in row ${room.row} of tools/rooms.mjs.`,
}));

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
  {
    files: ['apps/api/src/**/*.ts', 'apps/web/src/app/**/*.ts', 'libs/shared/src/**/*.ts'],
    // The web's platform takes contracts of any room; the architecture test sees to it that it imports no room.
    ignores: ['apps/web/src/app/platform/**'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': elements,
      'import/resolver': { [fileURLToPath(new URL('tools/lint/resolve-import.cjs', import.meta.url))]: {} },
    },
    rules: { 'boundaries/dependencies': ['error', { default: 'allow', policies }] },
  },
  ...[...angular.configs.templateRecommended, ...angular.configs.templateAccessibility].map((config) => ({
    ...config,
    files: ['apps/web/src/**/*.html'],
  })),
  ...angular.configs.tsRecommended
    .filter((config) => config.plugins || config.rules)
    .map((config) => ({ ...config, files: ['apps/web/src/**/*.ts'], processor: angular.processInlineTemplates })),
);
