import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { addressOf, foundScript } from '../../src/jobs/found-script.js';

const worker = new URL('../../dist/browser/worker.js', import.meta.url);
const nowhere = new URL('./nowhere.js', import.meta.url);

test('a file beside the library is taken if it is there', () => {
  expect(foundScript(worker, undefined)).toBe(worker);
  expect(fileURLToPath(foundScript(nowhere, undefined) ?? '')).toBe(fileURLToPath(worker));
});

test('an address on the network is taken as it is', () => {
  const address = new URL('https://example.org/worker.js');
  expect(foundScript(address, undefined)).toBe(address);
});

test('what a bundler of servers puts for an address of the page is no file: the package is asked', () => {
  const href = '/_next/static/media/worker.123.js';
  const relative = { href, pathname: href, protocol: '', origin: '' } as URL;
  expect(fileURLToPath(foundScript(relative, undefined) ?? '')).toBe(fileURLToPath(worker));
});

test('an address that cannot be made is none', () => {
  expect(addressOf(() => new URL('./worker.js', undefined))).toBeNull();
  expect(fileURLToPath(foundScript(null, undefined) ?? '')).toBe(fileURLToPath(worker));
});
