import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { firstData, raceData } from '../../../src/playground/race/data.js';
import { dealFault, firstDeal, tableColumns } from '../../../src/playground/race/table-file.js';
import { refusal } from '../../refusal.js';

const tumours = readFileSync(new URL('../../../src/data/breast-cancer-wisconsin.csv', import.meta.url), 'utf8');

/** Eight rows, four of each class; the last column separates them. */
const rows = Array.from({ length: 8 }, (_, i) => [i, 10 - i, i * i, i % 3, 5, i < 4 ? 'low' : 'high'].join(','));
const table = `a,b,c,d,constant,class\n${rows.join('\n')}\n`;

test('the columns of a table are looked through', () => {
  expect(tableColumns('n;w;two\n1;x;0\n2.5;y;1\n-3e2;z;0')).toEqual([
    { name: 'n', isNumeric: true, hasGaps: false, values: 3 },
    { name: 'w', isNumeric: false, hasGaps: false, values: 3 },
    { name: 'two', isNumeric: true, hasGaps: false, values: 2 },
  ]);
  expect(tableColumns('n;two\n1,5;0\n;1\n2,5;0', { decimal: 'comma' })[0]).toEqual({
    name: 'n',
    isNumeric: true,
    hasGaps: true,
    values: 2,
  });
});

describe('columns are dealt to begin with:', () => {
  test('all, in their order, as the command line deals them', () => {
    expect(firstDeal(table)).toEqual({ label: 'class', columns: { A: ['a', 'b', 'c'], B: ['d', 'constant'] } });
    const { label, columns, missing, words } = firstDeal(tumours);
    expect([label, columns.A.length, columns.B.length, missing, words]).toEqual([
      'label',
      15,
      15,
      undefined,
      undefined,
    ]);
  });

  test('an odd one to A, words of few values too, which become a feature each', () => {
    expect(firstDeal('a,b,c,y\n1,2,3,0\n4,5,6,1\n7,8,9,0')).toEqual({
      label: 'y',
      columns: { A: ['a', 'b'], B: ['c'] },
    });
    expect(firstDeal('a,b,y\n1,two,0\n4,five,1\n7,eight,0')).toEqual({
      label: 'y',
      columns: { A: ['a'], B: ['b'] },
      words: 'onehot',
    });
  });

  test('but names; and a median stands in for gaps', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `name ${i},${i === 3 ? '' : i},${i % 7},${i % 2}`);
    expect(firstDeal(['who,a,b,y', ...lines].join('\n'))).toEqual({
      label: 'y',
      columns: { A: ['a'], B: ['b'] },
      missing: 'median',
    });
  });

  test('with a decimal comma where that makes numbers', () => {
    expect(firstDeal('a;b;y\n1,5;2;0\n4,5;5;1\n7,25;8;0')).toMatchObject({ decimal: 'comma', columns: { A: ['a'] } });
  });

  test('the one called label, or the last with two values, tells the classes', () => {
    expect(firstDeal('label,a,z,b\n0,1,p,4\n1,2,q,5\n0,3,p,6').label).toBe('label');
    expect(firstDeal('y,a,z,b\n0,1,p,4\n1,2,q,5\n0,3,p,6').label).toBe('z');
    expect(firstDeal('a,b\n1,4\n2,5\n3,6').label).toBe('b');
  });
});

test.each([
  [{ columns: { A: ['a'], B: ['b', 'c'] } }, null],
  [{ columns: { A: [...'abcdefghijkl'], B: ['m'] } }, null],
  [{ columns: { A: ['a'], B: [] } }, 'Party B holds no column; give each party at least one.'],
])('a deal %j is judged', (deal, fault) => {
  expect(dealFault(deal)).toBe(fault);
});

describe('a table becomes data', () => {
  const deal = { label: 'class', columns: { A: ['a', 'b'], B: ['c', 'd'] } };
  const chosen = (settings: typeof deal) => ({
    settings: { kind: 'table', path: 't.csv', validation: 0.25, seed: 1, ...settings } as const,
    text: table,
  });

  test('split and scaled as the library does it', () => {
    const { training, validation, columns, features, table: names } = raceData(chosen(deal));
    expect([training.length, validation?.length, columns, features]).toEqual([6, 2, ['a', 'b', 'c', 'd'], [2, 2]]);
    expect(Math.max(...training.rows)).toBe(Math.PI / 2);
    expect(Math.min(...training.rows)).toBe(-Math.PI / 2);
    expect(names?.columns).toEqual({
      features: { A: ['a', 'b'], B: ['c', 'd'] },
      label: { column: 'class', positive: 'low', negative: 'high' },
    });
  });

  test.each([
    ['columns', { ...deal, columns: { A: ['a', 'b'], B: [] } }, 'Party B holds no column'],
    ['columns', { ...deal, label: 'a' }, '"a" is the label'],
    ['csv', { label: 'd', columns: { A: ['a', 'b'], B: ['class'] } }, 'which is not a finite decimal number'],
    ['labels', { label: 'a', columns: { A: ['constant', 'b'], B: ['c', 'd'] } }, 'The class "0" has 1 row(s)'],
  ])('or is refused: %s', (code, other, message) => {
    const error = refusal(() => raceData(chosen(other)));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });
});

test('the data of the page itself', () => {
  const clusters = raceData(firstData);
  expect([clusters.training.length, clusters.validation?.length, clusters.features]).toEqual([3072, 1024, [4, 4]]);
  expect(clusters.columns).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3', 'b4']);
  const game = raceData({ settings: { kind: 'chsh', embedding: 'alternative' }, text: null });
  expect([game.training.length, game.validation, game.columns]).toEqual([16, null, ['s2', 's1', 't2', 't1']]);
});
