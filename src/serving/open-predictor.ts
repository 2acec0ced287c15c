import type { Rows } from '../data/rows.js';
import { disposable } from '../disposal.js';
import type { Asked } from '../engine/asked.js';
import { Predictor as Engine } from '../engine/predictor.js';
import { EbitError } from '../errors.js';
import { type Answers, answersBy } from '../models/answers.js';
import { checkModel } from '../models/checked-model.js';
import { classLogits, softmaxRows } from '../models/class-logits.js';
import { askedOf, saidExpectations } from '../models/deciding.js';
import { embeddedRows } from '../models/embedded-rows.js';
import { chooseEngine, predictionRows } from '../models/engine-choice.js';
import type { Model } from '../models/model-types.js';
import { type Link, links, positiveProbabilities } from '../models/positive-probabilities.js';
import { isListed, outcomeBits } from '../models/readouts.js';
import type { RowOptions } from '../models/row-options.js';
import { rowForms } from '../models/row-options.js';
import { compiledModel } from '../models/structure.js';
import { finiteList } from '../number-list.js';
import { checkedWord, checkOptions } from '../options.js';
import { classOfLabel } from './class-of-label.js';
import { labelWords } from './class-words.js';
import {
  type OpenTable,
  openTable,
  type PredictTableOptions,
  type RecordStream,
  type TableRecord,
  tablePredictions,
} from './predict-table.js';
import { type Prediction, predictionsOf, type Said, withGaps } from './predictions.js';
import type { ReadRows } from './table-reader.js';

/** What {@link openPredictor} takes. */
export interface PredictorOptions extends RowOptions {
  /** How E stands for the probability of the positive class of two, as `positiveProbabilities` has it; `linear` unless told. */
  readonly link?: Link;
}

/** A trained model that is ready to answer, one row or many at a time. */
export interface Predictor extends Answers, Disposable {
  /** The model as it was opened. */
  readonly model: Model;
  /**
   * Returns what the model takes for the probability that a row is of a class: of two by the link, P(+1) = (1 + E)/2 clipped to
   * [0, 1] or 1/(1 + exp(-E)), and 1 - P(+1); of more by the softmax of the logits.
   *
   * @param label - the class in the words of the model's table, as text; or its number: 1 or -1, of more than two from 0 on
   * @param options - `rows`, and `link`: the predictor's unless told
   * @returns shape [rows]
   * @throws EbitError 'labels' for what is no class; as `Model.probabilities`
   */
  probabilityOf(label: string | number, rows: Rows, options?: PredictorOptions): Float64Array;
  /**
   * Predicts the rows of a table. The model's columns are found by their names, in any order and whatever else there is; what
   * the model keeps of its table is done to them: gaps, words, scale. The label's column, if there, is not looked at.
   *
   * @param source - records, the values under the columns' names, null for none; or the text of a CSV file with a header
   * @param options - `columns`: other names for the model's, for each processor in their order; `missing`: `drop` or `median` in
   *   place of the model's rule; `decimal` and `separator` of text, as `readTable` has them
   * @returns a prediction for each row, in their order; null for one that lacks a value where such rows are dropped
   * @throws EbitError 'columns' for a column that is not there, with what there is and the nearest name, for a model that knows
   *   no columns where none are named, and for a record that is none; 'csv' for a value that its column cannot have, with its
   *   place; 'range' for one far beyond the scale; 'shape' for what is no table; 'config' for another option or word; 'closed'
   */
  predictTable(source: string | readonly TableRecord[], options?: PredictTableOptions): (Prediction | null)[];
  /**
   * Predicts a table that comes bit by bit, in memory that does not grow with it.
   *
   * @param source - yields records or lists of them. A list is answered in one go, which is quickest; a record that comes alone
   *   from an asynchronous source is answered before the next is asked for
   * @returns to be gone through once; a refusal comes where the record stands
   */
  predictTable(source: RecordStream, options?: PredictTableOptions): AsyncGenerator<Prediction | null, void, undefined>;
  /** Gives the core's memory back, as `using` does; every other call is refused from then on. Closing twice is no mistake. */
  close(): void;
}

function checkedForm(what: string, options: PredictorOptions): PredictorOptions {
  checkOptions(what, options, { rows: true, link: true });
  if (options.rows !== undefined) checkedWord('form of rows', options.rows, rowForms);
  if (options.link !== undefined) checkedWord('link', options.link, links);
  return options;
}

