// The entry `ebit/node`: what needs Node. The main entry runs everywhere.

export { folderStore } from './node/folder-store.js';
export { type CollectOptions, collectOutcomes, type SubmitOptions, submitTasks } from './node/redis/collect.js';
export { type RedisExecutor, type RedisExecutorOptions, redisExecutor } from './node/redis/executor.js';
export type { RedisCertificates, RedisOptions } from './node/redis/redis-options.js';
export { type RedisWorker, type RedisWorkerOptions, redisWorker, type WorkerEvent } from './node/redis/worker.js';
