import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Returns an empty folder that is removed when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ebit-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes an empty folder the one that relative paths count from, until the test file is done. */
export function temporaryWorkingFolder(): string {
  const before = process.cwd();
  const folder = temporaryFolder();
  process.chdir(folder);
  afterAll(() => process.chdir(before));
  return folder;
}
