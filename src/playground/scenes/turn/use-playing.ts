import { useEffect, useState } from 'preact/hooks';
import { address } from '../../address.js';
import { wantsLessMotion } from '../../panels/motion.js';
import { BEST_DIRECTIONS, type Directions, onTheWay } from './arrows.js';
import { bestBits, tableOf } from './fixed.js';
import { FIRST_ANGLES, type GameName, gameNames, type Part, parts } from './settings.js';

/** What a slide shows at a moment. */
export interface Shown {
  readonly part: Part;
  readonly strategy: number;
  readonly tried: ReadonlySet<number>;
  readonly directions: Directions;
  readonly game: GameName;
  readonly bits: number;
}

/** How long each part plays, seconds. */
const LENGTHS: Readonly<Record<Part, number>> = { fixed: 20, ebit: 12, games: 25 };

/** How long one of the strategies is shown, seconds. */
const EACH = 1.2;

/** Every strategy once, each with one answer turned. */
const inOrder = Array.from({ length: 16 }, (_, i) => i ^ (i >> 1));

const smooth = (t: number) => t * t * (3 - 2 * t);

/**
 * Returns what a slide shows after some seconds: all fixed strategies, the arrows on their way to the best, the games.
 *
 * @param only - the part that the address names; all in turn if it names none
 */
export function shownAfter(seconds: number, only: Part | null): Shown {
  const played: readonly Part[] = only === null ? parts : [only];
  let rest = seconds % played.reduce((sum, one) => sum + LENGTHS[one], 0);
  let at = 0;
  while (rest >= LENGTHS[played[at]]) {
    rest -= LENGTHS[played[at]];
    at++;
  }
  const part: Part = played[at];
  const step = Math.min(15, Math.floor(rest / EACH));
  const game = gameNames[Math.min(gameNames.length - 1, Math.floor((rest / LENGTHS.games) * gameNames.length))];
  return {
    part,
    strategy: inOrder[step],
    tried: new Set(inOrder.slice(0, step + 1)),
    directions: onTheWay(FIRST_ANGLES, BEST_DIRECTIONS, smooth(Math.min(1, Math.max(0, (rest - 1) / 7)))),
    game,
    bits: bestBits(tableOf(game)),
  };
}

/** The end of each part, where nothing is to move. */
function still(only: Part | null): Shown {
  return shownAfter(LENGTHS[only ?? 'fixed'] - 0.01, only);
}

/** Returns what is shown if the scene plays by itself, as on a slide; null if it is the reader's turn. */
export function usePlaying(): Shown | null {
  const { isSlide, settings } = address.value;
  const named = new URLSearchParams(settings).get('part');
  const only = parts.find((part) => part === named) ?? null;
  const [seconds, setSeconds] = useState(0);
  const moves = isSlide && !wantsLessMotion();
  useEffect(() => {
    if (!moves) return;
    let frame = 0;
    const start = performance.now();
    const step = (time: number) => {
      setSeconds(Math.max(0, time - start) / 1000);
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [moves]);
  if (!isSlide) return null;
  return moves ? shownAfter(seconds, only) : still(only);
}
