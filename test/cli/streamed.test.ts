// Tables longer than memory, and readers and writers that end early: what needs a process of its own.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { program, runEbit } from './run-ebit.js';
import { tableText, written } from './tables.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

/** Prints what the process that loads it has taken of memory at most, kilobytes, when it ends. */
const hook = written(
  folder,
  'peak.mjs',
  "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS, 'kB'));\n",
);
const peakOf = (stderr: string) => Number(/peak (\d+) kB/.exec(stderr)?.[1]) / 1000;

/** Starts `ebit` with these words; stdin is a pipe. */
const started = (words: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--import', hook, program, ...words], { cwd: folder, stdio: 'pipe' });

const textOf = async (stream: NodeJS.ReadableStream | null): Promise<string> => {
  let text = '';
  for await (const piece of stream ?? []) text += String(piece);
  return text;
};

beforeAll(async () => {
  written(folder, 'table.csv', tableText(40));
  const words = 'train --data table.csv --columns A=x,sum --columns B=y --depth 1 --iterations 5 --out run'.split(' ');
  expect((await runEbit([...words, '--no-baselines'], { cwd: folder })).code).toBe(0);
});

describe('300,000 rows', () => {
  const rows = 300_000;
  // As long as the table of which the model is, so that the rows come again.
  beforeAll(() => {
    written(folder, 'long.csv', tableText(rows));
  });

  test('by stdin are predicted in the memory of a few', { timeout: 120_000 }, async () => {
    const text = readFileSync(join(folder, 'long.csv'));
    const child = started(['predict', 'run', '-']);
    child.stdin?.end(text);
    const [stdout, stderr, [code]] = await Promise.all([
      textOf(child.stdout),
      textOf(child.stderr),
      once(child, 'exit'),
    ]);
    expect([code, stdout.split('\n').length]).toEqual([0, rows + 2]);
    expect(peakOf(stderr)).toBeLessThan(250);
    const few = await runEbit(['predict', 'run', 'table.csv'], { cwd: folder });
    expect(stdout.startsWith(few.stdout)).toBe(true);
  });

  test('are measured in little more', { timeout: 120_000 }, async () => {
    const child = started(['evaluate', 'run', 'long.csv', '--json']);
    const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr), once(child, 'exit')]);
    expect(JSON.parse(stdout).rows).toBe(rows);
    expect(peakOf(stderr)).toBeLessThan(250);
  });

  test('go to a reader that has seen enough, and that is no failure', () => {
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', `('${process.execPath}' '${program}' predict run long.csv; echo $? > status) | head -n 1; cat status`],
      { cwd: folder, encoding: 'utf8' },
    );
    expect([stdout, stderr]).toEqual(['P00,P01,P10,P11,E,label\n0\n', '']);
  });

  test('are left by SIGINT with nothing half-written, whoever waits for whom', { timeout: 120_000 }, async () => {
    // Its stdin stays open and brings no more, so that it waits.
    const child = started(['predict', 'run', '-', '--out', 'deep/p.csv']);
    const ended = Promise.all([textOf(child.stderr), once(child, 'exit')]);
    child.stdin?.write(readFileSync(join(folder, 'long.csv')).subarray(0, 200_000));
    const isThere = () => existsSync(join(folder, 'deep')) && readdirSync(join(folder, 'deep')).length > 0;
    while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    const [stderr, [code]] = await ended;
    expect([code, stderr]).toEqual([130, expect.stringMatching(/stopped \[aborted\]: Stopped after \d+ rows/)]);
    expect(readdirSync(join(folder, 'deep'))).toEqual([]);
  });

  test('of which one is broken leave no file', async () => {
    writeFileSync(join(folder, 'broken.csv'), `${tableText(20_000)}1,2\n`);
    const { code, stderr } = await runEbit(['predict', 'run', 'broken.csv', '--out', 'p.csv'], { cwd: folder });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('"broken.csv": Row 20001 below the header has 2 cell(s)'),
    ]);
    expect(readdirSync(folder).filter((name) => name.startsWith('p.csv'))).toEqual([]);
  });
});

describe('stdin', () => {
  test.each([
    ['that is empty', '', 1, 'error [csv]: "stdin": The table is empty'],
    ['that ends in a header', 'x,y,sum', 1, 'error [csv]: "stdin": The table has a header but no rows'],
    ['that ends in a row', 'x,y,sum\n1,2,3\n4,5', 1, 'error [csv]: "stdin": Row 2 below the header has 2 cell(s)'],
    ['that is another table', 'a,b\n1,2\n', 1, 'error [columns]: "stdin": There is no column "x"'],
  ])('%s is refused in words', async (_, input, code, message) => {
    const ended = await runEbit(['predict', 'run', '-'], { cwd: folder, input });
    expect([ended.code, ended.stdout]).toEqual([code, '']);
    expect(ended.stderr).toContain(message);
  });

  test('that is closed is empty', () => {
    const { status, stderr } = spawnSync('sh', ['-c', `'${process.execPath}' '${program}' predict run - <&-`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([1, expect.stringContaining('"stdin": The table is empty')]);
  });

  test('has no end to seek Parquet from, and no columns one by one', async () => {
    const parquet = await runEbit(['predict', 'run', '-', '--format', 'parquet'], { cwd: folder, input: 'PAR1' });
    expect([parquet.code, parquet.stderr]).toEqual([
      2,
      expect.stringContaining('cannot be read from a pipe; give the file'),
    ]);
  });

  test('brings lines of JSON as they come, and answers go out before it ends', async () => {
    const child = started(['predict', 'run', '-', '--format', 'jsonl', '--jsonl']);
    for (let n = 0; n < 3; n++) {
      child.stdin?.write(`${JSON.stringify({ x: n, y: 2, sum: n + 2 })}\n`);
      const [line] = child.stdout === null ? [''] : await once(child.stdout, 'data');
      expect(JSON.parse(String(line)).probabilities).toHaveLength(4);
    }
    child.stdin?.end();
    expect((await once(child, 'exit'))[0]).toBe(0);
  });
});
