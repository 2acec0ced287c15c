// A store whose disk fills up: what is there is whole, nothing else is, and the study goes on when there is room.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { program } from './run-ebit.js';
import { describeOnDisk, fullDiskStub } from './small-disk.js';
import { temporaryFolder } from './temporary-folder.js';

const place = temporaryFolder();
const study = join(place, 'study.yaml');
const whole = join(place, 'whole');
const COUNT = 40;
writeFileSync(
  study,
  `task: { data: chsh, training: { iterations: 60, evaluateEvery: 1 } }\nrepeats: ${COUNT}\ncheckpointEvery: 20\n`,
);

/** Runs the study into a store, with so much room in any one file. */
function run(store: string, room = Number.POSITIVE_INFINITY) {
  const words = ['--import', fullDiskStub, program, 'study', 'run', study, '--store', store, '--workers', '2'];
  return spawnSync(process.execPath, words, { encoding: 'utf8', env: { ...process.env, EBIT_TEST_ROOM: `${room}` } });
}

/** The files below a folder, by their paths in it; how long tasks took apart, which is another number every time. */
function filesIn(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => !name.startsWith('times') && statSync(join(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

beforeAll(() => {
  const { status, stderr } = run(whole);
  expect(status, stderr).toBe(0);
  expect(filesIn(whole).size).toBe(COUNT);
});

/** That a store is that of a study which was stopped: some of its files, all of them whole. */
function expectPart(store: string): void {
  const files = filesIn(store);
  expect(files.size).toBeLessThan(COUNT);
  for (const [name, text] of files) {
    expect(name).toMatch(/^[0-9a-f]{2}[/\\][0-9a-f]{32}(\.checkpoint)?\.json$/);
    expect(() => JSON.parse(text), name).not.toThrow();
    if (!name.includes('checkpoint')) expect(text).toBe(filesIn(whole).get(name));
  }
}

const refusal = /^error \[disk\]: Cannot write ".*": the disk is full; free some space or choose another place\.$/m;

describeOnDisk('a store on a small disk that is nearly full', 1 << 20, (disk) => {
  // A file takes a page of 4 kB at least: about twenty of the tasks fit beside what else stands there.
  const store = join(disk.folder, 'store');

  test('ends the study in one clear error, and all of it is kept when there is room', () => {
    writeFileSync(join(disk.folder, 'others'), Buffer.alloc((1 << 20) - 90_000));
    const ended = run(store);
    expect(ended.stderr).toMatch(refusal);
    expect([ended.status, ended.stdout]).toEqual([1, '']);
    expect(filesIn(store).size).toBeGreaterThan(0);
    expectPart(store);
    // Again before there is room: nothing is lost of what is there.
    expect(run(store).stderr).toMatch(refusal);
    expectPart(store);
    disk.resize(4 << 20);
    const { status, stderr } = run(store);
    expect(status, stderr).toBe(0);
    expect(filesIn(store)).toEqual(filesIn(whole));
  });
});

describe('a store whose disk is full in the middle of a file', () => {
  test.each([0, 500])('after %d bytes has nothing of it, and goes on when there is room', (room) => {
    const store = join(place, `room-${room}`);
    const ended = run(store, room);
    expect(ended.stderr).toMatch(refusal);
    expect([ended.status, ended.stdout]).toEqual([1, '']);
    expectPart(store);
    const { status, stderr } = run(store);
    expect(status, stderr).toBe(0);
    expect(filesIn(store)).toEqual(filesIn(whole));
  });
});
