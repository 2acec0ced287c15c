import type { Corners } from '../data/clusters.js';
import type { ZzPairs } from '../models/model-types.js';
import type { BatchChoice, RowSampling } from '../training/batches.js';
import type { ClassifierTrial, DnnTrial, RankTrial, TrialData } from './trial.js';

/** What may differ from the experiments' default: the choices that the paper leaves open, and the model. */
export interface Variation {
  readonly ebits?: number;
  readonly fidelity?: number;
  readonly dephased?: boolean;
  readonly mixing?: number;
  readonly depth?: number;
  readonly weights?: ClassifierTrial['weights'];
  readonly pairs?: ZzPairs;
  readonly corners?: Corners;
  readonly learningRate?: number;
  readonly beta2?: number;
  readonly batch?: BatchChoice;
  readonly sampling?: RowSampling;
}

/** The choices that the paper leaves open. */
export type OpenChoices = Pick<Variation, 'pairs' | 'corners' | 'learningRate' | 'beta2' | 'batch' | 'sampling'>;

/** How much of everything is run, and with which choices. */
export interface Scale {
  readonly name: 'full' | 'quick' | 'tiny';
  /** What is to differ from the best fit in all trainings on clusters; nothing unless the user asks for it. */
  readonly choices: OpenChoices;
  /** Steps of Adam in a training on clusters. */
  readonly iterations: number;
  readonly evaluateEvery: number;
  /** Data sets from which those that stand for A to E in Table S3 are chosen, with the seeds 1, 2, ... */
  readonly choiceDataSets: number;
  /** Trainings without ebits of each of them. */
  readonly choiceRuns: number;
  /** Data sets from which the one that stands for A in Tables S4 and S5 is chosen, one training a network each. */
  readonly depthChoiceDataSets: number;
  /** Trainings of a cell of Table S3, and of a line of the loss curves. */
  readonly runs: number;
  /** The first of the data sets of Table S3, on which the baseline and the network with an ebit are trained too. */
  readonly populationDataSets: number;
  /** Trainings of each of those. */
  readonly populationRuns: number;
  /** Trainings of a cell of Tables S4 and S5 on the data set chosen as A. */
  readonly depthRuns: number;
  /** Data sets of the population on which Table S4 is repeated, one training a cell each. */
  readonly depthDataSets: number;
  /** The same for Table S5, whose mixing layers make a training with several ebits longer. */
  readonly mixingDataSets: number;
  readonly depths: readonly number[];
  /** Depth of Table S3, and of everything that does not say another. */
  readonly depth: number;
  readonly chshIterations: number;
  readonly chshRuns: number;
  /** How many rows of the sensitivity table; the first five are about pairs and corners. */
  readonly sensitivityRows: number;
  /** Data sets a row of the sensitivity table. */
  readonly sensitivityDataSets: number;
  /** Fidelities of the ebits. */
  readonly fidelities: readonly number[];
  /** Data sets on which fidelities and numbers of shots are tried. */
  readonly fidelityDataSets: number;
  /** Numbers of shots at prediction, ascending. */
  readonly shots: readonly number[];
  /** Conv layers at which effective dimensions are found; with mixing, 3 mixing layers come on top. */
  readonly rankDepths: readonly number[];
  readonly rankDraws: number;
  /** Numbers of inputs by which the sampling cap is shown. */
  readonly rankInputs: readonly number[];
}

const COARSE_FIDELITIES = [1, 0.85, 0.7, 0.5, 0.35, 0.25];

/** The scales by name: `full` is the paper's, `quick` shows the shape of everything, `tiny` is for tests. */
export const scales: Readonly<Record<Scale['name'], Scale>> = {
  full: {
    name: 'full',
    choices: {},
    iterations: 2000,
    evaluateEvery: 50,
    choiceDataSets: 80,
    choiceRuns: 2,
    depthChoiceDataSets: 80,
    runs: 10,
    populationDataSets: 24,
    populationRuns: 2,
    depthRuns: 5,
    depthDataSets: 8,
    mixingDataSets: 8,
    depths: [5, 10, 15, 20, 25],
    depth: 20,
    chshIterations: 2000,
    chshRuns: 10,
    sensitivityRows: 12,
    sensitivityDataSets: 5,
    fidelities: [1, 0.97, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5, 0.4, 0.3, 0.25],
    fidelityDataSets: 8,
    shots: [1, 3, 10, 30, 100, 300, 1000],
    rankDepths: seedsTo(30),
    rankDraws: 20,
    rankInputs: [25, 50, 100, 150, 200, 300, 400, 600],
  },
  quick: {
    name: 'quick',
    choices: {},
    iterations: 300,
    evaluateEvery: 50,
    choiceDataSets: 8,
    choiceRuns: 1,
    depthChoiceDataSets: 8,
    runs: 2,
    populationDataSets: 3,
    populationRuns: 1,
    depthRuns: 2,
    depthDataSets: 2,
    mixingDataSets: 1,
    depths: [5, 15, 25],
    depth: 20,
    chshIterations: 1000,
    chshRuns: 5,
    sensitivityRows: 12,
    sensitivityDataSets: 1,
    fidelities: COARSE_FIDELITIES,
    fidelityDataSets: 2,
    shots: [1, 3, 10, 30, 100],
    rankDepths: [1, 5, 10, 15, 20, 22, 25, 29, 30],
    rankDraws: 3,
    rankInputs: [50, 100, 200, 600],
  },
  tiny: {
    name: 'tiny',
    choices: {},
    iterations: 4,
    evaluateEvery: 2,
    choiceDataSets: 5,
    choiceRuns: 1,
    depthChoiceDataSets: 5,
    runs: 2,
    populationDataSets: 5,
    populationRuns: 1,
    depthRuns: 2,
    depthDataSets: 1,
    mixingDataSets: 1,
    depths: [1, 2],
    depth: 1,
    chshIterations: 10,
    chshRuns: 2,
    sensitivityRows: 5,
    sensitivityDataSets: 1,
    fidelities: [1, 0.25],
    fidelityDataSets: 1,
    shots: [1, 3, 10],
    rankDepths: [1, 2],
    rankDraws: 1,
    rankInputs: [8, 16],
  },
};

