import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { checkedCore, substituteChecked } from './core/checked.mjs';
import { coreSources } from './core/compile.mjs';
import { SlowestFiles } from './slowest-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const report = process.env.EBIT_TEST_REPORT;
/** EBIT_CORE=checked: tests run on the core whose accesses to memory are checked. */
const plugins = process.env.EBIT_CORE === 'checked' ? substituteChecked(await checkedCore(coreSources())) : [];
/** Files that measure time have the machine to themselves, when all others are done. */
const timed = 'test/**/*.timed.test.ts';

export default defineConfig({
  root,
  plugins,
  resolve: { alias: { '#thread': `${root}src/jobs/node-thread.ts` } },
  test: {
    root,
    testTimeout: 150_000,
    // What is prepared before tests (a browser, a package) takes long on a machine that reads it all for the first time.
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
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
