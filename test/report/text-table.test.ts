import { expect, test } from 'vitest';
import { textTable } from '../../src/report/text-table.js';

test('names are aligned left and numbers right', () => {
  const table = textTable(
    ['data', 'ebits', 'accuracy'],
    [
      ['clusters', 0, '71.2 %'],
      ['t', 10, null],
    ],
  );
  expect(table.split('\n')).toEqual(['data      ebits  accuracy', 'clusters      0    71.2 %', 't            10']);
});

test('facts need no head, and may be aligned left', () => {
  const facts = [
    ['rows', 'many'],
    ['accuracy', '1'],
  ];
  expect(textTable(null, facts, { left: [0, 1] }).split('\n')).toEqual(['rows      many', 'accuracy  1']);
});

test('emphasis does not disturb the columns', () => {
  const bold = (text: string) => `\u001b[1m${text}\u001b[22m`;
  const [head, row] = textTable(['a', 'b'], [['long', 1]], { emphasis: bold }).split('\n');
  expect(head).toBe('\u001b[1ma\u001b[22m     \u001b[1mb\u001b[22m');
  expect(row).toBe('long  1');
});
