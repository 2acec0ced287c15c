// What game the words of a command line mean.
import { EbitError } from '../errors.js';
import { type BellCost, bellCost, bellCostFromCsv } from '../games/bell-cost.js';
import { type Game, game } from '../games/game.js';
import { gameFromCsv } from '../games/game-from-csv.js';
import { gameFromTable, type TableGame } from '../games/game-from-table.js';
import { readText } from '../node/files.js';

/** Words and flags that say which game is meant. */
export interface GameWords {
  readonly words: readonly string[];
  readonly data?: string;
  readonly columns?: Readonly<Record<string, readonly string[]>>;
  readonly label?: string;
  readonly positive?: string;
  readonly bins?: unknown;
}

/** A game, a Bell cost, or the game of a table's rows. */
export type GameSource =
  | { readonly kind: 'game'; readonly game: Game; readonly rows: null }
  | { readonly kind: 'game'; readonly game: Game; readonly rows: TableGame }
  | { readonly kind: 'cost'; readonly cost: BellCost };

/**
 * @throws EbitError 'usage' unless there is one game; 'file' for one that cannot be read; others as the readers of games
 */
export function gameSource({ words, data, columns, label, positive, bins }: GameWords): GameSource {
  if (data === undefined) {
    const stray = Object.entries({ columns, label, positive, bins }).find(([, value]) => value !== undefined);
    if (stray !== undefined) {
      throw new EbitError('usage', `--${stray[0]} is about the rows of a table; name the table too: --data table.csv.`);
    }
    return namedSource(words);
  }
  if (words.length > 0) {
    throw new EbitError('usage', `"${words.join(' ')}" is a game, and --data a table; give one of them.`);
  }
  if (columns === undefined || label === undefined) {
    const missing = columns === undefined ? '--columns A=one,two --columns B=three' : '--label name';
    throw new EbitError('usage', `The table "${data}" needs ${missing} to be a game.`);
  }
  const rows = gameFromTable(readText(data), {
    columns,
    label,
    positive,
    ...(bins === undefined ? {} : { bins: bins as number }),
  });
  return { kind: 'game', game: { ...rows.game, name: data }, rows };
}

function namedSource(words: readonly string[]): GameSource {
  const name = words.join(' ');
  if (name === '') {
    throw new EbitError('usage', 'Which game? Give a name such as chsh or odd-cycle 5, a file, or --data table.csv.');
  }
  if (name === 'i3322') return { kind: 'cost', cost: bellCost(name) };
  if (words.length > 1 || !/[./\\]/.test(name)) return { kind: 'game', game: game(name), rows: null };
  const text = readText(name);
  // Costs with terms on marginals have outcomes, or questions that are left open; games have neither.
  const [header] = text.split(/\r?\n/, 1);
  const cells = header.split(/[,;\t|]/).map((cell) => cell.trim().replaceAll('"', ''));
  const isCost = cells.includes('x') || cells.includes('y') || (!cells.includes('label') && hasOpenQuestion(text));
  if (isCost) return { kind: 'cost', cost: { ...bellCostFromCsv(text), name } };
  return { kind: 'game', game: { ...gameFromCsv(text), name }, rows: null };
}

function hasOpenQuestion(text: string): boolean {
  return text.split(/\r?\n/).some((line) => /^\s*[,;\t|]\s*\S/.test(line) || /[,;\t|]\s*[,;\t|]/.test(line));
}
