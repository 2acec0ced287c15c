import { parsedNumber } from '../data/numbers.js';
import { tableCells } from '../data/table-cells.js';
import { EbitError } from '../errors.js';
import { nearestHint } from '../options.js';
import { cutShort, shownValue } from '../shown-value.js';
import { type Game, gameOfPairs } from './game.js';

const columns = ['a', 'b', 'label', 'weight'];

/**
 * Reads a game from a table of text (CSV), whose header has `a`, `b` and `label`, `weight` or both.
 *
 * A row is a pair of questions, whatever they are called. Separators, quotes and blanks are taken as by `readTable`.
 *
 * @param text - the whole table
 * @returns the game, as `game` makes it of these pairs
 * @throws EbitError 'csv' for text that is no table, or a label or weight that is no number, with its row (1 is the first
 *   below the header); 'columns' for other columns; 'game' as `game`
 * @example
 * gameFromCsv('a,b,label\n0,0,1\n0,1,1\n1,0,1\n1,1,-1').weights; // [0.25, 0.25, 0.25, -0.25]
 */
export function gameFromCsv(text: string): Game {
  if (typeof text !== 'string') throw new EbitError('csv', `The table is ${shownValue(text)}; give its text.`);
  const { header, body } = tableCells(text);
  const strange = header.find((name, i) => !columns.includes(name) || header.indexOf(name) < i);
  if (strange !== undefined) {
    const what = columns.includes(strange)
      ? `the column "${strange}" twice`
      : `a column "${cutShort(strange)}".${nearestHint(strange, columns)} It is not known`;
    throw new EbitError('columns', `The game's table has ${what}; its columns are a, b, label and weight.`);
  }
  const missing = ['a', 'b'].find((name) => !header.includes(name));
  if (missing !== undefined || header.length === 2) {
    throw new EbitError(
      'columns',
      `The game's table lacks the column "${missing ?? 'label'}"; it needs a, b and label, weight or both.`,
    );
  }
  const where = (i: number): string => `Row ${i + 1} below the header`;
  const pairs = body.map((cells, i) =>
    Object.fromEntries(
      header.map((name, place) => {
        if (name === 'a' || name === 'b') return [name, cells[place]];
        const value = parsedNumber(cells[place]);
        if (value !== null) return [name, value];
        throw new EbitError('csv', `${where(i)} has the ${name} ${shownValue(cells[place])}; give a finite number.`);
      }),
    ),
  );
  return gameOfPairs(pairs, 'table', where);
}
