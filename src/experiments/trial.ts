import { chsh } from '../data/chsh.js';
import { type Clusters, type Corners, clusters } from '../data/clusters.js';
import type { Dataset } from '../data/dataset.js';
import { digest } from '../digest.js';
import { classifier } from '../models/classifier.js';
import { zz } from '../models/embedding.js';
import type { Model, WeightForm, ZzPairs } from '../models/model-types.js';
import { qcnn } from '../models/qcnn.js';
import type { LossName } from '../models/session-types.js';
import { bellNetwork } from '../network/bell-network.js';
import { type Network, network } from '../network/network.js';
import type { BatchChoice, RowSampling } from '../training/batches.js';

/** What a trial learns from. */
export type TrialData =
  | { readonly kind: 'clusters'; readonly seed: number; readonly corners: Corners }
  | { readonly kind: 'chsh'; readonly embedding: 'original' | 'alternative' };

/** How a trial learns: settings of a fit, all of them said. */
export interface TrialTraining {
  readonly iterations: number;
  readonly learningRate: number;
  readonly beta2: number;
  readonly batch: BatchChoice;
  readonly sampling: RowSampling;
  readonly loss: LossName;
  readonly evaluateEvery: number;
  readonly seed: number;
}

/** One training of the quantum classifier on a Bell-n network. */
export interface ClassifierTrial {
  readonly kind: 'classifier';
  readonly data: TrialData;
  readonly qubits: number;
  readonly ebits: number;
  readonly fidelity: number;
  /**
   * Whether every pair is dephased: half |Phi+>, half |Phi->. That is a bit that both parties know and nobody chose, a
   * shared coin; it is separable. Its fidelity is 1/2, whatever `fidelity` says.
   */
  readonly dephased: boolean;
  readonly pairs: ZzPairs;
  readonly mixing: number;
  readonly depth: number;
  readonly weights: WeightForm;
  readonly training: TrialTraining;
}

/** One training of the classical baseline. */
export interface DnnTrial {
  readonly kind: 'dnn';
  readonly data: TrialData & { readonly kind: 'clusters' };
  readonly training: TrialTraining;
}

/** One effective dimension of the classifier on a Bell-n network, over Haar-random inputs. */
export interface RankTrial {
  readonly kind: 'rank';
  readonly ebits: number;
  readonly mixing: number;
  readonly depth: number;
  readonly inputs: number;
  readonly draws: number;
  readonly seed: number;
  /** n of the normalised effective dimension that is found beside the rank; null for none. */
  readonly observations: number | null;
}

/** A trial that trains something. */
export type TrainingTrial = ClassifierTrial | DnnTrial;

/** Everything on which the numbers of one trial depend; nothing else may enter it. */
export type Trial = TrainingTrial | RankTrial;

/** How well a trained model labels the rows of one set. */
export interface Score {
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  /** Of the rows, whatever the model. */
  readonly baseRate: number;
}

/** What a training came to, as plain data. Neither time nor place is in it: two machines give the same bytes. */
export interface TrainingResult {
  readonly kind: 'training';
  /** Of the trained model on the rows that it learnt from. */
  readonly training: Score;
  /** On the others; null where there are none. */
  readonly validation: Score | null;
  /** Training loss and accuracies on the way; the first are of the start. */
  readonly course: {
    readonly iterations: readonly number[];
    readonly loss: readonly number[];
    readonly training: readonly number[];
    readonly validation: readonly number[] | null;
  };
  readonly parameters: readonly number[];
}

/** What an effective dimension came to. */
export interface RankResult {
  readonly kind: 'rank';
  readonly rank: number;
  readonly cap: number;
  readonly atCap: boolean;
  readonly parameters: number;
  /** Null where no singular value is left beyond the rank. */
  readonly gap: number | null;
  /** Descending. */
  readonly singularValues: readonly number[];
  /** The effective dimension of Abbas et al. over the number of angles; null where it was not asked for. */
  readonly normalised: number | null;
}

/** What a trial came to. */
export type TrialResult = TrainingResult | RankResult;

/**
 * To be raised whenever the same trial would give other numbers or a result holds more, so that no old result is taken
 * for a new one: what is in a store from before is run again.
 *
 * 2: results hold the loss on the way, balanced accuracies and base rates.
 */
const NUMERICS = 2;

/** Writes plain data with the keys of every object in alphabetical order, so that equal data are equal text. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Returns a trial's name: 32 hexadecimal digits of the SHA-256 of its whole configuration. */
export function trialName(trial: Trial): string {
  const text = canonicalText({ ...trial, numerics: NUMERICS });
  const hash = digest(Float64Array.from(text, (letter) => letter.charCodeAt(0)));
  return hash.slice(0, 32);
}

/** Training and validation rows; CHSH has no other inputs than those that are learnt. */
export function trialRows(data: TrialData): { readonly training: Dataset; readonly validation: Dataset | null } {
  if (data.kind === 'chsh') return { training: chsh({ embedding: data.embedding }), validation: null };
  return clusterRows(data);
}

const made = new Map<string, Clusters>();

/** The clustered rows. Hundreds of trials share a data set; with all their seeds and corners these are some 40 MB. */
export function clusterRows({ seed, corners }: { readonly seed: number; readonly corners: Corners }): Clusters {
  const key = `${corners}/${seed}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  if (made.size >= 64) made.clear();
  const one = clusters({ seed, corners });
  made.set(key, one);
  return one;
}

/** Both parts alike: the phase of a pair is unknown, and what is left is that both halves give the same bit. */
const DEPHASED = { phiPlus: 0.5, phiMinus: 0.5, psiPlus: 0, psiMinus: 0 };

function trialNetwork({ ebits, qubits, fidelity, dephased }: ClassifierTrial): Network {
  if (!dephased) return bellNetwork({ ebits, qubits, fidelity });
  return network({
    processors: [
      { name: 'A', qubits },
      { name: 'B', qubits },
    ],
    ebits: Array.from({ length: ebits }, (_, j) => ({ between: [`A.${j}`, `B.${j}`] as const, weights: DEPHASED })),
  });
}

/** Returns the untrained model of a trial. */
export function trialModel(trial: ClassifierTrial): Model {
  const { pairs, mixing, depth, weights } = trial;
  return classifier({
    network: trialNetwork(trial),
    embedding: zz({ pairs }),
    mixing: { layers: mixing },
    circuit: qcnn({ depth }),
    weights,
  });
}

/** Returns the model that a trial ended with. */
export function trainedModel(trial: ClassifierTrial, { parameters }: TrainingResult): Model {
  return trialModel(trial).withParameters(parameters);
}

/** How much longer a training takes with mixing layers, by the number of ebits: each adds an index to a response. */
const MIXED_WORK = [0.6, 1.1, 2.3, 5.3, 6.3];

/** A guess at how long a trial takes, in units of a training with one ebit at depth 20, for the time that is left. */
export function trialWork(trial: Trial): number {
  if (trial.kind === 'rank') return (trial.inputs * trial.draws * (trial.depth + trial.mixing)) / 200_000;
  const { iterations, batch } = trial.training;
  if (trial.data.kind === 'chsh') return (0.06 * iterations) / 2000;
  if (trial.kind === 'dnn') return (2.2 * iterations) / 2000;
  const rows = batch === 'full' ? 4 : typeof batch === 'number' ? batch / 768 : 1;
  return (rows * (trial.mixing === 0 ? 1 : MIXED_WORK[trial.ebits]) * iterations) / 2000;
}
