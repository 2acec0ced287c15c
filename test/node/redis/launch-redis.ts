// A redis-server as a process, for tests and for what measures outside of them.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { everywhere } from '../../everywhere.js';

function isInstalled(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** Why there is no Redis to start; null where there is, or where its absence is a fault to be seen. */
export const redisAbsence = everywhere || isInstalled() ? null : 'apt-get install redis-server';

/** A port that nobody listens at. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** A server that can be stopped and started again. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Ends it as a system that shuts down would. */
  stop(): Promise<void>;
  /** Starts it again, with what it has kept. */
  start(): Promise<void>;
}

/** Starts a server that keeps what it is told in a folder, as one for tasks should. */
export async function launchRedis(folder: string, ...words: readonly string[]): Promise<RedisServer> {
  const port = await freePort();
  const flags = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', ''];
  let child: ChildProcess | null = null;
  const kill = () => child?.kill('SIGKILL');
  const start = async (): Promise<void> => {
    process.on('exit', kill);
    child = spawn('redis-server', [...flags, ...words], { stdio: 'ignore' });
    const client = new Redis({ port, lazyConnect: true, retryStrategy: () => 50, maxRetriesPerRequest: null });
    client.on('error', () => {});
    try {
      // Who asks for a password answers too.
      await client.ping().catch(() => {});
    } finally {
      client.disconnect();
    }
  };
  const stop = async (): Promise<void> => {
    const ending = child;
    if (ending === null) return;
    child = null;
    process.off('exit', kill);
    await new Promise((resolve) => {
      ending.on('exit', resolve);
      ending.kill('SIGTERM');
    });
  };
  await start();
  return { url: `redis://127.0.0.1:${port}`, port, stop, start };
}