function clusterData(dataSeed: number, corners: Corners): TrialData & { readonly kind: 'clusters' } {
  return { kind: 'clusters', seed: dataSeed, corners };
}

function trainingOf(scale: Scale, choices: OpenChoices, seed: number) {
  const { iterations, evaluateEvery } = scale;
  const { learningRate = 0.01, beta2 = 0.999, batch = 'quarter', sampling = 'epochs' } = choices;
  return { iterations, learningRate, beta2, batch, sampling, loss: 'mse', evaluateEvery, seed } as const;
}

/** Returns a training of the classifier on a clustered data set: two processors of four qubits. */
export function clusterTrial(
  scale: Scale,
  dataSeed: number,
  seed: number,
  variation: Variation & { readonly ebits: number },
): ClassifierTrial {
  const { ebits, fidelity = 1, dephased = false, mixing = 0, depth = scale.depth, weights = 'free' } = variation;
  const choices = { ...scale.choices, ...variation };
  const { pairs = 'ring', corners = 'grid' } = choices;
  return {
    kind: 'classifier',
    data: clusterData(dataSeed, corners),
    qubits: 4,
    ebits,
    fidelity,
    dephased,
    pairs,
    mixing,
    depth,
    weights,
    training: trainingOf(scale, choices, seed),
  };
}

/**
 * Returns the rule for the corners of clusters: what the user asks for, else the one that is nearest to a table's numbers.
 *
 * Table S3 is nearest to independent corners, Tables S4 and S5 to a grid. No rule is near to both, and these were chosen
 * after the tables were seen.
 */
export function cornersFor({ choices }: Scale, table: 'S3' | 'S4'): Corners {
  return choices.corners ?? (table === 'S3' ? 'independent' : 'grid');
}

/** Returns a training of the classical baseline on a clustered data set. */
export function dnnTrial(scale: Scale, dataSeed: number, seed: number, corners: Corners): DnnTrial {
  return { kind: 'dnn', data: clusterData(dataSeed, corners), training: trainingOf(scale, scale.choices, seed) };
}

/** Returns a training on the CHSH game: two processors of two qubits, depth 20, parity weights, all 16 inputs a step. */
export function chshTrial(
  scale: Scale,
  seed: number,
  what: {
    readonly ebits: number;
    readonly embedding: 'original' | 'alternative';
    readonly loss: 'mse' | 'product';
    readonly fidelity?: number;
    readonly dephased?: boolean;
  },
): ClassifierTrial {
  const { ebits, embedding, loss, fidelity = 1, dephased = false } = what;
  const { learningRate = 0.01, beta2 = 0.999 } = scale.choices;
  return {
    kind: 'classifier',
    data: { kind: 'chsh', embedding },
    qubits: 2,
    ebits,
    fidelity,
    dephased,
    pairs: 'ring',
    mixing: 0,
    depth: scale.name === 'tiny' ? scale.depth : 20,
    weights: 'parity',
    training: {
      iterations: scale.chshIterations,
      learningRate,
      beta2,
      batch: 'full',
      sampling: 'epochs',
      loss,
      evaluateEvery: scale.chshIterations,
      seed,
    },
  };
}

/**
 * Returns an effective dimension over Haar-random inputs; with mixing, 3 mixing layers stand before the inputs.
 *
 * @param more - `inputs`: 100 unless told; `observations`: of the normalised effective dimension, none unless told
 */
export function rankTrial(
  scale: Scale,
  ebits: number,
  depth: number,
  mixing: 0 | 3,
  more: { readonly inputs?: number; readonly observations?: number } = {},
): RankTrial {
  const { inputs = 100, observations = null } = more;
  return { kind: 'rank', ebits, mixing, depth, inputs, draws: scale.rankDraws, seed: 1, observations };
}

/** The integers from 1 to n: seeds of data sets, of starts. */
export function seedsTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}
