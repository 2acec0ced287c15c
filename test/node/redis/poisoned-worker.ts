// A worker some of whose tasks end it: `URL PREFIX THREAD`, where the last is the program of its threads.
import { redisWorker } from '../../../src/node/redis/worker.js';

const [url, prefix, thread] = process.argv.slice(2);
await redisWorker({ url, prefix, lock: 1, concurrency: 1, script: new URL(thread) });
