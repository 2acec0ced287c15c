import * as v from 'valibot';
import { isFloat64Array } from '../number-list.js';
import { checked, lazily } from '../schema.js';
import { dataDigestOf } from './data/rows.js';
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
import { partyQubits, settledModel } from './reuploading-settings.js';
import { describedParties, withSaidParties } from './said-parties.js';

/** What a Fisher matrix is averaged over: random unitaries in place of the embedding, or training rows, or rows. */
export type InputSettings =
  | { readonly kind: 'haar'; readonly count: number }
  | { readonly kind: 'data'; readonly data: DataSettings }
  | { readonly kind: 'rows'; readonly rows: Float64Array };

/** How an effective dimension is found, with everything said. */
export interface DrawSettings {
  readonly draws: number;
  readonly seed: number;
  /** 1e-10 where it is not said. */
  readonly tolerance?: number;
  /** n of the normalised effective dimension, which is found beside the rank where this is said. */
  readonly observations?: number;
}

/** One effective dimension as plain data: everything on which its numbers depend, and nothing else. */
export interface DimensionTask {
  readonly kind: 'dimension';
  readonly inputs: InputSettings;
  readonly network: NetworkSettings;
  readonly model: ClassifierSettings;
  readonly measure: DrawSettings;
}

/** What holds unless told: the paper's. */
export const dimensionDefaults = { inputs: { kind: 'haar', count: 100 }, draws: 20, seed: 0 } as const;

/** The shape of what may be said of an effective dimension, and of a whole task; what its numbers mean is checked by `effectiveDimension`. */
export const dimensionTaskSchema = lazily(() =>
  v.strictObject({
    kind: v.optional(v.literal('dimension')),
    inputs: v.optional(
      v.variant('kind', [
        v.strictObject({ kind: v.literal('haar'), count: v.optional(v.number()) }),
        v.strictObject({ kind: v.literal('data'), data: partialDataSchema() }),
        v.strictObject({ kind: v.literal('rows'), rows: v.custom<Float64Array>(isFloat64Array, 'Float64Array') }),
      ]),
    ),
    network: v.optional(partialNetworkSchema()),
    model: v.optional(partialModelSchema()),
    measure: v.optional(
      v.strictObject({
        draws: v.optional(v.number()),
        seed: v.optional(v.number()),
        tolerance: v.optional(v.number()),
        observations: v.optional(v.number()),
      }),
    ),
  }),
);

/** What may be said of an effective dimension; {@link dimensionTask} fills in the rest. */
export interface DimensionTaskSettings {
  readonly inputs?:
    | { readonly kind: 'haar'; readonly count?: number | undefined }
    | { readonly kind: 'data'; readonly data: PartialData }
    | { readonly kind: 'rows'; readonly rows: Float64Array }
    | undefined;
  readonly network?: PartialNetwork | undefined;
  readonly model?: PartialModel | undefined;
  readonly measure?: { readonly [Name in keyof DrawSettings]?: DrawSettings[Name] | undefined } | undefined;
}

function completeInputs(
  given: DimensionTaskSettings['inputs'],
  network: PartialNetwork | undefined,
  naming: Naming,
): InputSettings {
  if (given === undefined) return dimensionDefaults.inputs;
  if (given.kind === 'haar') return { kind: 'haar', count: given.count ?? dimensionDefaults.inputs.count };
  return given.kind === 'rows'
    ? given
    : { kind: 'data', data: completeData(withSaidParties({ data: given.data, network }).data, naming) };
}

/**
 * Fills in everything that settings leave open.
 *
 * Without a word about the processors they are the paper's, two of four qubits each, or those that the data are for.
 *
 * @param settings - that fit {@link dimensionTaskSchema}
 * @throws EbitError `naming.code` for settings that say too little or contradict each other, and for a model that is no
 *   classifier
 */
export function completeDimensionTask(settings: DimensionTaskSettings, naming: Naming): DimensionTask {
  const inputs = completeInputs(settings.inputs, settings.network, naming);
  const model = completeModel({ ...settings.model, kind: 'classifier' }, naming) as ClassifierSettings;
  const parties = inputs.kind === 'data' ? partyQubits(model, inputs.data) : describedParties(settings.network);
  const network = completeNetwork(settings.network ?? {}, parties, naming);
  const { draws, seed, tolerance, observations } = settings.measure ?? {};
  return {
    kind: 'dimension',
    inputs,
    network,
    model: settledModel(
      model,
      network.processors,
      inputs.kind === 'data' ? sourceOf(inputs.data).parties(inputs.data) : null,
      inputs.kind === 'data' ? inputs.data : undefined,
    ),
    measure: {
      draws: draws ?? dimensionDefaults.draws,
      seed: seed ?? dimensionDefaults.seed,
      ...(tolerance === undefined ? {} : { tolerance }),
      ...(observations === undefined ? {} : { observations }),
    },
  };
}

/**
 * Returns an effective dimension as plain data, with everything said that the settings leave open.
 *
 * @param settings - of inputs, network, model and measure; all may be left out
 * @throws EbitError 'config' as `fitTask`
 * @example
 * const task = dimensionTask({ network: { ebits: 4 }, model: { depth: 5 }, measure: { draws: 2 } });
 * task.inputs; // { kind: 'haar', count: 100 }
 */
export function dimensionTask(settings: DimensionTaskSettings = {}): DimensionTask {
  const given = checked(dimensionTaskSchema(), settings, 'config', 'The task');
  return completeDimensionTask(given as DimensionTaskSettings, pathNames);
}

function inputsIdentity(inputs: InputSettings): unknown {
  if (inputs.kind === 'haar') return inputs;
  if (inputs.kind === 'rows') return { kind: 'rows', digest: dataDigestOf(inputs.rows) };
  return { kind: 'data', data: dataIdentity(inputs.data) };
}

/** What of an effective dimension decides on its numbers, as plain data. */
export function dimensionIdentity({ inputs, network, model, measure }: DimensionTask): unknown {
  return {
    kind: 'dimension',
    inputs: inputsIdentity(inputs),
    network: networkIdentity(network),
    model: specIdentity(model),
    measure,
  };
}
