// How commands are told which Redis. A password never stands on a command line, which everybody on a machine can list.
import type { Command } from 'commander';
import { EbitError } from '../errors.js';
import { readText } from '../node/files.js';
import { holdsPassword, REDIS_IN_A_LINE, type RedisOptions } from '../node/redis/redis-options.js';

/** What commander collects of {@link addRedisFlags}. */
export interface RedisFlags {
  /** True for the flag alone, which goes where REDIS_URL says. */
  readonly redis?: string | true;
  readonly passwordFile?: string;
  readonly ca?: string;
  readonly prefix?: string;
}

/** Gives a command the flags that say which Redis. */
export function addRedisFlags(command: Command): Command {
  return command
    .option('--redis [url]', 'redis://HOST:6379, or rediss:// for TLS; without an address, that of REDIS_URL')
    .option('--password-file <file>', 'a file with the password of Redis, where it does not stand in REDIS_URL')
    .option('--ca <file>', "the certificate (PEM) of who signed the server's, for TLS")
    .option('--prefix <word>', 'what all keys in Redis begin with (default: ebit)');
}

/**
 * Returns which Redis is meant.
 *
 * @param environment - where REDIS_URL is looked for
 * @throws EbitError 'usage' if nothing says which, or a password stands on the command line; 'file' for a file that cannot
 *   be read; 'redis' for an address that cannot be read
 */
export function redisOptions(flags: RedisFlags, environment: NodeJS.ProcessEnv): RedisOptions {
  const { redis, passwordFile, ca, prefix } = flags;
  const given = redis === true ? undefined : redis;
  const url = given ?? environment.REDIS_URL ?? '';
  if (url === '') {
    throw new EbitError(
      'usage',
      `There is no Redis to go to; give --redis redis://HOST:6379, or set REDIS_URL. To have one: ${REDIS_IN_A_LINE}`,
    );
  }
  if (given !== undefined && holdsPassword(given)) {
    throw new EbitError(
      'usage',
      '--redis holds a password, which everybody on this machine can list; give the address by REDIS_URL, or the password by ' +
        '--password-file.',
    );
  }
  return {
    url,
    ...(passwordFile === undefined ? {} : { password: readText(passwordFile).trim() }),
    ...(ca === undefined ? {} : { tls: { ca: readText(ca) } }),
    ...(prefix === undefined ? {} : { prefix }),
  };
}

/**
 * Returns which Redis is meant by a command that runs in threads of this machine unless it is told of one; null then.
 *
 * @param workers - what is said of threads
 * @throws EbitError 'usage' for flags that contradict each other or mean nothing; as {@link redisOptions}
 */
export function redisUnless(workers: string | undefined, flags: RedisFlags): RedisOptions | null {
  if (flags.redis === undefined) {
    const idle = (['passwordFile', 'ca', 'prefix'] as const).find((name) => flags[name] !== undefined);
    if (idle === undefined) return null;
    const flag = idle === 'passwordFile' ? 'password-file' : idle;
    throw new EbitError('usage', `--${flag} means nothing without --redis; add it, with the address of a Redis.`);
  }
  if (workers !== undefined) {
    throw new EbitError(
      'usage',
      '--workers are threads of this machine, where --redis leaves the work to others; give one of them.',
    );
  }
  return redisOptions(flags, process.env);
}
