import type { DimensionTask } from '../../../tasks/dimension-task.js';
import type { DimensionOutcome } from '../../../tasks/outcome.js';
import { CELLS, type Cell, cellKey, cellTask, type RankSettings } from './cells.js';

/** What is kept of a result. */
export interface FoundRank extends Cell {
  readonly rank: number;
  readonly cap: number;
  readonly atCap: boolean;
  readonly parameters: number;
}

/** Finds one effective dimension somewhere. */
export type FindDimension = (
  task: DimensionTask,
  signal: AbortSignal,
) => Promise<Pick<DimensionOutcome, 'rank' | 'cap' | 'atCap' | 'parameters'>>;

/** Ranks by their settings: what was found once is not looked for again. */
export interface Survey {
  /** The ranks of these settings that are known. */
  known(settings: RankSettings): FoundRank[];
  /**
   * Finds those that are not known, in the order of {@link CELLS}.
   *
   * @param onFound - called after each
   * @param signal - ends it; what was found is kept
   * @throws what `find` throws, unless it was ended
   */
  complete(settings: RankSettings, onFound: () => void, signal: AbortSignal): Promise<void>;
}

/**
 * Returns an empty survey.
 *
 * @param find - where the work is done
 * @param width - how many jobs are handed out at once
 */
export function survey(find: FindDimension, width: number): Survey {
  const ranks = new Map<string, FoundRank>();
  return {
    known: (settings) => CELLS.map((cell) => ranks.get(cellKey(cell, settings))).filter((rank) => rank !== undefined),
    async complete(settings, onFound, signal) {
      const open = CELLS.filter((cell) => !ranks.has(cellKey(cell, settings)));
      const ended = new AbortController();
      const either = AbortSignal.any([signal, ended.signal]);
      const next = async (): Promise<void> => {
        for (let cell = open.shift(); cell !== undefined && !either.aborted; cell = open.shift()) {
          const { rank, cap, atCap, parameters } = await find(cellTask(cell, settings), either);
          ranks.set(cellKey(cell, settings), { ...cell, rank, cap, atCap, parameters });
          onFound();
        }
      };
      try {
        await Promise.all(Array.from({ length: width }, next));
      } catch (error) {
        // The others would go on for nothing, and keep the workers from what comes next.
        ended.abort();
        if (!signal.aborted) throw error;
      }
    },
  };
}
