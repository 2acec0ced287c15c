// What a model says of a table that comes in batches, kept as far as its metrics need it.

import { type AccuracyAtShots, accuracyOfRows } from '../analysis/accuracy-at-shots.js';
import { classesEntry } from '../data/dataset.js';
import { type Classes, classCount } from '../data/labels.js';
import { checkClasses } from '../models/checked-model.js';
import { decidingProbabilities, labelWeights } from '../models/deciding.js';
import type { Model } from '../models/model-types.js';
import type { PlainLoss } from '../models/session-types.js';
import { type Evaluation, evaluationOf } from '../training/metrics.js';
import { labelColumn } from './label-column.js';
import type { ModelTable } from './model-table.js';
import type { Batch } from './rows/batch.js';

/** A model measured on a table. */
interface MeasuredTable {
  readonly rows: number;
  readonly classes: Classes;
  readonly evaluation: Evaluation;
  readonly atShots: readonly AccuracyAtShots[];
}

/** What a model says of the rows of a table. */
export interface TableAnswers {
  /** @throws EbitError 'labels' for a label of no known class */
  add(batch: Batch): void;
  /** @throws EbitError 'labels' for labels of other classes than the model's, 'range' for more shots than can be drawn */
  measured(loss: PlainLoss, shots: readonly number[]): MeasuredTable;
}

/**
 * Returns what takes a table's batches and measures the model on all of them: to the bit what `evaluate` and
 * `accuracyAtShots` give of the whole.
 *
 * @param withShots - whether something will be asked that depends on the probability of every outcome
 */
export function tableAnswers(model: Model, table: ModelTable, withShots: boolean): TableAnswers {
  const labels = labelColumn(table.classes, table.positive);
  const weights = labelWeights(model);
  const answers: Float64Array[] = [];
  const probabilities: Float64Array[] = [];
  return {
    add(batch) {
      labels.add(batch);
      if (batch.length === 0) return;
      const said = model.classes === 2 ? model.expectations(batch.rows) : model.logits(batch.rows);
      answers.push(said);
      if (!withShots) return;
      probabilities.push(
        decidingProbabilities(
          model,
          weights,
          () => said,
          () => model.probabilities(batch.rows),
        ),
      );
    },
    measured(loss, shots) {
      const { labels: truth, classes } = labels.end();
      checkClasses(model, { classes: classCount(classes) }, 'The table');
      const said = joined(answers);
      const all = joined(probabilities);
      const weighted = {
        probabilities: all,
        weights,
        labels: truth,
        ...classesEntry(model.classes),
      };
      return {
        rows: truth.length,
        classes,
        evaluation: evaluationOf(
          model,
          { expectations: () => said, logits: () => said, probabilities: () => all },
          truth,
          loss,
        ),
        atShots: shots.map((count) => accuracyOfRows(weighted, count, 0)),
      };
    },
  };
}

/** All parts in a row; they are let go of meanwhile. */
function joined(parts: Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts.splice(0)) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
