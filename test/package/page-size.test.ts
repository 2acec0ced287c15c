import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const built = fileURLToPath(new URL('../../dist/playground', import.meta.url));
const compressed = (name: string) => gzipSync(readFileSync(join(built, name))).length;

test('what the page loads to show its scenes is under 120 kB compressed', () => {
  const page = readFileSync(join(built, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="(?!data:)([^"]+)"/g)].map(([, name]) => name);
  expect(named.sort()).toEqual(['playground.css', 'playground.js']);
  const bytes = ['index.html', ...named].reduce((sum, name) => sum + compressed(name), 0);
  expect(bytes).toBeLessThan(120_000);
});

test('the rest is loaded when it is wanted, and is not large', () => {
  const scripts = readdirSync(built).filter((name) => name.endsWith('.js'));
  expect(scripts.sort()).toEqual(['playground.js', 'program.js', 'workshop.js']);
  expect(compressed('program.js')).toBeLessThan(280_000);
  expect(compressed('workshop.js')).toBeLessThan(480_000);
});
