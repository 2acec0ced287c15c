// Questions whose tasks depend on what others came to, run as an experiment is: round by round.
import type { Known } from '../experiments/experiment.js';
import { type OutcomeBook, outcomeBook } from '../experiments/outcome-book.js';
import { runExperiments } from '../experiments/run-experiments.js';
import { memoryStore } from '../jobs/store.js';
import type { Task } from '../tasks/task.js';
import type { CompareOptions } from './compare-options.js';

/**
 * Runs what a question asks for, until what is known leaves nothing to ask for.
 *
 * @param asks - asks `known` for outcomes, and returns what else is to be run
 * @returns a book with all outcomes
 * @throws EbitError as `runStudy`, of a task that failed when the others are kept
 */
export async function runRounds(
  asks: (known: Known) => readonly Task[],
  { read: _, store = memoryStore(), ...rest }: CompareOptions,
): Promise<OutcomeBook> {
  const book = outcomeBook();
  const size = {};
  const experiment = {
    name: 'rounds',
    title: '',
    about: '',
    sizes: { full: size, quick: size, tiny: size },
    cells: (_size: unknown, known: Known) => asks(known).map((task) => ({ task })),
    show: () => ({ words: [], records: [] }),
  };
  await runExperiments([experiment], { name: 'full', choices: {} }, book, { ...rest, store });
  return book;
}
