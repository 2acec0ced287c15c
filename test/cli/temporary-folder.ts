import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const ends: (() => void)[] = [];

// Here, while tests are collected, and first of all: what is said in a running test, or before all, is never done, and what
// is said first is done last, when whatever uses the folders has ended.
afterAll(() => {
  for (const end of ends.reverse()) end();
});

/** Returns an empty folder that is removed when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ebit-test-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes an empty folder the one that relative paths count from, until the test file is done. */
export function temporaryWorkingFolder(): string {
  const before = process.cwd();
  const folder = temporaryFolder();
  process.chdir(folder);
  ends.push(() => process.chdir(before));
  return folder;
}
