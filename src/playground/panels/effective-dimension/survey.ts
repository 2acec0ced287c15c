import type { Executor } from '../../../jobs/job.js';
import { throughLanes } from '../../../jobs/sweep.js';
import type { DimensionOutcome } from '../../../tasks/outcome.js';
import { CELLS, type Cell, cellKey, cellTask, type RankSettings } from './cells.js';

/** What is kept of a result. */
export interface FoundRank extends Cell {
  readonly rank: number;
  readonly cap: number;
  readonly atCap: boolean;
  readonly parameters: number;
}

/** Ranks by their settings: what was found once is not looked for again. */
export interface Survey {
  /** The ranks of these settings that are known. */
  known(settings: RankSettings): FoundRank[];
  /**
   * Finds those that are not known, in the order of {@link CELLS}.
   *
   * @param onFound - called after each
   * @param signal - ends it; what was found is kept
   * @throws what the work throws, unless it was ended; a worker that was lost is tried again
   */
  complete(settings: RankSettings, onFound: () => void, signal: AbortSignal): Promise<void>;
}

/**
 * Returns an empty survey.
 *
 * @param workers - where the work is done
 */
export function survey(workers: () => Promise<Executor>): Survey {
  const ranks = new Map<string, FoundRank>();
  return {
    known: (settings) => CELLS.map((cell) => ranks.get(cellKey(cell, settings))).filter((rank) => rank !== undefined),
    async complete(settings, onFound, signal) {
      const open = CELLS.filter((cell) => !ranks.has(cellKey(cell, settings)));
      try {
        await throughLanes(await workers(), {
          jobs: open.map((cell) => ({ task: cellTask(cell, settings) })),
          beginsAborted: false,
          signal,
          onResult(outcome, job) {
            const { rank, cap, atCap, parameters } = outcome as DimensionOutcome;
            ranks.set(cellKey(open[job], settings), { ...open[job], rank, cap, atCap, parameters });
            onFound();
          },
        });
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
}
