// What the page asks of its worker, by name: functions of plain data, whose answers are plain data.
import { ceiling } from '../../games/ceiling.js';
import { game } from '../../games/game.js';
import { publishedRanks, rankTask } from './enough/ranks.js';
import { gameFacts, gameMargins, gameShots, gameStrategy } from './games.js';
import { judged } from './judged.js';
import { learnt } from './learns/course.js';
import { dealTable, readTable } from './table.js';
import { clusterCells } from './task/cells.js';
import { taskFit } from './task/fits.js';
import { taskMap } from './task/map.js';
import { taskMeasured } from './task/measured.js';
import { taskVerdict } from './task/verdict.js';

/** How much of a game can be won in a shot. */
export interface GameCeiling {
  /** With nothing shared, or with any coins. */
  readonly classical: number;
  /** With any number of ebits: what is certified not to be exceeded. */
  readonly quantum: number;
}

/** Returns the certified ceilings of a game that has a name, as success of a shot. */
function gameCeiling(name: string): GameCeiling {
  const { classical, quantum } = ceiling(game(name));
  if (classical.success === null || quantum.success === null) throw new Error(`${name} is a game without labels`);
  return { classical: classical.success, quantum: quantum.success.upper };
}

/** All that can be asked. */
export const answers = {
  clusterCells,
  dealTable,
  gameCeiling,
  gameFacts,
  gameMargins,
  gameShots,
  gameStrategy,
  judged,
  learnt,
  publishedRanks,
  rankTask,
  readTable,
  taskFit,
  taskMap,
  taskMeasured,
  taskVerdict,
};

/** The type of {@link answers}: the page's own script has no more of them. */
export type Answers = typeof answers;
