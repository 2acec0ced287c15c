import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { folderStore } from '../../src/node/folder-store.js';
import { removeLeftovers, temporaryName } from '../../src/node/leftovers.js';
import { temporaryFolder } from '../cli/temporary-folder.js';

const folder = temporaryFolder();
const id = `ab${'0'.repeat(30)}`;

/** The number of a process that has ended. */
function endedProcess(): number {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  return pid;
}

/** A temporary file's name as another writer of this machine would have made it, or one of another machine. */
function nameOf(pid: number, isHere = true): string {
  const name = basename(temporaryName('file.json')).replace(`-${process.pid}-`, `-${pid}-`);
  return isHere ? name : name.replace(/\.[0-9a-f]{8}-/, '.00000000-');
}

test('goes what was left by those that are no more, or a day ago; the rest stays', () => {
  const own = join(folder, 'some');
  mkdirSync(own);
  const ended = endedProcess();
  const [dead, living, elsewhere, old] = [
    nameOf(ended),
    nameOf(process.ppid),
    nameOf(ended, false),
    nameOf(ended + 1, false),
  ];
  const [earlier, olderEarlier] = [`a.json.${ended}-01234567.tmp`, `b.json.${ended}-01234567.tmp`];
  const others = ['file.json', 'notes.tmp', 'x.12-34.tmp'];
  for (const name of [dead, living, elsewhere, old, earlier, olderEarlier, ...others])
    writeFileSync(join(own, name), '');
  const longAgo = Date.now() / 1000 - 25 * 3600;
  for (const name of [old, olderEarlier, ...others]) utimesSync(join(own, name), longAgo, longAgo);
  removeLeftovers(own);
  expect(readdirSync(own).sort()).toEqual([living, elsewhere, earlier, ...others].sort());
  expect(() => removeLeftovers(join(own, 'nowhere'))).not.toThrow();
});

/** A program that is ended while it keeps an outcome in a store: after some bytes, or when only the name is missing. */
let program: string;
beforeAll(async () => {
  program = join(folder, 'killed.mjs');
  const store = fileURLToPath(new URL('../../src/node/folder-store.ts', import.meta.url));
  const contents = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const [folder, id, step] = process.argv.slice(2);
    const { writeFileSync } = fs;
    if (step === 'write') fs.writeFileSync = (path, text) => { writeFileSync(path, text.slice(0, 20)); process.kill(process.pid, 'SIGKILL'); };
    else fs.renameSync = () => process.kill(process.pid, 'SIGKILL');
    syncBuiltinESMExports();
    const { folderStore } = await import(${JSON.stringify(pathToFileURL(join(folder, 'store.mjs')).href)});
    folderStore(folder).write(id, { outcome: { kind: 'fit' } });
  `;
  writeFileSync(program, contents);
  await build({
    entryPoints: [store],
    outfile: join(folder, 'store.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
  });
});

test.each(['write', 'rename'])('a writer of a store that is killed at its %s leaves what the next removes', (step) => {
  const where = join(folder, `store-${step}`);
  const { signal } = spawnSync(process.execPath, [program, where, id, step], { stdio: 'inherit' });
  expect(signal).toBe('SIGKILL');
  const names = () => readdirSync(join(where, 'ab'));
  expect(names()).toEqual([expect.stringMatching(/^ab0+\.json\.[0-9a-f]{8}-\d+-[0-9a-f]{8}\.tmp$/)]);
  const store = folderStore(where);
  // It counts as nothing, and to look does not remove it.
  expect([store.read(id), store.contents().outcomes.size, names().length]).toEqual([null, 0, 1]);
  store.write(id, { task: null, outcome: { kind: 'fit' } } as never);
  expect(names()).toEqual([`${id}.json`]);
  rmSync(where, { recursive: true });
});
