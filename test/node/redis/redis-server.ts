// A redis-server of a test's own: on a free port, in a folder of its own, and gone when the test file is done.
import { describe, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../cli/temporary-folder.js';
import { launchRedis, type RedisServer, redisAbsence } from './launch-redis.js';

/** `describe` for tests that need a redis-server: on a machine without one they are skipped, and say why. */
export function describeWithRedis(name: string, body: () => void): void {
  if (redisAbsence === null) describe(name, body);
  else describe.skip(`NOT CHECKED: ${name}: ${redisAbsence}`, body);
}

/** Starts a server as {@link launchRedis} in a test, which is gone when the test is done. */
export async function startRedis(...words: readonly string[]): Promise<RedisServer> {
  const server = await launchRedis(temporaryFolder(), ...words);
  onTestFinished(server.stop);
  return server;
}
