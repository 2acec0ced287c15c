import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { VERSION } from '../src/version.js';

test('is the one of package.json', () => {
  const text = readFileSync(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8');
  expect(VERSION).toBe(JSON.parse(text).version);
});
