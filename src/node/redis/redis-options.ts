// What is said of a Redis, and how it is said to a person: without the password, ever.
import { EbitError } from '../../errors.js';
import { checkedFunction, type OptionNames } from '../../options.js';
import { shownValue } from '../../shown-value.js';

/** Certificates of a connection by TLS, as texts in PEM. */
export interface RedisCertificates {
  /** Of who signed the server's, where that is nobody the system knows. */
  readonly ca?: string;
  /** The program's own, with its key, where the server asks for one. */
  readonly cert?: string;
  readonly key?: string;
}

/** Which Redis, and which part of it. */
export interface RedisOptions {
  /** `redis://host:6379`, or `rediss://` for TLS; a user, a password and the number of a database may stand in it. */
  readonly url: string;
  /** The password, where it does not stand in the address. */
  readonly password?: string;
  readonly tls?: RedisCertificates;
  /** What all keys begin with, so that several may share a Redis; `ebit` unless told. */
  readonly prefix?: string;
  /** Hears what is worth a line, such as that Redis does not answer at the moment; it must not throw. */
  readonly onNote?: (note: string) => void;
}

/** Their names. */
export const redisOptionNames: OptionNames<RedisOptions> = {
  url: true,
  password: true,
  tls: true,
  prefix: true,
  onNote: true,
};

/** Where a Redis is. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
  readonly isSecure: boolean;
  /** The address without user and password, for sentences. */
  readonly shown: string;
}

const DEFAULT_PREFIX = 'ebit';

/** How to have a Redis, in one line. */
export const REDIS_IN_A_LINE =
  'docker run -d -p 127.0.0.1:6379:6379 redis:7 redis-server --appendonly yes (or: apt-get install redis-server)';

/** Refuses an address without repeating it: the password may stand anywhere in it. */
function noAddress(): EbitError {
  return new EbitError(
    'redis',
    'The address of Redis cannot be read; give one such as redis://localhost:6379, or rediss://host:6380 for TLS.',
  );
}

/** Takes an address apart. @throws EbitError 'redis' for one that cannot be read */
export function redisAddress({ url, password }: RedisOptions): RedisAddress {
  let parts: URL;
  try {
    parts = new URL(url);
  } catch {
    throw noAddress();
  }
  const { protocol, hostname, port, pathname } = parts;
  const database = /^\/?(\d{0,5})$/.exec(pathname);
  if ((protocol !== 'redis:' && protocol !== 'rediss:') || hostname === '' || database === null) throw noAddress();
  // An address of version 6 stands in brackets, which are no part of it.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const decoded = (text: string): string | undefined => {
    try {
      return text === '' ? undefined : decodeURIComponent(text);
    } catch {
      throw noAddress();
    }
  };
  const number = Number(database[1]);
  return {
    host,
    port: port === '' ? 6379 : Number(port),
    user: decoded(parts.username),
    password: password ?? decoded(parts.password),
    database: number,
    isSecure: protocol === 'rediss:',
    shown: `${protocol}//${hostname}:${port === '' ? 6379 : port}${number === 0 ? '' : `/${number}`}`,
  };
}

/** Whether an address holds a password. @throws EbitError 'redis' for one that cannot be read */
export function holdsPassword(url: string): boolean {
  return redisAddress({ url }).password !== undefined;
}

/** Returns what all keys begin with. @throws EbitError 'redis' for what is none, 'config' for an `onNote` that is no function */
export function checkedPrefix({ prefix = DEFAULT_PREFIX, onNote }: RedisOptions): string {
  if (onNote !== undefined) checkedFunction('onNote', onNote);
  if (typeof prefix === 'string' && /^[\w{}.-]{1,64}$/.test(prefix)) return prefix;
  throw new EbitError(
    'redis',
    `The prefix ${shownValue(prefix)} is none; give up to 64 letters, digits, dots, dashes, underscores or braces.`,
  );
}
