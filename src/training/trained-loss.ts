// What a fit descends, and when: most losses from the first step on, that of shots after a warm-up.
import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { checkedLoss } from '../models/losses.js';
import {
  CLASS_LOSS,
  type LossFunction,
  type LossName,
  lossNames,
  type PlainLoss,
  type ShotsLoss,
} from '../models/session-types.js';
import { checkedShotsLoss, MAX_SHOTS } from '../models/shots-loss.js';
import { lazily } from '../schema.js';
import { shownValue } from '../shown-value.js';
import { ruleSchema, wholeRule } from './rule.js';

/** The loss of shots as a training has it. */
export interface ShotsTraining extends ShotsLoss {
  /**
   * For how many of the first iterations the mean square loss is descended instead, fewer than all; five sixths of them
   * unless told, 1500 of 1800. Far from where labels change the loss of shots has no gradient.
   */
  readonly warmUp?: number;
}

/** What a fit descends, as plain data. */
export type LossSettings = LossName | ShotsTraining | typeof CLASS_LOSS;

/** {@link LossSettings}, checked and complete. */
export type LossPlan = LossName | Required<ShotsTraining> | typeof CLASS_LOSS;

/** The loss of a fit whose own is still far from what it is for. */
const WARM_UP_LOSS = 'mse';

const MOST_WARM_UP = 10_000_000;
const shotsRule = wholeRule('The number of shots of the loss', 100, 1, MAX_SHOTS);
const warmUpRule = wholeRule("The loss's warm-up", 0, 0, MOST_WARM_UP);

/** The schema of {@link LossSettings} in a file. */
export const lossSchema = lazily(
  () =>
    v.union(
      [
        v.picklist([...lossNames, CLASS_LOSS]),
        v.strictObject({
          kind: v.literal('shots'),
          shots: ruleSchema(shotsRule),
          warmUp: v.optional(ruleSchema(warmUpRule)),
        }),
      ],
      ({ input }) =>
        `${shownValue(input)} where ${[...lossNames, CLASS_LOSS].join(', ')} belongs, or { kind: 'shots', shots, warmUp } with shots from 1 to ${MAX_SHOTS}`,
    ) satisfies v.GenericSchema<LossSettings>,
);

/**
 * Returns what a fit of so many iterations descends, checked, with every default filled in.
 *
 * @throws EbitError 'config' for what is no loss, 'range' for a number outside its limits, and for a warm-up that leaves no
 *   iteration
 */
export function completeLoss<T extends LossSettings | LossFunction>(
  loss: T | undefined,
  iterations: number,
): LossPlan | Exclude<T, LossSettings> {
  if (loss === undefined) return lossNames[0];
  if (typeof loss !== 'object' || loss === null) {
    return checkedLoss(loss as LossName | typeof CLASS_LOSS | Exclude<T, LossSettings>);
  }
  const { warmUp = Math.floor((5 * iterations) / 6), ...rest }: ShotsTraining = loss;
  const { kind, shots } = checkedShotsLoss(rest);
  if (Number.isInteger(warmUp) && warmUp >= 0 && warmUp < iterations) return { kind, shots, warmUp };
  throw new EbitError(
    'range',
    `The loss's warm-up is ${shownValue(warmUp)} of ${iterations} iterations; give an integer from 0 to ${iterations - 1}.`,
  );
}

/** The loss in which a fit ends, and in which all of its rows are judged on the way. */
export function finalLoss(loss: LossPlan | LossFunction): PlainLoss | LossFunction {
  return typeof loss === 'object' ? { kind: loss.kind, shots: loss.shots } : loss;
}

/** The loss that the step after so many iterations descends. */
export function lossAt(loss: LossPlan | LossFunction): (iteration: number) => PlainLoss | LossFunction {
  const last = finalLoss(loss);
  const warmUp = typeof loss === 'object' ? loss.warmUp : 0;
  return (iteration) => (iteration < warmUp ? WARM_UP_LOSS : last);
}

/** A loss in words, as it stands before "loss" or in a table: `mse`, `100 shots`. */
export function lossText(loss: LossSettings | LossFunction): string {
  if (typeof loss === 'function') return 'custom';
  return typeof loss === 'object' ? `${loss.shots} shots` : loss;
}
