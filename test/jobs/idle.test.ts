// What keeps a program alive: each here is one that never closes what it opened, and ends all the same. The library is the
// built one, whose worker lies beside it.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { threadPool } from '../../src/jobs/thread-pool.js';

const library = new URL('../../dist/index.js', import.meta.url).href;
const begin = `
const { bellNetwork, chsh, classifier, fitSteps, fitTask, qcnn, threadPool } = await import(${JSON.stringify(library)});
const task = fitTask({ data: { kind: 'chsh' }, model: { depth: 1 }, training: { iterations: 20 } });
`;

test.each([
  [
    'idle threads',
    'const pool = await threadPool({ workers: 2 }); await pool.run({ task }, () => {}); console.log("done");',
  ],
  [
    'a fit that stands still',
    'const pool = await threadPool({ workers: 1 }); const fit = pool.open({ task }, () => {}); await fit.step(2); console.log("done");',
  ],
  [
    'a fit that was only opened',
    'const pool = await threadPool({ workers: 1 }); pool.open({ task }, () => {}); console.log("done");',
  ],
  ['no thread at all', 'await threadPool(); console.log("done");'],
  [
    'steps on several threads that nobody takes to their end',
    `const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
     const rows = { features: 4, length: 9000, rows: new Float64Array(36000), labels: new Float64Array(9000).map((_, n) => n % 2 ? 1 : -1) };
     const steps = fitSteps(model, rows, { threads: 2, batch: 'full', iterations: 50, progressEvery: 1 });
     await steps.next(); console.log("done");`,
  ],
])('%s do not keep a program from ending', (_, text) => {
  const words = ['--input-type=module', '-e', begin + text];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 50_000 });
  expect([status, stdout, stderr]).toEqual([0, 'done\n', '']);
});

test('a job that runs does keep it', () => {
  const text = `const pool = await threadPool({ workers: 1 }); pool.run({ task }, () => {}).then(() => console.log('done'));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', begin + text], { encoding: 'utf8' });
  expect(stdout).toBe('done\n');
});

test('await using closes a pool', async () => {
  let left: Awaited<ReturnType<typeof threadPool>>;
  {
    await using pool = await threadPool({ workers: 1 });
    left = pool;
  }
  await expect(left.run({} as never, () => {}, undefined)).rejects.toMatchObject({ code: 'closed' });
});
