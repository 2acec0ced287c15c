// A disk that fills up where outcomes are collected: they wait in Redis until there is room.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { callingThread } from '../../../src/jobs/run-job.js';
import { runSweep } from '../../../src/jobs/sweep.js';
import { storedOutcome } from '../../../src/tasks/outcome.js';
import { taskId } from '../../../src/tasks/task.js';
import { describeOnDisk } from '../../cli/small-disk.js';
import { bundledWorker } from '../../jobs/bundled-worker.js';
import { describeWithRedis, startRedis } from './redis-server.js';
import { fitJob } from './tasks.js';
import { startNode, startWorker } from './worker-process.js';

const COUNT = 60;
/** A page of 4 kB for each of about twenty outcomes. */
const SMALL = 80 * 1024;

function body(): void {
  describeOnDisk('on a small disk', SMALL, ({ folder, resize }) => {
    test('outcomes wait in Redis, and no task is run twice', { timeout: 120_000 }, async () => {
      const server = await startRedis();
      const [store, prefix] = [join(folder, 'store'), 'small'];
      const program = fileURLToPath(await bundledWorker('test/node/redis/submitter.ts'));
      const submit = () => startNode([program, server.url, prefix, store, `${COUNT}`]);
      const names = () =>
        readdirSync(store, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'));
      const worker = startWorker(server.url, '--prefix', prefix, '--concurrency', '1', '--lock', '15', '--json');
      try {
        const full = submit();
        expect(await full.ended).toBe(1);
        expect(full.text()).toMatch(/EbitError: Cannot write ".*": the disk is full; free some space/);
        const before = names();
        expect(before.length).toBeGreaterThan(0);
        expect(before.length).toBeLessThan(COUNT);
        for (const name of before) expect(name).toMatch(/[0-9a-f]{32}\.json$/);
        resize(4 << 20);
        const again = submit();
        expect(await again.ended, again.text()).toBe(0);
        const jobs = Array.from({ length: COUNT }, (_, seed) => fitJob(seed));
        const local = await runSweep(callingThread(), jobs);
        expect(names()).toHaveLength(COUNT);
        const ids = jobs.map(({ task }) => taskId(task));
        for (const [i, id] of ids.entries()) {
          const { outcome } = JSON.parse(readFileSync(join(store, id.slice(0, 2), `${id}.json`), 'utf8'));
          expect(outcome).toEqual(JSON.parse(JSON.stringify(storedOutcome(local[i]))));
        }
        const done = [...worker.text().matchAll(/"kind":"done","id":"(\w+)"/g)].map(([, id]) => id);
        expect(done.sort()).toEqual(ids.sort());
      } finally {
        worker.child.kill('SIGKILL');
      }
    });
  });
}

describeWithRedis('what is collected', body);
