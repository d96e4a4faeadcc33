import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// What an actor may do is said in each room's policy, as pure functions, and tested there; nothing else asks the actor.

const source = join(__dirname, '../../src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const policies = files.filter((name) => name.endsWith('.policy.ts'));

it('the actor is asked in policies alone', () => {
  const asking = files
    .filter((name) => !/\.(policy|spec)\.ts$/.test(name))
    .filter((name) => /\b(sitsAs|mayBind|administers|facilitates)\(/.test(readFileSync(join(source, name), 'utf8')));
  expect(asking).toEqual([]);
});

it('a policy imports the actor and nothing that could look anything up', () => {
  expect(policies.length).toBeGreaterThan(5);
  for (const policy of policies) {
    const imports = [...readFileSync(join(source, policy), 'utf8').matchAll(/from '([^']+)'/g)].map(
      (found) => found[1],
    );
    expect({ policy, imports }).toEqual({ policy, imports: ['@torv/shared/kernel'] });
  }
});

it('each policy has its refusals tested', () => {
  expect(policies.filter((policy) => !existsSync(join(source, policy.replace('.ts', '.spec.ts'))))).toEqual([]);
});
