import Papa from 'papaparse';
import { type Classes, classWords } from '../data/labels.js';
import type { Model } from '../models/model-types.js';
import { isListed, outcomeBits } from '../models/readouts.js';
import type { Prediction } from './predictions.js';

/** How predictions are written: a table, a list, or a record a line. */
export type PredictionForm = 'csv' | 'json' | 'jsonl';

/** Predictions as text, some at a time. */
export interface PredictionText {
  /** @param lines - null for a row that was left out */
  lines(lines: readonly (Prediction | null)[]): string;
  /** What stands behind the last of them. */
  end(): string;
}

/**
 * Returns what writes predictions.
 *
 * @param isDrawn - whether their labels are of shots
 */
export function predictionText(form: PredictionForm, model: Model, classes: Classes, isDrawn: boolean): PredictionText {
  if (form === 'jsonl') {
    return { lines: (lines) => lines.map((one) => `${JSON.stringify(one)}\n`).join(''), end: () => '' };
  }
  return form === 'json' ? jsonList() : csvLines(model, classes, isDrawn);
}

/** A list as JSON.stringify writes it with an indent of 1. */
function jsonList(): PredictionText {
  let isEmpty = true;
  return {
    lines(lines) {
      const texts = lines.map((one) => ` ${JSON.stringify(one, null, 1).replaceAll('\n', '\n ')}`);
      if (texts.length === 0) return '';
      const before = isEmpty ? '[\n' : ',\n';
      isEmpty = false;
      return before + texts.join(',\n');
    },
    end: () => (isEmpty ? '[]\n' : '\n]\n'),
  };
}

function csvLines(model: Model, classes: Classes, isDrawn: boolean): PredictionText {
  const bits = outcomeBits(model);
  // Of so many outcomes that they are not listed there are no columns.
  const names = Array.from(
    { length: isListed(bits) ? 1 << bits : 0 },
    (_, a) => `P${a.toString(2).padStart(bits, '0')}`,
  );
  const judged = model.classes === 2 ? ['E'] : classWords(classes).map((word) => `p(${word})`);
  const head = [...names, ...judged, 'label', ...(isDrawn ? ['otherwise'] : [])];
  const gap = head.map(() => '');
  let isHeaded = false;
  const cellsOf = (one: Prediction | null) => {
    if (one === null) return gap;
    const { probabilities, expectation, classes: chances, label, otherwise } = one;
    return [
      ...probabilities,
      ...(chances === undefined ? [expectation] : chances.map(({ probability }) => probability)),
      label ?? '',
      ...(otherwise === undefined ? [] : [otherwise]),
    ];
  };
  return {
    lines(lines) {
      if (lines.length === 0) return '';
      const cells = lines.map(cellsOf);
      const text = `${Papa.unparse(isHeaded ? cells : [head, ...cells], { newline: '\n' })}\n`;
      isHeaded = true;
      return text;
    },
    end: () => '',
  };
}
