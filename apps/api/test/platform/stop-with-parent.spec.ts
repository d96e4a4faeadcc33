import { endChildren, startChild, until } from '../harness/start-child';

const server = `
  load('platform/process/stop-with-parent').stopWithParent(async (why) => { console.log('STOPPING: ' + why); });
  console.log('UP'); setInterval(() => 0, 1000);`;

afterEach(endChildren);

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stops in order on %s', async (signal) => {
  const one = startChild(server);
  await until('it is up', () => one.said().includes('UP'));
  one.child.kill(signal);
  expect(await one.over).toBe(0);
  expect(one.said()).toContain('STOPPING:');
});

it('stops in order when the process that started it is killed', async () => {
  const one = startChild(server, { ipc: true });
  await until('it is up', () => one.said().includes('UP'));
  one.child.disconnect();
  expect(await one.over).toBe(0);
  await until('it says why', () => one.said().includes('STOPPING: the process that started it is gone'));
});

it('stops when that process was gone before it listened', async () => {
  const one = startChild(server, { env: { TORV_PARENTS: '1@long-ago' } });
  expect(await one.over).toBe(0);
});
