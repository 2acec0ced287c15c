// Which ranks are looked for: coarse depths first, then those between which a curve bends.
import { type AskedRank, EBITS, type FoundRank } from '../../questions/enough/asked.js';

/** Depths that are always tried, in conv layers, the most telling ones first. */
export const DEPTHS = [34, 1, 18, 30, 12, 24, 6] as const;

/** The deepest circuits. */
export const MOST_DEPTH = Math.max(...DEPTHS);

/** The shallowest of some ranks that is the highest, and what is known below it; null before there is any. */
export interface Top {
  readonly highest: FoundRank;
  /** The deepest that is lower than the highest rank; null where none is known. */
  readonly below: FoundRank | null;
}

/** Where one network's curve stops rising, as far as it is known. */
export function topOf(ranks: readonly FoundRank[]): Top | null {
  const sorted = [...ranks].sort((a, b) => a.depth - b.depth);
  if (sorted.length === 0) return null;
  const most = Math.max(...sorted.map(({ rank }) => rank));
  const at = sorted.findIndex(({ rank }) => rank === most);
  return { highest: sorted[at], below: at === 0 ? null : sorted[at - 1] };
}

/** Returns the next rank to find for one network and one number of inputs; null when all are known. */
function nextOf(ebits: number, inputs: number, found: readonly FoundRank[]): AskedRank | null {
  const open = DEPTHS.find((depth) => !found.some((one) => one.depth === depth));
  if (open !== undefined) return { ebits, depth: open, inputs };
  const top = topOf(found);
  if (top === null || top.below === null || top.highest.depth - top.below.depth < 2) return null;
  return { ebits, depth: (top.highest.depth + top.below.depth) >> 1, inputs };
}

/**
 * Returns the next rank to find for a number of inputs; null when all are known or under way.
 *
 * @param found - those that are known for it
 * @param under - those that are under way for it
 */
export function nextRank(inputs: number, found: readonly FoundRank[], under: readonly AskedRank[]): AskedRank | null {
  const steps = EBITS.map((ebits) => {
    const own = found.filter((one) => one.ebits === ebits);
    const busy = under.filter((one) => one.ebits === ebits);
    // What is under way counts as found while coarse depths are left; a bend waits for all of them.
    const open = DEPTHS.find((depth) => ![...own, ...busy].some((one) => one.depth === depth));
    if (open !== undefined) return { ebits, depth: open, inputs };
    return busy.length > 0 ? null : nextOf(ebits, inputs, own);
  });
  const order = (one: AskedRank) => {
    const place = (DEPTHS as readonly number[]).indexOf(one.depth);
    return place < 0 ? DEPTHS.length : place;
  };
  let best: AskedRank | null = null;
  for (const step of steps) if (step !== null && (best === null || order(step) < order(best))) best = step;
  return best;
}

/** Whether all ranks of a number of inputs are known. */
export function isComplete(inputs: number, found: readonly FoundRank[]): boolean {
  return EBITS.every(
    (ebits) =>
      nextOf(
        ebits,
        inputs,
        found.filter((one) => one.ebits === ebits),
      ) === null,
  );
}
