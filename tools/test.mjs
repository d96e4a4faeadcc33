// npm test: everything that is checked, step by step; ends with "N passed, N failed".
// `npm test -- --only lint,types` runs some of it.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const results = join(root, '.build/results');
mkdirSync(results, { recursive: true });

/** Runs a program from the installed packages; its exit code and what it printed. */
function run(command, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, PATH: path, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (part) => {
      output += part;
      if (!quiet) process.stdout.write(part);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A step that passes or fails as one; what it printed is shown when it fails. */
const whole = (command, args) => async () => {
  const { code, output } = await run(command, args, { quiet: true });
  if (code !== 0) console.log(output);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
};

/** Node's own test runner, counted test by test. */
const nodeTests =
  (...files) =>
  async () => {
    const { code, output } = await run('node', ['--test', '--test-reporter=tap', ...files], { quiet: true });
    const count = (word) => Number(new RegExp(`^# ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
    if (code !== 0) console.log(output);
    return { passed: count('pass'), failed: Math.max(count('fail'), code === 0 ? 0 : 1) };
  };

/** Jest: the shared code, and the API against a real PostgreSQL. */
async function jest() {
  const file = join(results, 'jest.json');
  rmSync(file, { force: true });
  const { code, output } = await run(
    'node',
    ['node_modules/jest/bin/jest.js', '--silent', '--forceExit', '--json', `--outputFile=${file}`],
    { env: { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' }, quiet: true },
  );
  if (code !== 0) console.log(output.replace(/^\{"num.*$/m, ''));
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(file, 'utf8'));
  return { passed: numPassedTests, failed: Math.max(numFailedTests + numRuntimeErrorTestSuites, code === 0 ? 0 : 1) };
}

/** Playwright: the walk and the screens in a real browser. */
async function browser() {
  const file = join(results, 'browser.json');
  rmSync(file, { force: true });
  const { code, output } = await run(
    'playwright',
    ['test', '-c', 'apps/web/e2e/playwright.config.ts', '--reporter=json'],
    {
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      quiet: true,
    },
  );
  if (!existsSync(file)) {
    console.log(output);
    return { passed: 0, failed: 1 };
  }
  const { stats } = JSON.parse(readFileSync(file, 'utf8'));
  if (code !== 0) console.log(readFileSync(file, 'utf8').slice(0, 20_000));
  return { passed: stats.expected, failed: Math.max(stats.unexpected + stats.flaky, code === 0 ? 0 : 1) };
}

const hasWeb = existsSync(join(root, 'apps/web/project.json'));
const hasBrowser = existsSync(join(root, 'apps/web/e2e/playwright.config.ts'));
const steps = [
  ['lint', whole('npm', ['run', '--silent', 'lint'])],
  ['types', whole('npm', ['run', '--silent', 'types'])],
  [
    'architecture',
    nodeTests(
      'tools/architecture.test.mjs',
      'tools/lint-rooms.test.mjs',
      'tools/docker.test.mjs',
      'tools/check-commit-message.test.mjs',
      'tools/security.test.mjs',
    ),
  ],
  ['build', whole('npm', ['run', '--silent', 'build'])],
  ...(hasWeb ? [['load', whole('node', ['tools/measure-initial-load.mjs'])]] : []),
  ['unit', jest],
  ...(hasBrowser ? [['browser', browser]] : []),
];

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1].split(',') : null;
let passed = 0;
let failed = 0;
for (const [name, step] of steps) {
  if (only && !only.includes(name)) continue;
  const began = Date.now();
  console.log(`— ${name}`);
  const result = await step();
  passed += result.passed;
  failed += result.failed;
  console.log(`  ${result.passed} passed, ${result.failed} failed, ${((Date.now() - began) / 1000).toFixed(0)} s`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
