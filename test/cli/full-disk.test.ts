// A disk that fills up in the middle of a run: a small file system in memory where one may be mounted, else writes that
// fail as they would there.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { program } from './run-ebit.js';
import { fullDiskStub, smallDisk } from './small-disk.js';
import { temporaryFolder } from './temporary-folder.js';

const SMALL = 32 * 1024;
const disk = smallDisk(SMALL);
const run = join(disk?.folder ?? temporaryFolder(), 'run');

/** Runs on a disk that is small or has room. The stand-in's limit is that of one file, the real one's of all together. */
function ebit(words: readonly string[], isSmall: boolean) {
  disk?.resize(isSmall ? SMALL : 1 << 20);
  const env = disk === null && isSmall ? { ...process.env, EBIT_TEST_ROOM: String(SMALL / 4) } : process.env;
  return spawnSync(process.execPath, ['--import', fullDiskStub, program, ...words], { encoding: 'utf8', env });
}

describe(disk !== null ? 'on a small file system' : 'with writes that fail', () => {
  test('a run ends in one clear error, all files are whole, and it can go on when there is room', () => {
    const words = 'train --data clusters --dimension 3 --depth 20 --iterations 600 --checkpoint-every 100'.split(' ');
    const ended = ebit([...words, '--evaluate-every', '20', '--out', run], true);
    expect(ended.stderr).toMatch(
      /error \[disk\]: Cannot write ".*checkpoint\.json": the disk is full; free some space or choose another place\. Then go on with: ebit train --resume /,
    );
    expect([ended.status, ended.stdout]).toEqual([1, '']);

    expect(readdirSync(run).sort()).toEqual(['checkpoint.json', 'config.json', 'metrics.jsonl']);
    for (const file of ['checkpoint.json', 'config.json']) JSON.parse(readFileSync(join(run, file), 'utf8'));
    const metrics = readFileSync(join(run, 'metrics.jsonl'), 'utf8');
    expect(metrics.endsWith('}\n')).toBe(true);
    for (const line of metrics.trimEnd().split('\n')) JSON.parse(line);

    const resumed = ebit(['train', '--resume', run, '--json'], false);
    expect(resumed.status, resumed.stderr).toBe(0);
    expect(JSON.parse(resumed.stdout).iterations).toBe(600);
    expect(existsSync(join(run, 'checkpoint.json'))).toBe(false);
  });
});
