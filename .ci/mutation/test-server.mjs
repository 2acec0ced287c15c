// A process that runs test files, one whenever it is asked, on whatever core stands in a file by then. It is a process
// of its own because a mutant may loop for ever: then it ends itself, and its parent starts another.
//
// Gets messages { file, limit }, the limit in milliseconds of processor time, which other programs of the machine do not
// use up; answers { failed, milliseconds, words } with the first failure's words. Says { ready } with all its files first.
import { fileURLToPath } from 'node:url';
import { createVitest } from 'vitest/node';
import { substituteChecked } from '../core/checked.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [core, ...patterns] = process.argv.slice(2);

const vitest = await createVitest(
  'test',
  {
    root,
    config: false,
    watch: false,
    include: patterns,
    pool: 'threads',
    maxWorkers: 1,
    fileParallelism: false,
    bail: 1,
    testTimeout: 300_000,
    reporters: [{}],
  },
  {
    configFile: false,
    logLevel: 'silent',
    plugins: substituteChecked(core),
    resolve: { alias: { '#thread': `${root}src/jobs/node-thread.ts` } },
  },
);
const specifications = new Map();
for (const specification of await vitest.globTestSpecifications()) {
  specifications.set(specification.moduleId.slice(root.length).replaceAll('\\', '/'), specification);
}

/** The first thing that went wrong in a file, or null. */
function failureOf(module) {
  const errors = [...module.errors()];
  for (const test of module.children.allTests('failed')) errors.push(...(test.result().errors ?? []));
  if (errors.length === 0 && module.ok()) return null;
  return String(errors[0]?.message ?? 'it failed')
    .split('\n')[0]
    .slice(0, 160);
}

/** Processor time of all threads since the process began. */
const spent = () => {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1000);
};

process.on('message', async ({ file, limit }) => {
  const start = spent();
  const watch = setInterval(() => {
    const milliseconds = spent() - start;
    if (milliseconds < limit) return;
    process.send({ failed: true, milliseconds, words: 'it does not end', ended: true }, () => process.exit());
  }, 200);
  const specification = specifications.get(file);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
  clearInterval(watch);
  // Those of earlier questions are among them.
  const module = testModules.find(({ moduleId }) => moduleId === specification.moduleId);
  const failure = failureOf(module) ?? (unhandledErrors.length > 0 ? String(unhandledErrors[0]) : null);
  process.send({ failed: failure !== null, milliseconds: spent() - start, words: failure ?? '' });
});
process.on('disconnect', () => process.exit());
process.send({ ready: [...specifications.keys()] });
