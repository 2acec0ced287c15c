import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJob } from '../../src/jobs/run-job.js';
import { threadPool } from '../../src/jobs/thread-pool.js';
import { runStudy } from '../../src/studies/run-study.js';
import { bundledWorker } from './bundled-worker.js';
import { job } from './fixtures.js';
import { memoryStore } from './memory-store.js';

let script: URL;
beforeAll(async () => {
  script = await bundledWorker('src/jobs/worker.ts');
});
afterAll(() => rmSync(script));

const ignore = () => {};

describe('a pool of threads', () => {
  it('lets jobs wait that come when all threads are busy', async () => {
    const pool = await threadPool({ workers: 1, script });
    try {
      const seeds = [1, 2, 3, 4];
      const results = await Promise.all(seeds.map((seed) => pool.run(job(seed), ignore, undefined)));
      const expected = [];
      for (const seed of seeds) expected.push(await runJob(job(seed), ignore, undefined));
      expect(results).toEqual(expected);
    } finally {
      await pool.close();
    }
  });

  it('ends what runs and what waits when it is closed', async () => {
    const pool = await threadPool({ workers: 1, script });
    const long = job(1, { iterations: 1_000_000 });
    let begun = ignore;
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const runs = [pool.run(long, () => begun(), undefined), pool.run(job(2), ignore, undefined)];
    const ends = Promise.allSettled(runs);
    await running;
    await pool.close();
    const lost = { code: 'closed', message: 'The pool of threads is closed; open another one with threadPool().' };
    expect(await ends).toMatchObject([
      { status: 'rejected', reason: lost },
      { status: 'rejected', reason: lost },
    ]);
  });

  it('that is closed says so, and may be closed again', async () => {
    const pool = await threadPool({ workers: 1, script });
    await pool.close();
    await pool.close();
    await expect(pool.run(job(1), ignore, undefined)).rejects.toMatchObject({ code: 'closed' });
  });

  it('refuses a job whose events nobody hears, before a thread starts', async () => {
    const pool = await threadPool({ workers: 1, script });
    await expect(pool.run(job(1), undefined as never, undefined)).rejects.toMatchObject({ code: 'config' });
    await expect(runJob(job(1), undefined as never, undefined)).rejects.toMatchObject({ code: 'config' });
    await expect(runJob({ ...job(1), resum: 1 } as never, ignore, undefined)).rejects.toThrow('Did you mean "resume"?');
    await pool.close();
  });

  it.each([
    ['that is not there', './nowhere.js', 'nowhere.js, did not start: '],
    ['that fails before it listens', "data:text/javascript,throw new Error('torn')", ', did not start: torn.'],
    [
      'that ends before it listens',
      'data:text/javascript,process.exit(3)',
      'did not start: it ended with exit code 3.',
    ],
  ])('names the program %s, with which every job would fail', async (_, address, words) => {
    const pool = await threadPool({ workers: 1, script: new URL(address, script) });
    const message = expect.stringContaining(words);
    await expect(pool.run(job(1), ignore, undefined)).rejects.toMatchObject({ code: 'runtime', message });
    const fit = pool.open(job(1), ignore);
    await expect(fit.step()).rejects.toMatchObject({ code: 'runtime', message });
    await pool.close();
  });

  it('ends a study at once, where no thread can be started, and calls none of its tasks failed', async () => {
    const pool = await threadPool({ workers: 2, script: new URL('./nowhere.js', script) });
    const store = memoryStore();
    const tasks = [1, 2, 3, 4].map((seed) => job(seed).task);
    await expect(runStudy(tasks, { store, executor: pool })).rejects.toMatchObject({ code: 'runtime' });
    expect([store.contents().failures.size, store.contents().outcomes.size]).toEqual([0, 0]);
    await pool.close();
  });

  it('names an address that no thread can be started from', async () => {
    const pool = await threadPool({ workers: 1, script: new URL('https://example.org/worker.js') });
    const message = expect.stringContaining('https://example.org/worker.js, did not start');
    await expect(pool.run(job(1), ignore, undefined)).rejects.toMatchObject({ code: 'runtime', message });
    await pool.close();
  });

  it.each(['worker.js', 7, null, {}])('takes no %j for a program', async (given) => {
    await expect(threadPool({ workers: 1, script: given as never })).rejects.toMatchObject({ code: 'worker' });
  });

  it('starts no thread for a job that was to end before it began; a thread that is there hands out what there is', async () => {
    const pool = await threadPool({ workers: 1, script });
    try {
      await expect(pool.run(job(1), ignore, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
      await pool.run(job(1), ignore, undefined);
      const result = await pool.run(job(1), ignore, AbortSignal.abort());
      expect(result).toMatchObject({ stopped: 'aborted', iterations: 0 });
    } finally {
      await pool.close();
    }
  });

  it('loses a thread to a job that cannot be sent', async () => {
    const pool = await threadPool({ workers: 1, script });
    try {
      await expect(pool.run({ ...job(1), ignore } as never, ignore, undefined)).rejects.toMatchObject({
        code: 'worker',
      });
    } finally {
      await pool.close();
    }
  });

  it('opens as many threads as there are processors', async () => {
    const pool = await threadPool({ script });
    expect(pool.width).toBeGreaterThanOrEqual(1);
    await pool.close();
  });
});
