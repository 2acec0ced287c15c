import type { Dataset } from '../data/dataset.js';
import { labelNumbers } from '../data/labels.js';
import { isEbitError } from '../errors.js';
import { classMetrics } from '../training/all-metrics.js';
import type { ClassWeights } from '../training/row-weights.js';
import { fitLogistic, logisticAnswers } from './logistic.js';
import { fitMlp, mlpAnswers } from './mlp.js';

/** The names of the classical models that stand beside a training, in the order of a line about them. */
export const besideNames = ['logistic', 'mlp', 'majority'] as const;

/** What a classical model reaches on the rows of a training. */
export interface Beside {
  readonly name: (typeof besideNames)[number];
  /** Null where it could not be trained. */
  readonly accuracy: { readonly training: number; readonly validation: number | null } | null;
  /** Why it could not be trained; null where it was. */
  readonly why: string | null;
}

/** The share of rows of the class that most training rows are of. */
function majority(training: Dataset, judged: Dataset): number {
  const countOf = ({ labels }: Dataset, label: number) => labels.reduce((sum, one) => sum + (one === label ? 1 : 0), 0);
  const largest = labelNumbers(training.classes).reduce((best, label) =>
    countOf(training, label) > countOf(training, best) ? label : best,
  );
  return countOf(judged, largest) / judged.length;
}

/**
 * Returns what classical models reach on the rows of a training: logistic regression, a network of 16 hidden units, and always
 * giving the label that most training rows have. They see all features, on the scale that the training sees, and the same rows.
 *
 * @param validation - rows that are only judged; null where there are none
 * @param how - the seed of the network, and what rows of each class weigh
 * @throws EbitError 'aborted' after the signal
 */
export async function besideOf(
  training: Dataset,
  validation: Dataset | null,
  how: { readonly seed: number; readonly classWeights?: ClassWeights; readonly signal?: AbortSignal },
): Promise<Beside[]> {
  const { classes = 2 } = training;
  const { classWeights, seed, signal } = how;
  const ofBoth = (answers: (data: Dataset) => Float64Array) => {
    const share = (data: Dataset) => classMetrics(answers(data), data.labels, { classes }).accuracy;
    return { training: share(training), validation: validation && share(validation) };
  };
  const ways = {
    logistic: () => {
      const { parameters } = fitLogistic(training, { classWeights });
      return ofBoth((data) => logisticAnswers(parameters, data));
    },
    mlp: async () => {
      const mlp = await fitMlp(training, { seed, classWeights, signal });
      return ofBoth((data) => mlpAnswers(mlp, data));
    },
    majority: () => ({
      training: majority(training, training),
      validation: validation && majority(training, validation),
    }),
  };
  const found: Beside[] = [];
  for (const name of besideNames) {
    try {
      found.push({ name, accuracy: await ways[name](), why: null });
    } catch (error) {
      // A rival that cannot be trained takes nothing from what was.
      if (!isEbitError(error) || error.code === 'aborted') throw error;
      found.push({ name, accuracy: null, why: error.message });
    }
  }
  return found;
}