/**
 * Opens a trained model for answers: its circuits are compiled and what depends on its parameters alone is made once, so that a
 * row takes some microseconds. The parameters are those that the model has now.
 *
 * A model's own methods keep that too, for the models that were used last and within 64 MiB; a predictor keeps it until it is
 * closed, whatever other models do.
 *
 * @param model - a classifier
 * @param options - `rows`: the form of rows unless a call says it, see `RowOptions`; `link`: `linear` unless told
 * @throws EbitError 'model' for what is no model; 'config' for another option or word; 'memory' if it does not fit
 * @example
 * const predictor = openPredictor(model);
 * predictor.predict(validation.rows.subarray(0, 8))[0]; // 1
 * predictor.probabilityOf(1, validation.rows.subarray(0, 8))[0]; // about 0.563: the model is not trained
 * predictor.close();
 */
export function openPredictor(model: Model, options: PredictorOptions = {}): Predictor {
  checkModel(model);
  const { rows: usualForm, link: usualLink = links[0] } = checkedForm('openPredictor', options);
  const compiled = compiledModel(model);
  const parameters = finiteList('Parameter', model.parameters).slice();
  const kind = chooseEngine(compiled.programs, predictionRows, 'auto');
  // Most are asked for one thing alone, and then of the other nothing is made.
  const engines = new Map<Asked, Engine>();
  const engineOf = (asked: Asked): Engine => {
    const engine = engines.get(asked) ?? new Engine(compiled, kind, asked);
    engines.set(asked, engine);
    return engine;
  };
  const words = labelWords(model);
  const { network, programs, angles, classes, weightForm } = model;
  const answering = { network, programs, angles, classes, weightForm, parameters };
  // Without options every table is read alike, and a record is answered in the time of its numbers.
  let plainTable: OpenTable | null = null;
  const tableFor = (given: PredictTableOptions | undefined): OpenTable => {
    if (given !== undefined) return openTable(model, given);
    plainTable ??= openTable(model, {});
    return plainTable;
  };
  let isOpen = true;
  const requireOpen = (): void => {
    if (!isOpen) throw new EbitError('closed', 'This predictor is closed; open another one.');
  };
  engineOf(askedOf(answering));
  const probabilitiesOf = (asked: Asked, rows: Float64Array): Float64Array =>
    engineOf(asked).probabilities(parameters, rows, rows.length / compiled.features);
  const unrounded = (asked: Asked, rows: Rows, form: RowOptions = {}): Float64Array => {
    requireOpen();
    checkOptions('Rows', form, { rows: true });
    return probabilitiesOf(asked, embeddedRows(model, rows, { rows: form.rows ?? usualForm }));
  };
  const saidOf = (rows: Float64Array): Said => ({
    probabilities: isListed(outcomeBits(model)) ? probabilitiesOf('outcomes', rows) : new Float64Array(0),
    expectations: askedOf(answering) === 'parity' ? saidExpectations(answering, probabilitiesOf('parity', rows)) : null,
  });
  const answer = ({ rows, length, dropped }: ReadRows): (Prediction | null)[] => {
    requireOpen();
    const made = length === 0 ? [] : predictionsOf(answering, saidOf(rows), words, usualLink);
    return withGaps(made, dropped);
  };
  const predictor = {
    model,
    ...answersBy(answering, unrounded),
    probabilityOf(label: string | number, rows: Rows, form: PredictorOptions = {}): Float64Array {
      const { link = usualLink, ...given } = checkedForm('probabilityOf', form);
      const wanted = classOfLabel(words, classes, label);
      const all = unrounded(askedOf(answering), rows, given);
      if (classes === 2) {
        const positive = positiveProbabilities(saidExpectations(answering, all), {
          link,
        });
        return wanted === 1 ? positive : positive.map((probability) => 1 - probability);
      }
      const chances = softmaxRows(classLogits(all, parameters.subarray(angles), classes), classes);
      return Float64Array.from({ length: chances.length / classes }, (_, n) => chances[n * classes + wanted]);
    },
    predictTable(source: unknown, given?: PredictTableOptions) {
      requireOpen();
      return tablePredictions(tableFor(given), source, answer);
    },
    close(): void {
      if (isOpen) for (const engine of engines.values()) engine.close();
      isOpen = false;
    },
  };
  return Object.freeze(disposable(predictor)) as Predictor;
}
