import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseModel } from '../../../src/models/model-file.js';
import { callEbit } from '../call-ebit.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
const play = async (...words: string[]) => {
  const { code, stdout, stderr } = await callEbit(['game', ...words]);
  expect(code, stderr).toBe(0);
  return stdout;
};

const CHSH = 'a,b,label\n0,0,1\n0,1,1\n1,0,1\n1,1,-1\n';

test('CHSH as JSON: what coins reach, what is proven, what was trained, and the price', async () => {
  const report = JSON.parse(await play('chsh', '--json', '--starts', '2', '--seed', '4'));
  expect(report).toEqual({
    game: 'chsh',
    questions: [2, 2],
    classical: { success: 0.75, exact: true, strategy: { a: [1, 1], b: [1, 1] } },
    quantum: { lower: expect.closeTo(0.85355339, 8), upper: expect.closeTo(0.85355339, 8) },
    trained: { success: expect.closeTo(0.85355339, 6), ebits: 1, coins: 0, starts: 2, seed: 4 },
    shots: { error: [0.1, 0.05, 0.01, 0.001, 1e-6], coins: [7, 9, 19, 33, 79], ebits: [3, 5, 9, 15, 33] },
  });
});

test('as text, with directions to measure in', async () => {
  const lines = (await play('chsh', '--starts', '2')).split('\n');
  expect(lines.slice(0, 11)).toEqual([
    'chsh: 2 by 2 questions                 wins a shot with',
    'nothing shared, or any coins, at most          0.750000  exact',
    'trained: 1 ebit                                0.853553  best of 2 starts, nothing proven',
    'any number of ebits, at most                   0.853553  certified',
    '',
    'Shared: entangled: ebit A.0 - B.0.',
    '',
    'fewest shots to err at most  0.1  0.05  0.01  0.001  0.000001',
    'any coins                      7     9    19     33        79',
    'trained: 1 ebit                3     5     9     15        33',
    'any number of ebits            3     5     9     15        33',
  ]);
  expect(lines.slice(13, 18).map((line) => line.split(/ +/).slice(0, 3))).toEqual([
    ['player', 'question', 'degrees'],
    ['A', '0', '0.00'],
    ['A', '1', '90.00'],
    ['B', '0', '45.00'],
    ['B', '1', '45.00'],
  ]);
});

test('names have numbers behind them; a poor ebit is called separable', async () => {
  const text = await play('odd-cycle', '3', '--fidelity', '0.5', '--starts', '2');
  expect(text).toContain('odd-cycle 3: 3 by 3 questions');
  expect(text).toMatch(/trained: 1 ebit of fidelity 0\.5 +0\.6443/);
  expect(text).toContain('Shared: separable: ebit A.0 - B.0.');
  expect(text).not.toContain('entangled');
});

test('a margin that is exactly enough is enough', async () => {
  const { shots } = JSON.parse(await play('odd-cycle', '5', '--starts', '1', '--json'));
  expect([shots.coins[0], shots.ebits[0]]).toEqual([1, 1]);
});

test('coins alone reach what nothing does, and have no directions', async () => {
  const text = await play('chsh', '--ebits', '0', '--coins', '1', '--starts', '2');
  expect(text).toMatch(/trained: 1 coin +0\.750000/);
  expect(text).toContain('Shared: separable: coin A.0 - B.0.');
  expect(text).not.toContain('degrees');
  expect(await play('chsh', '--ebits', '0', '--starts', '2')).toMatch(/trained: nothing shared +0\.750000/);
});

test('the trained players win the mean and not every pair, where ebits enough would win each in three of four shots', async () => {
  const text = await play('access', '4', '--starts', '2');
  expect(text).toMatch(
    /any coins +11 +19 +37 +63 +149\ntrained: 1 ebit( +never){5}\nany number of ebits +7 +9 +19 +33 +79\n/,
  );
});

test('with too many pairs there are no margins', async () => {
  const { questions, shots } = JSON.parse(await play('random', '11', '11', '1', '--json', '--starts', '1'));
  expect([questions, shots]).toEqual([[11, 11], null]);
});

describe('tables', () => {
  test('with labels', async () => {
    writeFileSync('mine.csv', CHSH);
    const report = JSON.parse(await play('mine.csv', '--json', '--starts', '1'));
    expect([report.game, report.classical.success]).toEqual(['table', 0.75]);
  });

  test('with weights alone, as a Bell expression: values, and no shots', async () => {
    writeFileSync('bell.csv', 'a,b,weight\n0,0,1\n0,1,1\n1,0,1\n1,1,-1\n');
    const { classical, quantum, trained, shots } = JSON.parse(await play('./bell.csv', '--json', '--starts', '1'));
    expect([classical.value, shots]).toEqual([2, null]);
    expect(trained.value).toBeCloseTo(2 * Math.SQRT2, 5);
    expect(quantum.upper).toBeCloseTo(2 * Math.SQRT2, 7);
    const text = await play('bell.csv', '--starts', '1');
    expect(text).toMatch(/^table: 2 by 2 questions +value\n.* 2 {2}exact\n.* 2\.82842/);
    expect(text).not.toContain('shots');
  });
});

