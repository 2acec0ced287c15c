// `ebit study run --redis` and `ebit worker --store`, as processes of their own.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callEbit } from '../../cli/call-ebit.js';
import { runEbit } from '../../cli/run-ebit.js';
import { temporaryFolder } from '../../cli/temporary-folder.js';
import { launchRedis, type RedisServer } from './launch-redis.js';
import { describeWithRedis } from './redis-server.js';
import { type Running, startWorker } from './worker-process.js';

const folder = temporaryFolder();
const table = 'a,b,label\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n2,2,x\n4,4,y\n6,6,x\n8,8,y\n';

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const game = `
task: { data: chsh, model: { weights: parity }, training: { iterations: 8, evaluateEvery: 4 } }
axes:
  - { path: network.fidelity, list: [0.9, 1] }
  - { path: model.depth, list: [1, 2] }
repeats: 3
`;

const ofTable = `
task:
  data: { kind: table, path: mine.csv, columns: { A: [a], B: [b] } }
  model: { depth: 1 }
  training: { iterations: 4 }
`;

/** The outcomes in a store, by their names. */
function outcomesIn(store: string): Map<string, string> {
  const names = readdirSync(store, { recursive: true, encoding: 'utf8' }).filter((name) => /[0-9a-f]{32}/.test(name));
  return new Map(names.sort().map((name) => [name, readFileSync(join(store, name), 'utf8')]));
}

