import { EbitError } from '../errors.js';
import { nearestHint } from '../options.js';
import { cutShort } from '../shown-value.js';
import { type Choice, type ChoiceName, choiceTrials, chosenDataSets, placeholderChoice } from './choice.js';
import { fig3, tableS2Experiment } from './chsh-game.js';
import { fig4a, fig4b, tableS3Experiment } from './data-sets.js';
import { fig4d, fig4e, tableS4Experiment, tableS5Experiment } from './depth-and-mixing.js';
import { fig2c, figS6, rankInputs, tableS6Experiment } from './effective-dimensions.js';
import type { Experiment, Findings } from './experiment.js';
import { fidelity } from './fidelity.js';
import { fig4c } from './loss-curves.js';
import type { ResultBook } from './results.js';
import { loadStored, type RunTrialsOptions, runTrials } from './run-trials.js';
import type { Scale } from './scale.js';
import { sensitivity } from './sensitivity.js';
import { shots } from './shots.js';
import { canonicalText, type Trial, trialWork } from './trial.js';

/** All experiments, in the order of the report. */
export const experiments: readonly Experiment[] = [
  fig2c,
  fig3,
  fig4a,
  fig4b,
  fig4c,
  fig4d,
  fig4e,
  figS6,
  tableS2Experiment,
  tableS3Experiment,
  tableS4Experiment,
  tableS5Experiment,
  tableS6Experiment,
  sensitivity,
  rankInputs,
  fidelity,
  shots,
];

/**
 * Returns the experiments of some names, in the order of the report, each once; `all` stands for all of them.
 *
 * @throws EbitError 'usage' for another name, or none
 */
export function experimentsNamed(names: readonly string[]): Experiment[] {
  const known = experiments.map(({ name }) => name);
  const stray = names.find((name) => name !== 'all' && !known.includes(name));
  if (stray !== undefined || names.length === 0) {
    const what = stray === undefined ? 'Nothing is named' : `There is no experiment "${cutShort(stray)}"`;
    const hint = stray === undefined ? '' : nearestHint(stray, [...known, 'all']);
    throw new EbitError('usage', `${what}; give all, or some of ${known.join(', ')}.${hint}`);
  }
  return experiments.filter(({ name }) => names.includes(name) || names.includes('all'));
}

/** What there is to do, by experiments that are alike in what they cost. */
function allTrials(chosen: readonly Experiment[], scale: Scale, choice: Choice): Trial[] {
  return chosen.flatMap((experiment) => experiment.trials(scale, choice));
}

/** An experiment with what came of it. */
export interface Finding {
  readonly experiment: Experiment;
  readonly findings: Findings;
}

/** What `runExperiments` says on the way. */
export interface ExperimentsProgress {
  readonly done: number;
  readonly total: number;
  /** Work that was done since the command was given, and that is left; see `trialWork`. */
  readonly workDone: number;
  readonly workLeft: number;
}

/**
 * Runs experiments: first, where one needs it, the trainings by which data sets are chosen, then everything else.
 *
 * @throws EbitError as `runTrials`
 */
export async function runExperiments(
  chosen: readonly Experiment[],
  scale: Scale,
  book: ResultBook,
  options: Omit<RunTrialsOptions, 'onProgress'> & { readonly onProgress?: (progress: ExperimentsProgress) => void },
): Promise<{ readonly choice: Choice | null; readonly findings: readonly Finding[] }> {
  const { onProgress, ...rest } = options;
  let choice = placeholderChoice;
  let workBefore = 0;
  const needed = new Set<ChoiceName>(chosen.flatMap(({ needs }) => (needs === null ? [] : [needs])));
  const first = choiceTrials(scale, needed);
  if (needed.size > 0) {
    // Which trials come later is open until the choice is made, but how many there will be is known.
    const missing = loadStored([...first, ...allTrials(chosen, scale, choice)], book, options.store);
    const own = new Set(first.map(canonicalText));
    const later = [...missing.keys()].filter((trial) => !own.has(canonicalText(trial)));
    const workLater = later.reduce((sum, trial) => sum + trialWork(trial), 0);
    const total = new Set([...first, ...allTrials(chosen, scale, choice)].map(canonicalText)).size;
    await runTrials(first, book, {
      ...rest,
      onProgress: ({ done, workDone, work }) => {
        workBefore = workDone;
        const known = total - own.size - later.length;
        onProgress?.({ done: done + known, total, workDone, workLeft: work - workDone + workLater });
      },
    });
    choice = chosenDataSets(scale, book, needed);
  }
  await runTrials([...first, ...allTrials(chosen, scale, choice)], book, {
    ...rest,
    onProgress: ({ done, total, workDone, work }) =>
      onProgress?.({ done, total, workDone: workBefore + workDone, workLeft: work - workDone }),
  });
  return {
    choice: needed.size > 0 ? choice : null,
    findings: chosen.map((experiment) => ({ experiment, findings: experiment.findings(scale, choice, book) })),
  };
}
