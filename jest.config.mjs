// Three projects: the pure code that both ends share, the API against a real PostgreSQL, and the web's code without
// Angular. Nest 12 is ESM only while the API is built to CommonJS: run Jest with Node's --experimental-vm-modules (as
// `npm run unit` does), and it requires such packages as they are.
const everywhere = {
  rootDir: import.meta.dirname,
  cacheDirectory: '<rootDir>/.build/jest',
  testEnvironment: 'node',
  transform: { '\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^@torv/shared/(.*)$': '<rootDir>/libs/shared/src/$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.nx/', '<rootDir>/.angular/', '<rootDir>/.build/'],
};

export default {
  testTimeout: 30_000,
  projects: [
    { ...everywhere, displayName: 'shared', testMatch: ['<rootDir>/libs/shared/src/**/*.spec.ts'] },
    {
      ...everywhere,
      displayName: 'api',
      testMatch: ['<rootDir>/apps/api/**/*.spec.ts'],
      globalSetup: '<rootDir>/apps/api/test/harness/start-test-postgres.ts',
      globalTeardown: '<rootDir>/apps/api/test/harness/stop-test-postgres.ts',
    },
    { ...everywhere, displayName: 'web', testMatch: ['<rootDir>/apps/web/src/**/*.spec.ts'] },
  ],
};
