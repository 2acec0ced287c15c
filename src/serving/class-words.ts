import type { Classes } from '../data/labels.js';
import type { Model } from '../models/model-types.js';

/** Where a model was not trained on a table, its labels have no names of their own: they are called by their numbers. */
export function numbersOf({ classes }: Pick<Model, 'classes'>): Classes {
  if (classes === 2) return { positive: '1', negative: '-1' };
  return { classes: Array.from({ length: classes }, (_, c) => `${c}`) };
}

/** What a model's labels are called: as in the table that it was trained on, or by their numbers. */
export function labelWords(model: Pick<Model, 'classes' | 'columns'>): Classes {
  return model.columns?.label ?? numbersOf(model);
}
