import { type Classes, classWords } from '../data/labels.js';
import { cutShort } from '../shown-value.js';

/** What the labels +1 and -1 are called. */
export interface LabelTexts {
  readonly plus: string;
  readonly minus: string;
}

/**
 * Returns what the two labels are called: the words of a table's column, or +1 and -1 where there are none.
 *
 * @param label - of a model, null where it was trained without a table
 */
export function labelTexts(label: Classes | null | undefined): LabelTexts {
  if (label === null || label === undefined || 'classes' in label) return { plus: '+1', minus: '−1' };
  const [plus, minus] = classWords(label).map((word) => cutShort(word));
  return { plus, minus };
}
