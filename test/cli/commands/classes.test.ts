// A table with three classes from training to prediction, in the words of its label column.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { written } from '../tables.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
const WORDS = ['10', '9', 'other'];
const rows = Array.from({ length: 36 }, (_, n) => {
  const c = n % 3;
  return { cells: [c + 0.1 * (n % 5), (c * c) / 2 + 0.1 * (n % 7), 0.3 * c, 0.1 * (n % 4)], word: WORDS[c] };
});
const text = (list: typeof rows) =>
  `a,b,c,d,kind\n${list.map(({ cells, word }) => [...cells, word].join()).join('\n')}\n`;
written(folder, 'three.csv', text(rows));
written(folder, 'one.csv', text(rows.filter(({ word }) => word === '9')));

const train = (...words: string[]) =>
  callEbit(
    'train --data three.csv --label kind --columns A=a,b --columns B=c,d --depth 1 --iterations 60'
      .split(' ')
      .concat(words),
  );
const ebit = async (...words: string[]) => {
  const { code, stdout, stderr } = await callEbit(words);
  expect(code, stderr).toBe(0);
  return stdout;
};

beforeAll(async () => {
  const { code, stderr } = await train('--out', 'run');
  expect(code, stderr).toBe(0);
});

test('the model file has the classes, numbers before words', () => {
  const file = JSON.parse(readFileSync(join(folder, 'run', 'model.json'), 'utf8'));
  expect([file.version, file.classes]).toEqual([2, 3]);
  expect(file.columns.label).toEqual({ column: 'kind', classes: ['9', '10', 'other'] });
});

test('evaluate and predict agree, and with a table of one class too', async () => {
  const evaluated = JSON.parse(await ebit('evaluate', 'run', 'three.csv', '--json', '--shots', '5'));
  const predicted = JSON.parse(await ebit('predict', 'run', 'three.csv', '--json'));
  const called = (word: string, given: string) =>
    rows.filter((row, n) => row.word === word && predicted[n].label === given).length;
  const order = ['9', '10', 'other'];
  expect(evaluated.confusion).toEqual(
    order.map((word) => ({
      label: word,
      predicted: Object.fromEntries(order.map((given) => [given, called(word, given)])),
    })),
  );
  expect(evaluated.lossName).toBe('cross-entropy');
  const losses = rows.map(({ word }, n) => -Math.log(predicted[n].classes[order.indexOf(word)].probability));
  expect(evaluated.loss).toBeCloseTo(losses.reduce((a, b) => a + b) / rows.length, 12);
  expect(evaluated.atShots[0].method).toBe('exact');
  expect(JSON.parse(await ebit('evaluate', 'run', 'one.csv', '--json')).rows).toBe(12);
  const own = JSON.parse(await ebit('evaluate', 'run', '--json'));
  expect([own.training.rows, own.validation.rows, own.training.lossName]).toEqual([27, 9, 'cross-entropy']);
});

test('predictions have a column for every class, and labels by shots', async () => {
  const [head, first] = (await ebit('predict', 'run', 'three.csv', '--shots', '50', '--seed', '1')).split('\n');
  expect(head).toBe('P00,P01,P10,P11,p(9),p(10),p(other),label,otherwise');
  const cells = first.split(',');
  const chances = cells.slice(4, 7).map(Number);
  expect(chances.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  expect(WORDS).toContain(cells[7]);
  expect(await ebit('info', 'run')).toContain('"9" is 0, "10" is 1, "other" is 2');
});

test.each([
  [['--positive', '9'], 'is one of 3 values'],
  [['--weights', 'parity'], 'The weights "parity" are those of two classes'],
  [['--loss', 'shots:9'], 'has the loss "cross-entropy" alone'],
])('train refuses %j and leaves nothing', async (words, sentence) => {
  const { code, stderr } = await train('--out', 'refused', ...words);
  expect(code).not.toBe(0);
  expect(stderr).toContain(sentence);
  expect(() => readFileSync(join(folder, 'refused', 'config.json'))).toThrow();
});

test('a positive class of a model of three, and a comparison, are refused with words', async () => {
  const evaluated = await callEbit(['evaluate', 'run', 'three.csv', '--positive', '9']);
  expect(evaluated.stderr).toContain('--positive says which of two labels means +1, and the model has 3');
  const words = 'compare --data three.csv --label kind --columns A=a,b --columns B=c,d --test 0.2 --out compared';
  const compared = await callEbit(words.split(' '));
  expect(compared.stderr).toContain('The table has 3 classes. A comparison is defined for two');
});
