import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { written } from '../tables.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
const ceiling = async (...words: string[]) => {
  const { code, stdout, stderr } = await callEbit(['ceiling', ...words]);
  expect(code, stderr).toBe(0);
  return { stdout, stderr, json: words.includes('--json') ? JSON.parse(stdout) : null };
};
const refused = async (...words: string[]) => {
  const { code, stdout, stderr } = await callEbit(['ceiling', ...words]);
  expect([code === 0, stdout]).toEqual([false, '']);
  return stderr;
};

describe('of a game', () => {
  test('chsh: success of a shot, margins, and the shots that these take', async () => {
    const { json } = await ceiling('chsh', '--json');
    expect(json).toMatchObject({ game: 'chsh', questions: [2, 2], classical: { successPerShot: 0.75, exact: true } });
    expect(json.quantum.successPerShot.lower).toBeCloseTo((1 + Math.SQRT1_2) / 2, 10);
    expect(json.quantum.successPerShot.upper).toBeCloseTo((1 + Math.SQRT1_2) / 2, 10);
    expect(json.margins.classical.lower).toBeCloseTo(0.5, 9);
    expect(json.margins.quantum.upper).toBeCloseTo(Math.SQRT1_2, 9);
    expect(
      json.shots.map(({ error, classical, quantum }: Record<string, number>) => [error, classical, quantum]),
    ).toEqual([
      [0.1, 7, 3],
      [0.05, 9, 5],
      [0.01, 19, 9],
      [0.001, 33, 15],
      [1e-6, 79, 33],
    ]);
    expect(json.shots[4].ratio).toBeCloseTo(79 / 33, 12);
    expect(json.bounds).toContain('one shot');
    expect(JSON.stringify(json)).not.toMatch(/accuracy"/);
  });

  test('as text, it says what each bound bounds', async () => {
    const { stdout } = await ceiling('odd-cycle', '5');
    expect(stdout).toContain('odd-cycle 5: 5 by 5 questions, 10 pairs');
    expect(stdout).toMatch(/coins, exactly +0\.900000 +0\.800000/);
    expect(stdout).toMatch(/ebits at most +0\.975528 +0\.951057/);
    expect(stdout).toContain('any number of public coins');
    expect(stdout).toContain('It does not bound free weights, nor an accuracy by the mean of many shots');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  test('of a file, with labels and without', async () => {
    const pairs = 'a,b,label\n0,0,1\n0,1,1\n1,0,1\n1,1,-1\n';
    const { json } = await ceiling(written(folder, 'chsh.csv', pairs), '--json');
    expect(json.classical.successPerShot).toBe(0.75);
    const weights = written(folder, 'weights.csv', 'a,b,weight\n0,0,1\n0,1,1\n1,0,1\n1,1,-1\n');
    const bell = await ceiling(weights, '--json');
    expect(bell.json).toMatchObject({ classical: { value: 2, successPerShot: null }, margins: null, shots: null });
    expect(bell.json.quantum.successPerShot).toBeNull();
    expect(bell.json.quantum.value.upper).toBeCloseTo(2 * Math.SQRT2, 9);
    expect(bell.stderr).toContain('No margins: The game has no labels');
    expect((await ceiling(weights)).stdout).toMatch(/ebits at most +2\.828427/);
  });

  test('without its margins, or too large for them', async () => {
    expect((await ceiling('chsh', '--no-margins', '--json')).json).toMatchObject({ margins: null, shots: null });
    const { json, stderr } = await ceiling('chained', '21', '--json');
    expect(json.classical.value).toBeCloseTo(1 - 1 / 21, 12);
    expect(json.margins).toBeNull();
    expect(stderr).toContain('20 questions on the shorter side');
  });
});

describe('of a Bell cost', () => {
  test('i3322', async () => {
    const { json } = await ceiling('i3322', '--json');
    expect(json).toMatchObject({ cost: 'i3322', classical: { value: 0, exact: true }, reached: { ebits: 1, seed: 1 } });
    expect(json.reached.lower).toBeCloseTo(0.25, 9);
    expect(json.level1.upper).toBeCloseTo(0.375, 9);
    expect(json.bounds).toContain('NPA level 1');
    expect((await ceiling('i3322')).stdout).toMatch(/any ebits at most \(NPA level 1\) +0\.375000/);
  });

  test.each([
    ['outcomes', 'a,b,x,y,weight\n0,0,1,1,1\n0,1,1,1,1\n1,0,1,1,1\n1,1,1,1,-1\n0,,1,,-1\n,0,,1,-1\n', 0],
    ['open questions', 'a,b,weight\n0,0,1\n0,,-0.5\n,0,-0.5\n', 2],
  ])('of a file with %s', async (_, text, most) => {
    const { json } = await ceiling(written(folder, 'cost.csv', text), '--json');
    expect(json.classical.value).toBeCloseTo(most, 12);
  });
});

describe("of a table's rows", () => {
  const lines = Array.from({ length: 60 }, (_, i) => [i / 7, i % 2, (i % 2 === 0) === i < 30 ? 'in' : 'out'].join());
  const flags = ['--data', 'rows.csv', '--columns', 'A=x', '--columns', 'B=k', '--label', 'where'];
  const make = () => written(folder, 'rows.csv', `x,k,where\n${lines.join('\n')}\n`);

  test('cut into bins', async () => {
    make();
    const { json } = await ceiling(...flags, '--bins', '2', '--json');
    expect(json).toMatchObject({ game: 'rows.csv', questions: [2, 2], rows: 60, alone: 0, agreement: 1 });
    expect(json.cuts.x).toEqual([30 / 7]);
    expect(json.classical.successPerShot).toBe(1);
    expect((await ceiling(...flags, '--bins', '3')).stdout).toContain('60 rows, 0 alone with their pair');
  });

  test('with pairs of both labels, what that costs is said', async () => {
    make();
    const { stdout } = await ceiling(...flags, '--bins', '3');
    expect(stdout).toContain('rows of both labels');
  });

  test('continuous columns are refused', async () => {
    make();
    expect(await refused(...flags)).toContain('every row would be its own question and the ceiling 1');
  });

  test('a note where most rows are alone', async () => {
    make();
    const { stderr } = await ceiling(...flags, '--bins', '30', '--no-margins');
    expect(stderr).toContain('have their pair of questions to themselves');
  });
});

describe('a certificate', () => {
  test('is written, and holds for whoever has the game', async () => {
    await ceiling('access', '2', '--certificate', 'proof.json');
    const { stdout } = await ceiling('access', '2', '--check', 'proof.json');
    expect(stdout).toContain('The certificate holds.');
    expect(stdout).toMatch(/value with any ebits +at most 0\.707107/);
    const { json } = await ceiling('access', '2', '--check', 'proof.json', '--json');
    expect(json.upper).toBeCloseTo(Math.SQRT1_2, 9);
    expect(json.margins.classical.upper).toBeCloseTo(0.5, 9);
    await ceiling('i3322', '--certificate', 'level1.json');
    expect((await ceiling('i3322', '--check', 'level1.json', '--json')).json.upper).toBeCloseTo(0.375, 9);
  });

  test('is refused when it is forged, of another game, or no certificate', async () => {
    await ceiling('chsh', '--certificate', 'honest.json');
    const proof = JSON.parse(readFileSync(join(folder, 'honest.json'), 'utf8'));
    proof.quantum.certificate.x[0] -= 1e-6;
    writeFileSync(join(folder, 'forged.json'), JSON.stringify(proof));
    expect(await refused('chsh', '--check', 'forged.json')).toContain('The certificate proves nothing');
    expect(await refused('inner-product', '2', '--check', 'honest.json')).toContain('2 numbers x for 4 questions');
    expect(await refused('random', '2', '2', '5', '--check', 'honest.json')).toContain('error [game]');
    expect(await refused('chsh', '--check', written(folder, 'other.json', '{"format":"ebit-model"}'))).toContain(
      'give a file that --certificate wrote',
    );
    expect(await refused('chsh', '--check', written(folder, 'no.json', 'nothing'))).toContain('is no JSON');
    expect(await refused('i3322', '--check', 'honest.json')).toContain('give { constant, x, y }');
  });
});

test.each([
  [[], 'Which game?'],
  [['chsj'], 'Did you mean "chsh"?'],
  [['odd-cycle', '4'], 'give an odd number'],
  [['inner-product', '20'], 'takes 8.00 TiB for its table'],
  [['missing.csv'], 'there is no such file'],
  [['chsh', '--data', 'a.csv'], 'give one of them'],
  [['chsh', '--bins', '3'], 'name the table too'],
  [['--data', 'a.csv', '--label', 'x'], 'needs --columns'],
  [['--data', 'a.csv', '--columns', 'A=x', '--columns', 'B=y'], 'needs --label'],
])('%j is refused', async (words, message) => {
  expect(await refused(...words)).toContain(message);
});
