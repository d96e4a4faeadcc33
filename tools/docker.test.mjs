// What can be checked of docker/ without an engine: that the files agree with each other and with the repository.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (path) => readFileSync(join(root, path), 'utf8');
const dockerfile = read('docker/Dockerfile');
const compose = parse(read('docker/compose.yaml'));

test('every file that the image copies from the repository is there', () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) => names.split(' '));
  assert.ok(copied.length > 3);
  for (const name of copied) assert.ok(existsSync(join(root, name)), `${name} is copied and is not there`);
});

test('the image serves as an ordinary user, from the path the build writes, and asks readiness', () => {
  const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  assert.match(lastStage, /^USER (?!root)\w+$/m);
  assert.match(lastStage, /CMD \["node", "dist\/apps\/api\/src\/torv\.js", "serve"\]/);
  assert.ok(existsSync(join(root, 'apps/api/src/torv.ts')));
  const path = /127\.0\.0\.1:3000(\/[\w/]+)/.exec(lastStage)?.[1];
  const health = read('apps/api/src/platform/http/health.controller.ts');
  assert.equal(path, '/api/ready');
  assert.match(health, /@Controller\('api'\)[\s\S]*@Get\('ready'\)/);
});

test('what is built or secret on this machine stays out of the image', () => {
  const ignored = read('docker/Dockerfile.dockerignore').split('\n');
  for (const name of ['.git', '.torv', 'node_modules', 'dist']) assert.ok(ignored.includes(name), name);
});

test('the compose file names real files, waits for PostgreSQL, and gives requests another login than migrations', () => {
  const { postgres, torv } = compose.services;
  assert.equal(postgres.image, 'postgres:18');
  assert.ok(postgres.healthcheck.test.length > 0);
  assert.equal(torv.depends_on.postgres.condition, 'service_healthy');
  assert.ok(existsSync(join(root, 'docker', torv.build.context, torv.build.dockerfile)));
  for (const volume of [...postgres.volumes, ...torv.volumes]) {
    const [from] = volume.split(':');
    assert.ok(from.startsWith('.') ? existsSync(join(root, 'docker', from)) : from in compose.volumes, from);
  }
  const login = (url) => new URL(url.replaceAll(/\$\{\w+\}/g, 'x')).username;
  assert.notEqual(login(torv.environment.DATABASE_URL), login(torv.environment.DATABASE_ADMIN_URL));
  assert.match(read('docker/make-login.sh'), new RegExp(`CREATE ROLE ${login(torv.environment.DATABASE_URL)} LOGIN`));
});

test('every setting of Torv stands in docs/operating.md', () => {
  const names = [...Object.keys(compose.services.torv.environment), ...dockerfile.match(/\bTORV_\w+/g)];
  const page = read('docs/operating.md');
  for (const name of names) assert.ok(page.includes(`\`${name}\``), `${name} is not in docs/operating.md`);
});

test('no secret is written down: each comes from the environment', () => {
  for (const { environment } of Object.values(compose.services)) {
    for (const [name, value] of Object.entries(environment)) {
      if (/PASSWORD|SECRET|TOKEN/.test(name)) assert.match(String(value), /^\$\{\w+(:\?[^}]*)?\}$/, name);
      // An address holds its password from the environment, or comes from there whole.
      if (/URL/.test(name)) assert.match(String(value), /:\$\{\w+\}@|^\$\{\w+:-\}$/, name);
    }
  }
});
