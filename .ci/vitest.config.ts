import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SlowestFiles } from './slowest-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const report = process.env.EBIT_TEST_REPORT;
/** Files that measure time have the machine to themselves, when all others are done. */
const timed = 'test/**/*.timed.test.ts';

export default defineConfig({
  root,
  resolve: { alias: { '#thread': `${root}src/jobs/node-thread.ts` } },
  test: {
    root,
    testTimeout: 60_000,
    maxWorkers: availableParallelism(),
    globalSetup: `${root}test/browser/probe.ts`,
    reporters: ['default', new SlowestFiles(20), ...(report === undefined ? [] : ['json'])],
    outputFile: report === undefined ? {} : { json: report },
    projects: [
      {
        extends: true,
        test: { name: 'tests', include: ['test/**/*.test.ts'], exclude: [timed], sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: { name: 'timed', include: [timed], fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
