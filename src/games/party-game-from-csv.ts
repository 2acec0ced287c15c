import { parsedNumber } from '../data/numbers.js';
import { tableCells } from '../data/table-cells.js';
import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';
import { gameOfJointQuestions, type PartyGame } from './party-game.js';

/** Columns that are no player. */
const OWN = ['label', 'weight'];

/** The players of a game's table: its columns but `label` and `weight`. */
export function playersOfTable(header: readonly string[]): string[] {
  return header.filter((name) => !OWN.includes(name));
}

/**
 * Reads a game of three to sixteen players from a table of text (CSV), whose header has a column for each player, `label`
 * and, where some are asked more often than others, `weight`.
 *
 * A row is a joint question, whatever its parts are called. Separators, quotes and blanks are taken as by `readTable`.
 *
 * @param text - the whole table
 * @returns the game, as `partyGame` makes it of these joint questions; its players are in the order of the columns
 * @throws EbitError 'csv' for text that is no table, or a label or weight that is no number, with its row (1 is the first
 *   below the header); 'columns' for a table without labels or with a column twice; 'game' as `partyGame`
 * @example
 * partyGameFromCsv('a,b,c,label\n0,0,0,1\n0,1,1,-1\n1,0,1,-1\n1,1,0,-1').players.length; // 3
 */
export function partyGameFromCsv(text: string): PartyGame {
  if (typeof text !== 'string') throw new EbitError('csv', `The table is ${shownValue(text)}; give its text.`);
  const { header, body } = tableCells(text);
  const twice = header.find((name, i) => header.indexOf(name) < i);
  if (twice !== undefined || !header.includes('label')) {
    const what = twice === undefined ? 'lacks the column "label"' : `has the column ${shownValue(twice)} twice`;
    throw new EbitError('columns', `The game's table ${what}; it needs a column for each player, and label.`);
  }
  const where = (i: number): string => `Row ${i + 1} below the header`;
  const players = playersOfTable(header).map((name) => header.indexOf(name));
  const joint = body.map((cells, i) => {
    const numbers = OWN.filter((name) => header.includes(name)).map((name) => {
      const cell = cells[header.indexOf(name)];
      const value = parsedNumber(cell);
      if (value === null)
        throw new EbitError('csv', `${where(i)} has the ${name} ${shownValue(cell)}; give a finite number.`);
      return [name, value] as const;
    });
    return { questions: players.map((place) => cells[place]), ...Object.fromEntries(numbers) };
  });
  return gameOfJointQuestions(joint, 'table', where);
}
