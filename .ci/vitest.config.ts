import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  resolve: { alias: { '#thread': `${root}src/jobs/node-thread.ts` } },
  test: {
    root,
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
  },
});
