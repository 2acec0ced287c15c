import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { EbitError } from '../../../src/errors.js';
import { openRedis } from '../../../src/node/redis/open-redis.js';
import type { RedisOptions } from '../../../src/node/redis/redis-options.js';
import { temporaryFolder } from '../../cli/temporary-folder.js';
import { freePort } from './launch-redis.js';
import { describeWithRedis, startRedis } from './redis-server.js';

async function refusal(options: RedisOptions): Promise<EbitError> {
  try {
    (await openRedis(options)).close();
  } catch (error) {
    if (error instanceof EbitError) return error;
    throw error;
  }
  throw new Error('it was opened');
}

/** A server that speaks so much of Redis that it can say what it is. */
async function standIn(information: string): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.on('data', (data) => {
      const asked = [...String(data).matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)].map(([, name]) => name.toLowerCase());
      const bulk = `$${information.length}\r\n${information}\r\n`;
      for (const name of asked) socket.write(name === 'info' ? bulk : '+OK\r\n');
    });
    socket.on('error', () => {});
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `redis://127.0.0.1:${port}`;
}

describe('a Redis that will not do', () => {
  test('is said to be where nobody answers, with how to get one in a line', async () => {
    const port = await freePort();
    const error = await refusal({ url: `redis://me:secret@127.0.0.1:${port}` });
    expect(error.code).toBe('redis');
    expect(error.message).toMatch(
      new RegExp(
        `^No Redis can be used at redis://127.0.0.1:${port}: .*ECONNREFUSED.*start one: docker run -d -p .*redis:7`,
      ),
    );
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('secret');
  });

  test.each([
    ['5.0.14', /is of version 5\.0\.14, which is too old; from 6\.2 on it will do/],
    ['6.0.16', /is of version 6\.0\.16, which is too old/],
  ])('is too old: %s', async (version, words) => {
    const url = await standIn(`# Server\r\nredis_version:${version}\r\nloading:0\r\n`);
    expect((await refusal({ url })).message).toMatch(words);
  });

  test('may drop what it was told, which is worth a note', async () => {
    const url = await standIn('redis_version:7.2.0\r\nloading:0\r\nmaxmemory_policy:allkeys-lru\r\n');
    const notes: string[] = [];
    (await openRedis({ url, onNote: (note) => notes.push(note) })).close();
    expect(notes).toEqual([
      expect.stringMatching(/drops keys when its memory is full \(allkeys-lru\); set maxmemory-policy/),
    ]);
  });
});

describeWithRedis('a Redis with a password', () => {
  test.each([
    ['a wrong one', 'redis://:wr0ng-w0rd@', /and the one that was given is not it; set it in REDIS_URL/],
    ['a wrong one of a user', 'redis://me:wr0ng-w0rd@', /asks for a password of the user "me"/],
    ['none', 'redis://', /user "default", and none was given/],
  ])('is refused with %s, which nobody gets to see', async (_, beginning, words) => {
    const { url } = await startRedis('--requirepass', 'right');
    const error = await refusal({ url: url.replace('redis://', beginning) });
    expect(error.code).toBe('redis');
    expect(error.message).toMatch(words);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('wr0ng');
  });

  test('is opened with the right one, from wherever it comes', async () => {
    const { url } = await startRedis('--requirepass', 'r%ght');
    for (const options of [{ url: url.replace('redis://', 'redis://:r%25ght@') }, { url, password: 'r%ght' }]) {
      const redis = await openRedis(options);
      expect(await redis.client.ping()).toBe('PONG');
      expect(redis.shown).toBe(url);
      redis.close();
    }
  });
});

describeWithRedis('a Redis behind TLS', () => {
  test('is opened by whoever knows its certificate, and by nobody else', async () => {
    const folder = temporaryFolder();
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const words = [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
      '-days',
      '2',
      ...names,
    ];
    expect(spawnSync('openssl', words).status).toBe(0);
    const port = await freePort();
    const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert];
    await startRedis('--tls-port', `${port}`, ...files, '--tls-auth-clients', 'no');
    const url = `rediss://127.0.0.1:${port}`;
    const ca = readFileSync(cert, 'utf8');
    const redis = await openRedis({ url, tls: { ca } });
    expect(await redis.client.ping()).toBe('PONG');
    redis.close();
    expect((await refusal({ url })).message).toMatch(/self.signed certificate/);
    await expect(refusal({ url: url.replace('rediss', 'redis') })).resolves.toMatchObject({ code: 'redis' });
  });
});
