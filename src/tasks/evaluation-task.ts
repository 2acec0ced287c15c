import * as v from 'valibot';
import { digest } from '../digest.js';
import { checked, lazily } from '../schema.js';
import { writtenOnce } from './canonical.js';
import {
  completeData,
  type DataSettings,
  dataIdentity,
  type PartialData,
  partialDataSchema,
  sourceOf,
} from './data-settings.js';
import {
  type ClassifierSettings,
  completeModel,
  type PartialModel,
  partialModelSchema,
  specIdentity,
} from './model-settings.js';
import { type Naming, pathNames } from './naming.js';
import {
  completeNetwork,
  type NetworkSettings,
  networkIdentity,
  type PartialNetwork,
  partialNetworkSchema,
} from './network-settings.js';
import { partyQubits, settledModel, standardCircuit } from './reuploading-settings.js';
import { withSaidParties } from './said-parties.js';
import { finiteSchema, positiveSchema, seedSchema } from './schemas.js';

/** One measurement of a trained classifier as plain data, such as under other noise than it was trained with. */
export interface EvaluationTask {
  readonly kind: 'evaluation';
  readonly data: DataSettings;
  /** Which of the rows. */
  readonly rows: 'training' | 'validation' | 'test';
  /** That it is used on, whatever it was trained on. */
  readonly network: NetworkSettings;
  readonly model: ClassifierSettings;
  /** In the model's order. */
  readonly parameters: readonly number[];
  /** Numbers of shots a row from which the label is found too, ascending. */
  readonly shots: readonly number[];
  /** Of the shots. */
  readonly seed: number;
  /** Whether the sum of shots that cannot be summed exactly is taken for normal, instead of being drawn: for long lists. */
  readonly approximate: boolean;
  /** Whether the expectation of every row is found too. */
  readonly expectations: boolean;
}

/** What holds unless told. */
export const evaluationDefaults = {
  rows: 'validation',
  shots: [],
  seed: 0,
  approximate: false,
  expectations: false,
} as const;

/** The shape of what may be said of an evaluation, and of a whole task. */
export const evaluationTaskSchema = lazily(() =>
  v.strictObject({
    kind: v.optional(v.literal('evaluation')),
    data: partialDataSchema(),
    rows: v.optional(v.picklist(['training', 'validation', 'test'])),
    network: v.optional(partialNetworkSchema()),
    model: v.optional(partialModelSchema()),
    parameters: v.array(finiteSchema),
    shots: v.optional(v.array(positiveSchema)),
    seed: v.optional(seedSchema),
    approximate: v.optional(v.boolean()),
    expectations: v.optional(v.boolean()),
  }),
);

/** What may be said of an evaluation; {@link evaluationTask} fills in the rest. */
export interface EvaluationTaskSettings {
  readonly data: PartialData;
  readonly rows?: EvaluationTask['rows'] | undefined;
  readonly network?: PartialNetwork | undefined;
  readonly model?: PartialModel | undefined;
  readonly parameters: readonly number[];
  readonly shots?: readonly number[] | undefined;
  readonly seed?: number | undefined;
  readonly approximate?: boolean | undefined;
  readonly expectations?: boolean | undefined;
}

/** Fills in everything that settings leave open. @throws EbitError as `completeFitTask` */
export function completeEvaluationTask(given: EvaluationTaskSettings, naming: Naming): EvaluationTask {
  const settings = withSaidParties(given);
  const data = completeData(settings.data, naming);
  const { rows, shots, seed, approximate, parameters, expectations } = settings;
  const model = completeModel(
    { ...settings.model, kind: 'classifier' },
    naming,
    standardCircuit(data),
  ) as ClassifierSettings;
  const network = completeNetwork(settings.network ?? {}, partyQubits(model, data), naming);
  return {
    kind: 'evaluation',
    data,
    rows: rows ?? evaluationDefaults.rows,
    network,
    model: settledModel(model, network.processors, sourceOf(data).parties(data), data),
    parameters,
    shots: [...(shots ?? evaluationDefaults.shots)].sort((a, b) => a - b),
    seed: seed ?? evaluationDefaults.seed,
    approximate: approximate ?? evaluationDefaults.approximate,
    expectations: expectations ?? evaluationDefaults.expectations,
  };
}

/**
 * Returns a measurement of a trained classifier as plain data, with everything said that the settings leave open.
 *
 * @param settings - of data, network and model, with the parameters; see {@link EvaluationTask}
 * @throws EbitError 'config' as `fitTask`
 * @example
 * const trained = { data: { kind: 'chsh' }, model: { depth: 1 }, parameters: new Array(16).fill(0.1) } as const;
 * const task = evaluationTask({ ...trained, rows: 'training', network: { fidelity: 0.9 }, shots: [1, 100] });
 * task.network.fidelity; // 0.9
 */
export function evaluationTask(settings: EvaluationTaskSettings): EvaluationTask {
  const given = checked(evaluationTaskSchema(), settings, 'config', 'The task');
  return completeEvaluationTask(given as EvaluationTaskSettings, pathNames);
}

const parametersIdentity = writtenOnce((parameters: readonly number[]) => digest(parameters));

/** What of an evaluation decides on its numbers, as plain data; the parameters by their digest. */
export function evaluationIdentity(task: EvaluationTask): unknown {
  const { data, rows, network, model, parameters, shots, seed, approximate, expectations } = task;
  return {
    kind: 'evaluation',
    data: dataIdentity(data),
    rows,
    network: networkIdentity(network),
    model: specIdentity(model),
    parameters: parametersIdentity(parameters),
    // Without shots there is nothing that the seed decides. What ties count decides on their numbers too, and what is drawn.
    ...(shots.length === 0
      ? {}
      : { shots, ties: 'half', ...(approximate ? { approximate } : { seed, drawn: 'counts' }) }),
    ...(expectations ? { expectations } : {}),
  };
}
