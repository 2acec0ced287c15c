// Disks that fill up: small file systems in memory where one may be mounted, else writes that fail as they would there.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { temporaryFolder } from './temporary-folder.js';

/** Loaded before a program, it makes writes fail: see there. */
export const fullDiskStub = new URL('full-disk-stub.mjs', import.meta.url).href;

/** A disk of a given size. */
export interface SmallDisk {
  /** Where it is. */
  readonly folder: string;
  /** Gives it another size, in bytes. */
  resize(bytes: number): void;
}

function mount(folder: string, options: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
}

/** Returns a disk of so many bytes that is there until the test file is done, or null where none may be mounted. Not in a test. */
export function smallDisk(bytes: number): SmallDisk | null {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  if (!mount(folder, `size=${bytes}`)) return null;
  afterAll(() => {
    spawnSync('umount', [folder]);
  });
  return { folder, resize: (size) => void mount(folder, `remount,size=${size}`) };
}

/** `describe` for tests of a small disk: where none may be mounted they are skipped, and say why. */
export function describeOnDisk(name: string, bytes: number, body: (disk: SmallDisk) => void): void {
  const disk = smallDisk(bytes);
  if (disk === null) describe.skip(`NOT CHECKED: ${name}: a file system in memory may be mounted by root`, () => {});
  else describe(name, () => body(disk));
}
