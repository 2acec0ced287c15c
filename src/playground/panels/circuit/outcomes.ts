// What comes out of a circuit for one row: the probabilities of the bits, each party's alone and all together.
import type { Model } from '../../../models/model-types.js';
import { SCALED } from '../../../models/row-options.js';
import { outcomeWeights } from '../../../models/weights.js';

/** What one party reads out. */
export interface PartyOutcomes {
  readonly name: string;
  /** Its bits as words, `0` and `1`, or `00` to `11` of two. */
  readonly words: readonly string[];
  /** P of each, whatever the others read. */
  readonly marginal: Float64Array;
}

/** One joint outcome. */
export interface JointOutcome {
  /** Of every party the place of its word. */
  readonly places: readonly number[];
  readonly probability: number;
  /** What it counts; null of more than two classes. */
  readonly weight: number | null;
}

/** What comes out for one row. */
export interface Outcomes {
  readonly parties: readonly PartyOutcomes[];
  readonly joint: readonly JointOutcome[];
  /** sum_a w_a P(a); null of more than two classes. */
  readonly expectation: number | null;
  /** 1 or -1, 0 where there is nothing to tell, or the number of the class. */
  readonly decision: number;
}

/** More joint outcomes are not looked at one by one. */
export const MOST_OUTCOMES = 64;

/** The words of so many bits, in their order. */
export function bitWords(bits: number): string[] {
  return Array.from({ length: 1 << bits }, (_, word) => (bits === 0 ? '' : word.toString(2).padStart(bits, '0')));
}

/**
 * Returns what comes out of a model for one row.
 *
 * @param row - shape [features], as the model embeds them
 * @returns null where there are more than {@link MOST_OUTCOMES}
 * @throws EbitError 'shape', 'not-finite' or 'range' for what is no row of the model
 */
export function outcomesOf(model: Model, row: Float64Array): Outcomes | null {
  const bits = model.programs.map(({ readouts }) => readouts.length);
  const all = bits.reduce((sum, own) => sum + own, 0);
  if (1 << all > MOST_OUTCOMES || all > 30) return null;
  const probabilities = model.probabilities(row, SCALED);
  const weights = model.classes === 2 ? outcomeWeights(model, model.parameters) : null;
  // The first party's bits are the most significant.
  const below = bits.map((_, party) => bits.slice(party + 1).reduce((sum, own) => sum + own, 0));
  const placesOf = (outcome: number) => bits.map((own, party) => (outcome >> below[party]) & ((1 << own) - 1));
  const joint = Array.from(probabilities, (probability, outcome) => ({
    places: placesOf(outcome),
    probability,
    weight: weights === null ? null : weights[outcome],
  }));
  const parties = bits.map((own, party) => {
    const words = bitWords(own);
    const marginal = new Float64Array(words.length);
    for (const { places, probability } of joint) marginal[places[party]] += probability;
    return { name: model.network.processors[party].name, words, marginal };
  });
  return {
    parties,
    joint,
    expectation: weights === null ? null : probabilities.reduce((sum, p, a) => sum + p * weights[a], 0),
    decision: model.predict(row, SCALED)[0],
  };
}
