import { type EvaluationTask, type EvaluationTaskSettings, evaluationTask } from '../tasks/evaluation-task.js';
import { type FitTask, fitTask } from '../tasks/fit-task.js';
import type { ModelSettings } from '../tasks/model-settings.js';
import type { PartialNetwork } from '../tasks/network-settings.js';
import type { PartialTraining } from '../tasks/training-settings.js';
import type { Known, OpenChoices, Scale, Sizes } from './experiment.js';
import type { StoredOutcomeOf } from './outcome-book.js';

/** How long a training on clusters is, and how deep its circuits where nothing else is said. */
export interface TrainingSize {
  readonly iterations: number;
  readonly evaluateEvery: number;
  readonly depth: number;
}

export const trainingSizes: Sizes<TrainingSize> = {
  full: { iterations: 2000, evaluateEvery: 50, depth: 20 },
  quick: { iterations: 300, evaluateEvery: 50, depth: 20 },
  tiny: { iterations: 4, evaluateEvery: 2, depth: 1 },
};

/** What may differ from the default of a training on clusters. */
export interface Variation extends OpenChoices {
  readonly network?: PartialNetwork;
  readonly mixing?: number;
  readonly depth?: number;
  readonly weights?: Extract<ModelSettings, { readonly kind: 'classifier' }>['weights'];
  readonly loss?: PartialTraining['loss'];
}

/** Returns a training of the classifier on the clustered data set of some seed; two parties of four features each. */
export function clustersFit(size: TrainingSize & Scale, dataSeed: number, seed: number, variation: Variation): FitTask {
  const { iterations, evaluateEvery, choices } = size;
  const { network, mixing, depth = size.depth, weights, corners, pairs, ...training } = { ...choices, ...variation };
  return fitTask({
    data: { kind: 'clusters', seed: dataSeed, corners },
    network,
    model: { pairs, mixing, depth, weights },
    training: { ...training, iterations, evaluateEvery, seed },
  });
}

/** Returns a training of the classical baseline. */
export function baselineFit(
  { iterations, evaluateEvery, choices }: TrainingSize & Scale,
  dataSeed: number,
  seed: number,
  corners: OpenChoices['corners'],
): FitTask {
  const { pairs: _pairs, corners: _corners, ...training } = choices;
  return fitTask({
    data: { kind: 'clusters', seed: dataSeed, corners },
    model: { kind: 'dnn' },
    training: { ...training, iterations, evaluateEvery, seed },
  });
}

/**
 * Returns the rule for the corners of clusters: what the user asks for, else the one that is nearest to a table's numbers.
 *
 * Table S3 is nearest to independent corners, Tables S4 and S5 to a grid. No rule is near to both, and these were chosen
 * after the tables were seen.
 */
export function cornersFor({ choices }: Scale, table: 'S3' | 'S4'): NonNullable<OpenChoices['corners']> {
  return choices.corners ?? (table === 'S3' ? 'independent' : 'grid');
}

/** Returns the measurement of a model that a training of the classifier ended with, as it was trained unless told. */
export function evaluationOf(
  { data, network, model }: FitTask,
  { parameters }: StoredOutcomeOf<FitTask>,
  more: Partial<EvaluationTaskSettings>,
): EvaluationTask {
  return evaluationTask({ data, network: network ?? undefined, model, parameters, ...more });
}

/**
 * Returns the same cells with a measurement in place of each training; none until the trainings are there.
 *
 * @param how - what of a measurement is not as in the training
 */
export function evaluatedCells<C extends { readonly task: FitTask }>(
  cells: readonly C[],
  known: Known,
  how: (cell: C) => Partial<EvaluationTaskSettings>,
): (Omit<C, 'task'> & { readonly task: EvaluationTask })[] {
  const outcomes = known.outcomes(cells.map(({ task }) => task));
  if (outcomes === null) return [];
  return cells.map((cell, i) => ({ ...cell, task: evaluationOf(cell.task, outcomes[i], how(cell)) }));
}
