// A program that has tasks run by way of Redis, and keeps their outcomes in a folder: `URL PREFIX FOLDER COUNT`.

import { folderStore } from '../../../src/node/folder-store.js';
import { redisExecutor } from '../../../src/node/redis/executor.js';
import { runStudy } from '../../../src/studies/run-study.js';
import { fitJob } from './tasks.js';

const [url, prefix, folder, count] = process.argv.slice(2);
const tasks = Array.from({ length: Number(count) }, (_, seed) => fitJob(seed).task);
const executor = await redisExecutor({ url, prefix, width: 200, onNote: (note) => process.stderr.write(`${note}\n`) });
try {
  await runStudy(tasks, { executor, store: folderStore(folder) });
  process.stdout.write(`${Math.round(process.memoryUsage().rss / 1e6)} MB\n`);
} finally {
  await executor.close();
}
