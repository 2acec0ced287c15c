import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chosenEncoding, pageServer } from '../../src/cli/page-server.js';

/** A request as a client writes it: no client of Node's own sends a path such as /../a or leaves a body compressed. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const built = fileURLToPath(new URL('../../dist/playground', import.meta.url));
const server = createServer(pageServer(built));
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      );
    });
    asked.on('error', reject).end();
  });
}

test('every file comes as it is, by brotli and by gzip, with its kind and a tag of its own for each', async () => {
  const tags = new Set<unknown>();
  for (const name of readdirSync(built)) {
    const own = readFileSync(join(built, name));
    for (const [accepted, encoding, read] of [
      ['', undefined, (body: Buffer) => body],
      ['gzip, deflate', 'gzip', gunzipSync],
      ['gzip, deflate, br', 'br', brotliDecompressSync],
    ] as const) {
      const { status, headers, body } = await ask(`/${name}`, { 'accept-encoding': accepted });
      expect([status, headers['content-encoding'], headers['content-length']]).toEqual([
        200,
        encoding,
        String(body.length),
      ]);
      expect(read(body).equals(own), `${name} by ${encoding}`).toBe(true);
      expect(headers['cache-control']).toBe('no-cache');
      expect(headers.vary).toBe('Accept-Encoding');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-type']).toMatch(/^text\/(html|javascript|css|plain); charset=utf-8$/);
      tags.add(headers.etag);
    }
  }
  expect(tags.size).toBe(3 * readdirSync(built).length);
});

test('what is sent of a script is two fifths of it at most', async () => {
  for (const name of readdirSync(built).filter((one) => one.endsWith('.js'))) {
    const { length } = readFileSync(join(built, name));
    for (const accepted of ['gzip', 'br']) {
      const { body } = await ask(`/${name}`, { 'accept-encoding': accepted });
      expect(body.length, `${name} by ${accepted}`).toBeLessThan(0.4 * length);
    }
  }
});

test('a client that has a file is told so, and sent another version', async () => {
  const { headers } = await ask('/', { 'accept-encoding': 'br' });
  const again = (tag: string, accepted = 'br') => ask('/', { 'accept-encoding': accepted, 'if-none-match': tag });
  const had = String(headers.etag);
  for (const tag of [had, `W/${had}`, `"other", ${had}`]) {
    const { status, body, headers: said } = await again(tag);
    expect([status, body.length, said.etag]).toEqual([304, 0, had]);
  }
  for (const tag of ['"other"', 'none', '']) expect((await again(tag)).status).toBe(200);
  // A tag is of the bytes that are sent.
  expect((await again(had, 'gzip')).status).toBe(200);
});

test('the tag is of the content alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ebit-page-'));
  const tagOf = async (text: string) => {
    writeFileSync(join(folder, 'index.html'), text);
    const one = createServer(pageServer(folder));
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
    const answer = await fetch(`http://127.0.0.1:${(one.address() as AddressInfo).port}/`);
    await answer.text();
    one.closeAllConnections();
    one.close();
    return answer.headers.get('etag');
  };
  const [first, second, third] = [await tagOf('a'), await tagOf('b'), await tagOf('a')];
  rmSync(folder, { recursive: true });
  expect(third).toBe(first);
  expect(second).not.toBe(first);
});

test('HEAD has the headers alone, and only files of the page are served', async () => {
  const [head, get] = [await ask('/', {}, 'HEAD'), await ask('/')];
  expect([head.status, head.body.length, head.headers['content-length']]).toEqual([
    200,
    0,
    get.headers['content-length'],
  ]);
  expect((await ask('/index.html?a=b')).body.equals(get.body)).toBe(true);
  const none = ['/../package.json', '/%2e%2e/package.json', '//index.html', '/constructor', '/__proto__', '/.', '/%'];
  for (const path of none) expect((await ask(path)).status, path).toBe(404);
  const refused = await ask('/', {}, 'POST');
  expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD']);
});

test.each([
  ['', 'identity'],
  ['gzip', 'gzip'],
  ['GZIP, deflate', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['br; q=0.000, gzip;q=0', 'identity'],
  ['br;q=0.1', 'br'],
  ['identity', 'identity'],
  ['*', 'identity'],
  ['brotli', 'identity'],
])('of %j is chosen %s', (accepted, encoding) => {
  expect(chosenEncoding(accepted)).toBe(encoding);
});
