import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { program } from '../run-ebit.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
const built = fileURLToPath(new URL('../../../dist/playground', import.meta.url));

test('the page is served until Ctrl-C', async () => {
  const child = spawn(process.execPath, [program, 'playground'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const address = await new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
  });
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const page = await fetch(address);
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  expect(await page.text()).toBe(readFileSync(join(built, 'index.html'), 'utf8'));
  const script = await fetch(`${address}playground.js`);
  expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
  expect(script.headers.get('x-content-type-options')).toBe('nosniff');
  expect(script.headers.get('content-encoding')).toMatch(/^(br|gzip)$/);
  expect(await script.text()).toBe(readFileSync(join(built, 'playground.js'), 'utf8'));
  expect((await fetch(`${address}../package.json`)).status).toBe(404);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});

test('the files of the page are written into a folder', async () => {
  const { code, stdout, stderr } = await callEbit(['playground', '--out', 'a/site']);
  expect([code, stdout, stderr]).toEqual([0, 'a/site/index.html\n', '']);
  const names = readdirSync(built);
  expect(names.sort()).toEqual([
    'LICENSES.txt',
    'index.html',
    'playground.css',
    'playground.js',
    'program.js',
    'workshop.css',
    'workshop.js',
  ]);
  expect(readdirSync(join(folder, 'a/site')).sort()).toEqual(names);
  for (const name of names) {
    expect(readFileSync(join('a/site', name)).equals(readFileSync(join(built, name))), name).toBe(true);
  }
});

test('only the page itself is written over', async () => {
  mkdirSync('own');
  writeFileSync('own/index.html', '<title>My site</title>');
  const { code, stderr } = await callEbit(['playground', '--out', 'own']);
  expect(stderr).toContain('"own/index.html" is not this page and would be lost; give another folder');
  expect(code).toBe(2);
  expect(readdirSync('own')).toEqual(['index.html']);
  writeFileSync('own/index.html', '<title>ebit playground</title> of another version');
  expect((await callEbit(['playground', '--out', 'own'])).code).toBe(0);
  expect(readFileSync('own/index.html', 'utf8')).toBe(readFileSync(join(built, 'index.html'), 'utf8'));
});

test.each([
  [['--port', 'x'], 'The port is x; give a whole number from 1 to 65535, or 0'],
  [['--port', '65536'], 'The port is 65536; give'],
  [['--port', '1.5'], 'The port is 1.5; give'],
  [['--host', 'host.invalid'], 'Cannot serve at host.invalid, port 0: this machine has no such address'],
])('refused is %j', async (words, message) => {
  const { code, stderr } = await callEbit(['playground', ...words]);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});

test('a port that is taken is named', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await callEbit(['playground', '--port', String(port)]);
  other.close();
  expect(stderr).toContain(`Cannot serve at 127.0.0.1, port ${port}: another program serves there; give another port`);
  expect(code).toBe(2);
});
