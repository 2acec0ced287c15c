// A connection to Redis, and the packages that make it, which are loaded when somebody asks for them.
import type * as BullMQ from 'bullmq';
import type { Redis } from 'ioredis';
import { EbitError, messageOf } from '../../errors.js';
import { NUMERICS } from '../../numerics.js';
import { checkedPrefix, REDIS_IN_A_LINE, type RedisAddress, type RedisOptions, redisAddress } from './redis-options.js';

/** A Redis that answers. */
export interface OpenRedis {
  readonly bullmq: typeof BullMQ;
  readonly client: Redis;
  /** What the parts of BullMQ are opened with: they share the connection, and duplicate it where they wait. */
  readonly settings: { readonly connection: Redis; readonly prefix: string; readonly skipVersionCheck: true };
  /** Its address without user and password. */
  readonly shown: string;
  /** Tells whoever listens. */
  note(text: string): void;
  close(): void;
}

/** The first with everything that BullMQ asks for. */
const LEAST_VERSION = [6, 2];

/** How long a server may take to answer, milliseconds. */
const PATIENCE = 5000;

/** A queue for each version of the numerics: no worker takes what it computes otherwise. */
export function queueName(numerics: number = NUMERICS): string {
  return `tasks-${numerics}`;
}

/** @throws EbitError 'redis' if a package is missing */
async function packages(): Promise<{ readonly bullmq: typeof BullMQ; readonly Client: typeof Redis }> {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, Client: ioredis.Redis };
  } catch (cause) {
    throw new EbitError(
      'redis',
      `Redis needs two more packages, and one of them does not load (${messageOf(cause).split('\n')[0]}); install them: ` +
        'npm install bullmq ioredis',
    );
  }
}

/** What a failure to connect means. The error itself is not passed on: it may hold the password. */
function refusal({ shown, user, password }: RedisAddress, why: string): EbitError {
  if (/WRONGPASS|NOAUTH|invalid password|Client sent AUTH/i.test(why)) {
    const given = password === undefined ? 'none was given' : 'the one that was given is not it';
    return new EbitError(
      'redis',
      `The Redis at ${shown} asks for a password of the user "${user ?? 'default'}", and ${given}; set it in REDIS_URL, or ` +
        'in a file.',
    );
  }
  return new EbitError(
    'redis',
    `No Redis can be used at ${shown}: ${why}. Give the address of one, or start one: ${REDIS_IN_A_LINE}`,
  );
}

/** @throws EbitError 'redis' for a version that is too old */
function checkVersion(information: string, shown: string): void {
  const [version, ...parts] = /^redis_version:(\d+)\.(\d+)\S*/m.exec(information) ?? [];
  const [major, minor] = parts.map(Number);
  if (version === undefined || major > LEAST_VERSION[0] || (major === LEAST_VERSION[0] && minor >= LEAST_VERSION[1])) {
    return;
  }
  throw new EbitError(
    'redis',
    `The Redis at ${shown} is of version ${version.split(':')[1]}, which is too old; from ${LEAST_VERSION.join('.')} on it ` +
      `will do. Start a newer one: ${REDIS_IN_A_LINE}`,
  );
}

/**
 * Connects to a Redis, after checking that it is one that will do.
 *
 * @throws EbitError 'redis' if the packages are missing, the address cannot be read, nobody answers there, the password is
 *   wrong or the server too old; no message holds the password
 */
export async function openRedis(options: RedisOptions): Promise<OpenRedis> {
  const prefix = checkedPrefix(options);
  const address = redisAddress(options);
  const { bullmq, Client } = await packages();
  const note = (text: string) => options.onNote?.(text);
  const { host, port, user, password, database, isSecure, shown } = address;
  let isOpen = false;
  let isAway = false;
  const client = new Client({
    host,
    port,
    username: user,
    password,
    db: database,
    ...(isSecure || options.tls !== undefined ? { tls: { ...options.tls } } : {}),
    connectTimeout: PATIENCE,
    // A connection that is dead without a word is noticed.
    keepAlive: PATIENCE,
    // A command waits for as long as Redis is away: nothing is lost by waiting.
    maxRetriesPerRequest: null,
    lazyConnect: true,
    retryStrategy: (times) => (isOpen ? Math.min(100 * times, 2000) : null),
  });
  let why = 'it does not answer';
  client.on('error', (error) => {
    why = messageOf(error) || why;
  });
  client.on('close', () => {
    if (!isOpen || isAway) return;
    isAway = true;
    note(`Redis at ${shown} does not answer; waiting for it.`);
  });
  client.on('ready', () => {
    if (isAway) note(`Redis at ${shown} answers again.`);
    isAway = false;
  });
  try {
    await client.connect();
    const information = await client.info();
    checkVersion(information, shown);
    const policy = /^maxmemory_policy:(\S+)/m.exec(information)?.[1] ?? 'noeviction';
    if (policy !== 'noeviction') {
      note(`Redis at ${shown} drops keys when its memory is full (${policy}); set maxmemory-policy to noeviction.`);
    }
  } catch (error) {
    client.disconnect();
    if (error instanceof EbitError) throw error;
    const own = messageOf(error);
    throw refusal(address, /closed/.test(own) ? why : own);
  }
  isOpen = true;
  // Those that are duplicated from this one connect at once, and then wait for a Redis that is away as it does: to be
  // connected when they are first needed would fail with the first attempt.
  client.options.lazyConnect = false;
  return {
    bullmq,
    client,
    settings: { connection: client, prefix, skipVersionCheck: true },
    shown,
    note,
    close() {
      // Those that were duplicated from this one end with it, should they be looking for Redis.
      isOpen = false;
      client.disconnect();
    },
  };
}
