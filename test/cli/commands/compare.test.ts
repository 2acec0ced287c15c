import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { tableText, written } from '../tables.js';
import { temporaryFolder } from '../temporary-folder.js';

const small = ['--depth', '1', '--iterations', '6', '--workers', '1', '--data', 'clusters', '--dimension', '3'];
const folder = join(temporaryFolder(), 'compared');
const compare = (...words: string[]) => callEbit(['compare', ...small, ...words]);
const few = ['--ebits', '1', '--coins', '0..1', '--shots', '3', '--seeds', '2'];
const resultsIn = (out: string) =>
  readdirSync(join(out, 'results'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));

describe('a comparison', () => {
  test('ends in a table, what it means, the verdict, a picture and every number', async () => {
    const { code, stdout, stderr } = await compare(...few, '--out', folder);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^shared +exact mean +3 shots +balanced(?: +for \d\d\.0 %)?\nnothing shared /);
    expect(stdout).toContain('Not tested at 3 shots and by the exact mean: a verdict needs 5 or more');
    expect(stdout).toContain(`picture  ${join(folder, 'compare.svg')}, ${join(folder, 'compare.png')}`);
    expect(stderr).toContain('0 of 38 tasks');
    expect(readdirSync(folder).sort()).toEqual(['compare.json', 'compare.png', 'compare.svg', 'results']);
    const { settings, arms, verdict } = JSON.parse(readFileSync(join(folder, 'compare.json'), 'utf8'));
    expect(settings).toMatchObject({ ebits: [1], coins: [0, 1], shots: [3], seeds: 2, model: { depth: 1 } });
    expect(arms.map(({ name }: { name: string }) => name)).toEqual([
      'nothing shared',
      '1 coin',
      '1 ebit',
      'logistic regression',
    ]);
    expect(verdict.contrasts).toHaveLength(6);
  });

  test('is given again, and nothing is run again', async () => {
    const names = resultsIn(folder);
    const { code, stdout, stderr } = await compare(...few, '--out', folder, '--resume', '--json');
    expect(code, stderr).toBe(0);
    expect(resultsIn(folder)).toEqual(names);
    expect(JSON.parse(stdout)).toMatchObject({ data: 'clusters', picture: { svg: join(folder, 'compare.svg') } });
  });

  test('of a table whose columns nobody holds deals them, keeps them and says them', async () => {
    const table = written(temporaryFolder(), 'table.csv', tableText(60));
    const out = join(temporaryFolder(), 'table');
    const words = ['--depth', '1', '--iterations', '6', '--workers', '1', '--seeds', '1', '--shots', '3'];
    const shared = ['--data', table, '--ebits', '1', '--coins', '0', '--out', out];
    const { code, stdout, stderr } = await callEbit(['compare', ...words, ...shared]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('Columns: A: x, y; B: sum (dealt in their order; --columns says otherwise).\n');
    const { settings } = JSON.parse(readFileSync(join(out, 'compare.json'), 'utf8'));
    expect(settings.data.columns).toEqual({ A: ['x', 'y'], B: ['sum'] });
    const three = await callEbit(['compare', ...words, ...shared, '--parties', '3', '--force']);
    expect([three.code, three.stderr]).toEqual([2, expect.stringContaining('about two processors')]);
  });

  test('of other settings is replaced only by force, and what was computed stays', async () => {
    const other = [...few.slice(0, -1), '1', '--out', folder];
    const refused = await compare(...other);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('was made with other settings; give another --out, or --force');
    const before = resultsIn(folder);
    expect((await compare(...other, '--force')).code).toBe(0);
    expect(resultsIn(folder)).toEqual(before);
  });
});

test.each([
  [['--shots', '0'], 'The number of shots is 0'],
  [['--shots', '1e12'], 'The number of shots'],
  [['--ebits', '3'], 'The number of ebits is 3'],
  [['--ebits', 'two'], '--ebits two is no list of numbers'],
  [['--coins', '2..1'], '--coins 2..1 is no list of numbers'],
  [['--fidelity', '1.5'], 'A fidelity of 1.5'],
  [['--accuracy', '90'], 'The accuracy is 90'],
  [['--seeds', '1.5'], 'The number of seeds is 1.5'],
  [['--workers', '0'], '--workers is 0'],
  [['--resume', '--force'], '--resume goes on with what is there and --force replaces it'],
  [['--resume'], 'There is nothing to go on with'],
])('%j is refused, and leaves nothing', async (words, message) => {
  const out = join(temporaryFolder(), 'refused');
  const { code, stderr } = await compare(...words, '--out', out);
  expect(code).toBeGreaterThan(0);
  expect(stderr).toContain(message);
  expect(existsSync(out)).toBe(false);
});

test.each([
  [['compare'], 'There is nothing to train on; give --data clusters'],
  [['compare', '--data', 'chsh'], 'the same whatever the seed'],
])('%j: %s', async (words, message) => {
  const { code, stderr } = await callEbit([...words]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});
