import { sigmoid } from '../core/math.js';
import { EbitError } from '../errors.js';
import { numberList } from '../number-list.js';
import { checkedWord, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';

/** How an expectation value stands for a probability; the first is the default. */
export const links = ['linear', 'logistic'] as const;

/** One of {@link links}. */
export type Link = (typeof links)[number];

/**
 * Returns the probability of the positive class that an expectation value stands for:
 *
 *     linear:     P(+1) = (1 + E) / 2, clipped to [0, 1]
 *     logistic:   P(+1) = 1 / (1 + exp(-E))
 *
 * Of a model whose weights are not beyond 1 the first is the probability that a shot says +1. Free weights may lead beyond:
 * such rows count as certain. The second is what the logistic loss, log(1 + exp(-y E)), takes E for.
 *
 * @param expectations - E, shape [rows]
 * @param options - `link`: `linear` unless told
 * @returns shape [rows]
 * @throws EbitError 'shape' for what is no list of numbers, 'not-finite' for an E that is no number, 'config' for an unknown
 *   option or link
 * @example
 * positiveProbabilities([0.5, -1, 1.2]); // [0.75, 0, 1]
 */
export function positiveProbabilities(
  expectations: ArrayLike<number>,
  options: { readonly link?: Link } = {},
): Float64Array {
  checkOptions('positiveProbabilities', options, { link: true });
  const link = checkedWord('link', options.link ?? links[0], links);
  const list = numberList('The expectations', expectations);
  return list.map((e, n) => {
    if (Number.isNaN(e)) {
      throw new EbitError(
        'not-finite',
        `The expectation of row ${n} is ${shownValue(expectations[n])}; give a number.`,
      );
    }
    return link === 'logistic' ? sigmoid(e) : Math.min(1, Math.max(0, (1 + e) / 2));
  });
}