describeWithRedis('a study by way of Redis', () => {
  let server: RedisServer;
  const all: Running[] = [];
  const worker = (prefix: string, ...words: string[]): Running => {
    const one = startWorker(server.url, '--prefix', prefix, '--concurrency', '2', ...words);
    all.push(one);
    return one;
  };
  /** The words that bring a study to this test's part of Redis. */
  const redis = (prefix: string) => ['--redis', server.url, '--prefix', prefix];
  beforeAll(async () => {
    server = await launchRedis(folder);
  });
  afterAll(async () => {
    for (const { child } of all) child.kill('SIGKILL');
    await server.stop();
  });

  test('has the outcomes that it has on this machine, and nothing is left in the queue', async () => {
    const path = file('game.yaml', game);
    const [here, there] = ['here', 'there'].map((name) => join(folder, name));
    worker('same');
    const { code, stdout, stderr } = await runEbit(['study', 'run', path, '--store', there, ...redis('same')]);
    expect([code, stdout], stderr).toEqual([0, `12 of 12 tasks are in ${there}\n`]);
    expect((await callEbit(['study', 'run', path, '--store', here])).code).toBe(0);
    expect(outcomesIn(there)).toEqual(outcomesIn(here));
    // How long a task waited for its turn is no time that it takes.
    expect((await callEbit(['study', 'status', path, '--store', there, '--json'])).stdout).toContain(
      '"secondsLeft": null',
    );
  });

  test('is left there by one program, and followed and collected by another one', async () => {
    const path = file('left.yaml', game);
    const store = join(folder, 'left');
    const words = ['study', 'run', path, '--store', store, ...redis('left')];
    const left = await runEbit([...words, '--detach']);
    expect([left.code, left.stdout], left.stderr).toEqual([
      0,
      '12 of 12 tasks are in the queue. The same line without --detach follows and collects them, from any machine.\n',
    ]);
    expect(JSON.parse((await runEbit([...words, '--detach', '--json'])).stdout)).toEqual({
      store,
      submitted: 12,
      total: 12,
    });
    const one = worker('left', '--json', '--idle', '2');
    expect(await one.ended).toBe(0);
    // Submitted twice, run once.
    expect(one.text()).toContain('{"kind":"ended","done":12,"failed":0,"handedBack":0}');
    const collected = await runEbit(words);
    expect([collected.code, collected.stdout], collected.stderr).toEqual([0, `12 of 12 tasks are in ${store}\n`]);
    expect((await runEbit([...words, '--detach'])).stdout).toBe('Nothing of 12 tasks is left to submit.\n');
  });

  test('is kept by workers in a store that they share, where nobody follows it', async () => {
    file('mine.csv', table);
    const path = file('shared.yaml', game);
    const absent = file('absent.yaml', `${ofTable}repeats: 2\n`);
    const store = join(folder, 'shared');
    const words = (study: string) => ['study', 'run', study, '--store', store, ...redis('shared'), '--detach'];
    for (const study of [path, absent]) expect((await runEbit(words(study))).code).toBe(0);
    const one = worker('shared', '--store', store, '--idle', '6');
    expect(await one.ended, one.text()).toBe(0);
    const status = await callEbit(['study', 'status', path, '--store', store]);
    expect(status.stdout).toContain('4 cells, 12 fits: 12 there, 0 to run');
    expect(outcomesIn(store).size).toBe(12 + 2);
    for (const [name, text] of outcomesIn(join(folder, 'here'))) expect(outcomesIn(store).get(name)).toBe(text);
    const failed = await callEbit(['study', 'status', absent, '--store', store]);
    expect(failed.stdout).toContain('0 there, 2 failed');
    expect(failed.stdout).toMatch(/failed 3 times \[file\]: seed = \d: This worker has no table with the digest/);
  }, 60_000);

  test('takes the failures of tasks into its store, and ends with their number', async () => {
    file('mine.csv', table);
    const path = file('fails.yaml', `${ofTable}repeats: 1\n`);
    const store = join(folder, 'fails');
    worker('fails');
    const { code, stderr } = await runEbit(['study', 'run', path, '--store', store, ...redis('fails')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/failed \[file\].*no table with the digest/);
    expect(stderr).toContain('1 task of 1 failed');
    const data = worker('fails', '--data', folder);
    await data.says(/Listening/);
    all[all.length - 2].child.kill('SIGKILL');
    const retried = await runEbit(['study', 'retry', path, '--store', store, ...redis('fails')]);
    expect([retried.code, retried.stdout], retried.stderr).toEqual([0, `1 of 1 tasks are in ${store}\n`]);
  }, 60_000);

  test('may be the paper, whose numbers are the same', async () => {
    worker('paper');
    const words = (out: string) => ['reproduce', 'fig3', 'table-s2', '--tiny', '--out', join(folder, out)];
    const { code, stderr } = await runEbit([...words('away'), ...redis('paper')]);
    expect(code, stderr).toBe(0);
    expect((await callEbit([...words('home'), '--workers', '1'])).code).toBe(0);
    const numbers = ['home', 'away'].map((out) => readFileSync(join(folder, out, 'numbers/table-s2.csv'), 'utf8'));
    expect(numbers[1]).toBe(numbers[0]);
  }, 60_000);

  test('finds its Redis in REDIS_URL where the flag stands alone', async () => {
    const path = file('named.yaml', game.replace('repeats: 3', 'repeats: 1'));
    worker('named');
    const words = ['study', 'run', path, '--store', join(folder, 'named'), '--prefix', 'named', '--redis'];
    const { code, stderr } = await runEbit(words, { env: { REDIS_URL: server.url } });
    expect(code, stderr).toBe(0);
  });
});

test.each([
  [['--detach'], /--detach means nothing without --redis/],
  [['--prefix', 'a'], /--prefix means nothing without --redis/],
  [['--password-file', 'a'], /--password-file means nothing without --redis/],
  [['--redis', 'redis://127.0.0.1:1', '--workers', '2'], /--workers are threads of this machine/],
  [['--redis', 'redis://:secret@127.0.0.1:1'], /--redis holds a password/],
  [['--redis', 'nowhere'], /cannot be read/],
  [['--redis', 'redis://127.0.0.1:1'], /No Redis can be used at redis:\/\/127\.0\.0\.1:1/],
])('%s is refused', async (words, message) => {
  const path = file('refused.yaml', game);
  const { code, stderr } = await callEbit(['study', 'run', path, '--store', join(folder, 'refused'), ...words]);
  expect(code).toBeGreaterThan(0);
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain('secret');
});