test('--out keeps the players: a model that is drawn, described and exported, and the numbers', async () => {
  const out = join(folder, 'runs', 'chsh');
  const json = await play('chsh', '--out', out, '--starts', '2', '--json');
  expect(readFileSync(join(out, 'game.json'), 'utf8')).toBe(json);
  const model = parseModel(readFileSync(join(out, 'model.json'), 'utf8'));
  const rows = [0, 0, 0, 1, 1, 0, 1, 1];
  expect([...model.predict(rows)]).toEqual([1, 1, 1, -1]);
  const said = async (...words: string[]) => (await callEbit(words)).stdout;
  expect(await said('draw', out)).toContain('q1 ─RX(πx0)─M═');
  expect(await said('draw', out, '--qasm', '--values')).toContain('if (c[1] == true) { rx(');
  expect(await said('info', out)).toContain('entangled: ebit A.0 - B.0');
  const again = await callEbit(['game', 'chsh', '--out', out]);
  expect([again.code, again.stdout]).toEqual([1, '']);
  expect(again.stderr).toContain(`"${out}" holds a model.json already; choose another --out.`);
});

describe('what is refused', () => {
  test.each<[string[], number, string]>([
    [['odd-cycle', '4'], 1, 'error [game]: The n of "odd-cycle" is "4"; give an odd number'],
    [['odd-cicle', '5'], 1, 'error [game]: There is no game "odd-cicle". Did you mean "odd-cycle"?'],
    [['odd-cycle'], 1, 'The game "odd-cycle" has 0 numbers behind its name; write "odd-cycle n".'],
    [['chsh', '--starts', '0'], 1, 'error [range]: The number of starts is 0;'],
    [['chsh', '--starts', 'many'], 1, 'error [range]: The number of starts is "many";'],
    [['chsh', '--fidelity', '1.2'], 1, 'error [network]: A fidelity of 1.2 is outside [1/4, 1]'],
    [
      ['chsh', '--coins', 'A.0:B.0'],
      1,
      'error [range]: The number of coins is "A.0:B.0"; give an integer from 0 to 9.',
    ],
    [['access', '10'], 1, 'error [game]: Player A takes 11 qubits, 10 for 1024 questions'],
    [['nowhere.csv'], 1, 'error [file]: Cannot read "nowhere.csv"'],
    [['prose.txt'], 1, 'error [columns]: The game\'s table has a column "some words".'],
    [['prose.txt', '3'], 2, 'error [usage]: "prose.txt" is a table, which has no numbers behind it; leave 3 out.'],
    [['chsh', '--out', ''], 2, 'error [usage]: --out is empty'],
    [[], 2, "error [usage]: missing required argument 'game'"],
  ])('%j', async (words, status, sentence) => {
    writeFileSync('prose.txt', 'some words\nand more\n');
    const { code, stdout, stderr } = await callEbit(['game', ...words]);
    expect(stderr).toContain(sentence);
    expect([code, stdout]).toEqual([status, '']);
    expect(existsSync('runs/game')).toBe(false);
  });
});

describe('three and more players', () => {
  test("Mermin's game as JSON: the exact classical value, no number for what is not certified, a GHZ state", async () => {
    const report = JSON.parse(await play('mermin', '--parties', '5', '--json'));
    expect(report).toMatchObject({
      game: 'mermin 5',
      questions: [2, 2, 2, 2, 2],
      classical: { success: 0.625, exact: true },
      quantum: null,
      trained: { success: expect.closeTo(1, 9), ghz: 1, ebits: 0, topology: null },
    });
  });

  test('as text, and the players as a model', async () => {
    const out = join(folder, 'players');
    const text = await play('mermin', '3', '--ghz', '1', '--visibility', '0.8', '--starts', '2', '--out', out);
    expect(text).toContain('mermin 3: 3 players of 2 questions each');
    expect(text).toMatch(/nothing shared, coins or fully separable states, at most +0\.750000 +exact/);
    expect(text).toMatch(/trained: 1 GHZ state of 3 players at visibility 0\.8 +0\.900000/);
    expect(text).toMatch(/any entanglement, at most +not certified for more than two players/);
    expect(parseModel(readFileSync(join(out, 'model.json'), 'utf8')).network.shares).toHaveLength(1);
  });

  test('a table has a column for each player', async () => {
    writeFileSync('three.csv', 'a,b,c,label\n0,0,0,1\n0,1,1,-1\n1,0,1,-1\n1,1,0,-1\n');
    const report = JSON.parse(await play('./three.csv', '--json', '--topology', 'line', '--starts', '2'));
    expect([report.classical.success, report.trained.topology, report.trained.ghz]).toEqual([0.75, 'line', 0]);
  });

  test.each([
    [['mermin', '3', '--parties', '4'], 'both say how many players'],
    [['chsh', '--topology', 'ring'], '--topology is for games of three and more players'],
    [['mermin', '4', '--ebits', '1'], 'Give --topology line, ring, star or complete'],
    [['mermin'], 'write "mermin K"'],
    [['chsh-ring', '10', '--starts', '1'], 'additions to enumerate'],
  ])('%j is refused', async (words, message) => {
    const { code, stderr } = await callEbit(['game', ...words]);
    expect(code).not.toBe(0);
    expect(stderr).toContain(message);
  });
});
