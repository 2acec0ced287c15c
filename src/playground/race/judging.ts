import { effect, type Signal, signal } from '@preact/signals';
import { modelToJSON } from '../../models/model-file.js';
import { ask } from '../ask.js';
import { reportFault } from '../page-faults.js';
import type { Judged, Judgement } from '../questions/judged.js';
import type { ShotChoice } from '../questions/shot-choices.js';
import type { RaceData } from './data.js';
import { misfit } from './opened-model.js';
import { data, runs, tellRun } from './race.js';
import type { Run } from './run.js';
import { MAX_RUNS } from './settings.js';

/** The number of shots that the results show beside the exact mean: one of SHOT_CHOICES. */
export const shotsShown: Signal<ShotChoice> = signal(100);

/** What has been found, by the parameters that a run has come to, which are never changed in place. */
const known: Signal<ReadonlyMap<Float64Array, Judgement>> = signal(new Map());

/** Returns how well a run decides; null of one that is not done, and until it is found. */
export function judgementOf({ phase, parameters }: Run): Judgement | null {
  return (phase === 'done' && parameters !== null && known.value.get(parameters)) || null;
}

/** How many judgements are kept, beside the newest. */
const MOST_KNOWN = 10 * MAX_RUNS;

/** A run of which it is not known yet, with its data. */
interface Open {
  readonly run: Run;
  readonly parameters: Float64Array;
  readonly source: RaceData;
}

function judgedOf({ settings, file }: Run, parameters: Float64Array, source: RaceData): Judged {
  if (file !== null) return { file: modelToJSON(file.model) };
  const { settings: of, table, training } = source;
  return { settings, parameters, source: { settings: of, table, training: { classes: training.classes } } };
}

/** What a judgement says of a model that was not trained here. */
function tellScores({ id }: Run, { training, judged }: Judgement, isValidated: boolean): void {
  tellRun(id, {
    latest: {
      iteration: 0,
      trainingAccuracy: training.accuracy,
      trainingLoss: Number.NaN,
      validationAccuracy: isValidated ? judged.accuracy : null,
      validationLoss: null,
      trainingBalanced: training.balancedAccuracy,
      validationBalanced: isValidated ? judged.balancedAccuracy : null,
    },
  });
}

/** Finds how well runs decide as they are done, one after another, in the worker that answers questions. */
export function followJudging(): void {
  const refused = new WeakSet<Float64Array>();
  const next = (): Open | null => {
    const source = data.value.data;
    for (const run of source === null ? [] : runs.value) {
      const { phase, parameters, error } = run;
      if (phase !== 'done' || parameters === null || source === null || error !== null) continue;
      if (!known.peek().has(parameters) && !refused.has(parameters)) return { run, parameters, source };
    }
    return null;
  };
  const isThere = (parameters: Float64Array) => runs.peek().some((run) => run.parameters === parameters);

  const find = async ({ run, parameters, source }: Open): Promise<void> => {
    const fault = run.file === null ? null : misfit(run.file.model, source);
    if (fault !== null)
      return tellRun(run.id, {
        error: `${fault} Choose data that fit it: until then nothing is measured, and the other tabs do not show it.`,
      });
    const { training, validation } = source;
    const isGame = source.settings.kind === 'chsh';
    const found = await ask('judged', judgedOf(run, parameters, source), training, validation, isGame);
    // What belongs to runs that are gone may be wanted again, by whoever undoes that; of many the oldest are forgotten.
    known.value = new Map([...[...known.peek()].slice(-MOST_KNOWN), [parameters, found]]);
    if (run.file !== null && isThere(parameters)) tellScores(run, found, validation !== null);
  };

  let isBusy = false;
  const work = async (): Promise<void> => {
    isBusy = true;
    for (let open = next(); open !== null; open = next()) {
      try {
        await find(open);
      } catch (error) {
        refused.add(open.parameters);
        reportFault(error);
      }
    }
    isBusy = false;
  };
  effect(() => {
    if (next() !== null && !isBusy) void work();
  });
}
