// What is compared with what, as plain data: which resources, at which prices, on which rows.
import * as v from 'valibot';
import { twoClassDataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { MAX_SHOTS } from '../models/shots-loss.js';
import type { ProcessorSpec } from '../network/network-spec.js';
import { type LinkedPair, type Resource, resourceKind, resourceName } from '../network/resource.js';
import { checkedWhole } from '../options.js';
import { checked, lazily } from '../schema.js';
import { shownValue } from '../shown-value.js';
import {
  completeData,
  type DataSettings,
  type PartialData,
  partialDataSchema,
  sourceOf,
} from '../tasks/data-settings.js';
import type { ReadText } from '../tasks/data-source.js';
import { dealtSettings } from '../tasks/dealt-settings.js';
import { completeFitTask, type FitTask, type FitTaskSettings } from '../tasks/fit-task.js';
import { learningTask, modelOf, rowsOf } from '../tasks/make.js';
import { completeModel, type PartialModel, partialModelSchema } from '../tasks/model-settings.js';
import type { Naming } from '../tasks/naming.js';
import type { PartialNetwork } from '../tasks/network-settings.js';
import { partyQubits, standardCircuit } from '../tasks/reuploading-settings.js';
import { settledData } from '../tasks/task.js';
import { type PartialTraining, partialTrainingSchema } from '../tasks/training-settings.js';
import { type RivalNetwork, rivalNetworkSchema, rivalProcessors } from './processors.js';

/** The classical models that stand beside: the network of two parties, each of which tells one number, and a regression on all. */
export type Baseline = 'dnn' | 'logistic';

/** What may be said of a comparison. */
export interface CompareSettings {
  /** The clusters, whose seed is the first data seed, or a table. */
  readonly data: PartialData;
  /** Numbers of perfect ebits; 1 to 4 unless told, as far as the qubits go. */
  readonly ebits?: readonly number[] | undefined;
  /** Numbers of coins; 1 to 4 unless told, as far as the qubits go. */
  readonly coins?: readonly number[] | undefined;
  /** Fidelities of further ebits, as many as there are perfect ones; none unless told. */
  readonly fidelities?: readonly number[] | undefined;
  /** How many data sets, or splits of a table, are reported on; 5 unless told, and fewer have no verdict. */
  readonly seeds?: number | undefined;
  /** Numbers of shots a decision, beside the exact mean; 100 and 1000 unless told. */
  readonly shots?: readonly number[] | undefined;
  /** For which the fewest shots are looked for; unless told, what the best coins reach with the most of `shots`. */
  readonly accuracy?: number | undefined;
  /** The processors of every rival, and noise behind their gates; those of the data, without noise, unless told. */
  readonly network?: RivalNetwork | undefined;
  /** Of the classifier. */
  readonly model?: PartialModel | undefined;
  /** All but the loss and the seed; 1800 iterations unless told, of which the loss of shots takes the last sixth. */
  readonly training?: PartialTraining | undefined;
}

/** The shape of {@link CompareSettings}; what the numbers may be is said where they are used. */
export const compareSchema = lazily(() => {
  const numbers = v.optional(v.array(v.number()));
  return v.strictObject({
    data: partialDataSchema(),
    ebits: numbers,
    coins: numbers,
    fidelities: numbers,
    seeds: v.optional(v.number()),
    shots: numbers,
    accuracy: v.optional(v.number()),
    network: rivalNetworkSchema(),
    model: v.optional(partialModelSchema()),
    training: v.optional(partialTrainingSchema()),
  });
});

/** What holds of a comparison unless told. */
export const compareDefaults = {
  most: 4,
  seeds: 5,
  shots: [100, 1000],
  iterations: 1800,
  /** Of a table. */
  shares: { validation: 0.2, test: 0.2 },
} as const;

const MOST_SEEDS = 1000;
/** Beyond that no fewest number of shots is looked for. */
export const MOST_SHOTS = 10_000;

/** On which rows something is measured: those that things are chosen by, or those reported. */
export type Role = 'choosing' | 'reported';

/** A comparison with everything said. */
export interface ComparePlan {
  readonly data: DataSettings;
  /** Of every rival, with their noise; null where nothing was said of them. */
  readonly processors: readonly ProcessorSpec[] | null;
  /** Nothing first, then coins, ebits, and ebits of each fidelity. */
  readonly resources: readonly Resource[];
  readonly baselines: readonly Baseline[];
  /** The exact mean, which is null, and the numbers of shots, ascending. */
  readonly prices: readonly (number | null)[];
  /** Of data and start, by what they are for; the first are none where there is nothing to choose, and of a table the same. */
  readonly seeds: Readonly<Record<Role, readonly number[]>>;
  /** Null where it is found on the way. */
  readonly accuracy: number | null;
  /** Of a table how many rows of each split are trained on and reported on; null for others. */
  readonly split: { readonly training: number; readonly test: number } | null;
  /** The training of a classifier that shares something, for a price. */
  fit(resource: Resource, price: number | null, seed: number): FitTask;
  baselineFit(baseline: Baseline, seed: number): FitTask;
}

/**
 * The part of a network's settings that says what is shared.
 *
 * @param names - of the two processors
 */
function sharedNetwork({ ebits, fidelity, coins, linked }: Resource, [a, b]: readonly string[]): PartialNetwork {
  if (linked !== undefined) return { ebits: [{ between: [`${a}.0`, `${b}.0`], weights: linked.weights }] };
  return {
    ebits,
    ...(ebits === 0 || fidelity === undefined ? {} : { fidelity }),
    ...(coins === 0 ? {} : { coins }),
  };
}

/** Each number once. */
function listOf(given: readonly number[] | undefined, standard: readonly number[]): readonly number[] {
  return [...new Set(given ?? standard)];
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

/** What is shared, without anything that is twice the same. */
function resourcesOf(
  { ebits, coins, fidelities }: CompareSettings,
  room: number,
  linked: readonly LinkedPair[],
): Resource[] {
  const standard = upTo(Math.min(compareDefaults.most, room));
  const counts = {
    ebits: listOf(ebits, standard),
    coins: listOf(coins, standard),
  };
  for (const [what, list] of Object.entries(counts)) {
    for (const count of list) checkedWhole(`The number of ${what}`, count, 0, room);
  }
  const positive = (list: readonly number[]) => list.filter((count) => count > 0).sort((a, b) => a - b);
  const imperfect = listOf(fidelities, []).filter((fidelity) => fidelity !== 1);
  return [
    { ebits: 0, coins: 0 },
    ...positive(counts.coins).map((count) => ({ ebits: 0, coins: count })),
    ...positive(counts.ebits).map((count) => ({ ebits: count, coins: 0 })),
    ...imperfect.flatMap((fidelity) => positive(counts.ebits).map((count) => ({ ebits: count, fidelity, coins: 0 }))),
    ...linked.map((pair) => ({ ebits: 1, coins: 0, linked: pair })),
  ];
}

/** @throws EbitError for data that are not made, or cut, anew by a seed */
function dataOf({ data: given, network, model }: CompareSettings, naming: Naming, read: ReadText): DataSettings {
  const { data: dealt } = dealtSettings({ data: given, network, model }, naming, read);
  const data = completeData(dealt.kind === 'table' ? { ...compareDefaults.shares, ...dealt } : dealt, naming);
  if (data.kind !== 'clusters' && data.kind !== 'table') {
    throw new EbitError(
      naming.code,
      `The data "${data.kind}" are the same whatever the seed, so that nothing could be said of others; compare on clusters ` +
        'or on a table.',
    );
  }
  if (data.kind === 'table' && !((data.test ?? 0) > 0)) {
    throw new EbitError(
      naming.code,
      `"${naming.nameOf('data.test')}" is ${shownValue(data.test)}: what is chosen by some rows is reported on others; give a share such as 0.2.`,
    );
  }
  return settledData(data, read);
}

function pricesOf(shots: CompareSettings['shots']): (number | null)[] {
  const list = listOf(shots, compareDefaults.shots);
  for (const count of list) checkedWhole('The number of shots', count, 1, MAX_SHOTS);
  return [null, ...[...list].sort((a, b) => a - b)];
}

/** The share of two parties of four features each is what the network of 246 parameters takes. */
function baselinesFor(parties: readonly number[]): Baseline[] {
  return parties.every((features) => features === 4) ? ['dnn', 'logistic'] : ['logistic'];
}

/** Whether there are several that a best one is chosen from. */
function hasChoice(resources: readonly Resource[]): boolean {
  return (['correlated', 'entangled'] as const).some(
    (kind) => resources.filter((one) => resourceKind(one) === kind).length > 1,
  );
}

/**
 * Returns a comparison with everything said, checked before anything is trained.
 *
 * @param given - see {@link CompareSettings}
 * @param naming - what settings are called, and the code of what is wrong with them
 * @param read - returns the text of a file, for tables
 * @param linked - pairs of a link that are shared too, one of them each; none unless told
 * @throws EbitError of any kind that the parts refuse
 */
export function comparePlan(
  given: CompareSettings,
  naming: Naming,
  read: ReadText,
  linked: readonly LinkedPair[] = [],
): ComparePlan {
  const settings = checked(compareSchema(), given, naming.code, 'The comparison') as CompareSettings;
  const { network = {}, model = {}, training = {}, accuracy } = settings;
  const data = dataOf(settings, naming, read);
  const held = sourceOf(data).parties(data) ?? {};
  const parties = Object.values(held);
  if (parties.length !== 2) {
    throw new EbitError(naming.code, `A comparison is about two processors, and these data are for ${parties.length}.`);
  }
  for (const name of ['loss', 'seed'] as const) {
    if (training[name] === undefined) continue;
    throw new EbitError(naming.code, `"${naming.nameOf(`training.${name}`)}" is what is compared over; leave it out.`);
  }
  if ((model.kind ?? 'classifier') !== 'classifier') {
    const name = naming.nameOf('model.kind');
    throw new EbitError(
      naming.code,
      `"${name}" is what is compared over: the settings are those of the classifier; leave it out.`,
    );
  }
  if (accuracy !== undefined && !(typeof accuracy === 'number' && accuracy > 0.5 && accuracy <= 1)) {
    throw new EbitError('range', `The accuracy is ${shownValue(accuracy)}; give a share above 0.5, at most 1.`);
  }
  const count = checkedWhole('The number of seeds', settings.seeds ?? compareDefaults.seeds, 1, MOST_SEEDS);
  const prices = pricesOf(settings.shots);
  const qubits = partyQubits(completeModel(model, naming, standardCircuit(data)), data);
  const processors = rivalProcessors(network, qubits, naming);
  const sizes = processors?.map((one) => one.qubits) ?? Object.values(qubits ?? {});
  const names = network.processors?.map(({ name }) => name) ?? Object.keys(held);
  const resources = resourcesOf(settings, Math.min(...sizes), linked);
  const first = (data as { readonly seed: number }).seed;
  const seedsFrom = (from: number) => Array.from({ length: count }, (_, i) => from + i);
  const isTable = data.kind === 'table';
  const chooses = hasChoice(resources);
  const seeds = {
    choosing: chooses ? seedsFrom(first) : [],
    reported: seedsFrom(chooses && !isTable ? first + count : first),
  };
  checkedWhole('The last data seed', seeds.reported[count - 1], 0, Number.MAX_SAFE_INTEGER);
  const iterations = training.iterations ?? compareDefaults.iterations;
  const evaluateEvery = training.evaluateEvery ?? iterations;
  const taskOf = (more: FitTaskSettings, seed: number): FitTask =>
    completeFitTask({ ...more, data: { ...data, seed } as PartialData }, naming);
  const plan: ComparePlan = {
    data,
    processors,
    resources,
    baselines: baselinesFor(parties),
    prices,
    seeds,
    accuracy: accuracy ?? null,
    split: null,
    fit: (resource, price, seed) =>
      taskOf(
        {
          network: { ...network, ...sharedNetwork(resource, names) },
          model,
          training: {
            ...training,
            iterations,
            evaluateEvery,
            loss: price === null ? 'mse' : { kind: 'shots', shots: price },
            seed,
          },
        },
        seed,
      ),
    baselineFit: (kind, seed) =>
      taskOf(
        kind === 'dnn'
          ? { model: { kind }, training: { ...training, iterations, evaluateEvery, seed } }
          : { model: { kind }, training: { classWeights: training.classWeights } },
        seed,
      ),
  };
  for (const resource of resources) checkTask(plan.fit(resource, null, first));
  // Processors that are listed may not be those that the rows are for.
  if (network.processors !== undefined) learningTask(plan.fit(resources[0], null, first), read);
  for (const kind of plan.baselines) plan.baselineFit(kind, first);
  const { training: learnt, validation, test = validation } = rowsOf({ ...data, seed: first } as DataSettings, read);
  twoClassDataset('The table', learnt, 'A comparison');
  return isTable ? { ...plan, split: { training: learnt.length, test: test?.length ?? 0 } } : plan;
}

/** @throws EbitError if the circuits do not fit the processors */
function checkTask({ network, model }: FitTask): void {
  if (network !== null && model.kind === 'classifier') modelOf({ network, model });
}

/** What something is called in tables: what is shared, or which classical model. */
export function armName(arm: Resource | Baseline): string {
  if (typeof arm === 'string') return arm === 'dnn' ? 'DNN' : 'logistic regression';
  return resourceName(arm);
}
