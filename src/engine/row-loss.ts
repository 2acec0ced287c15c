import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';

/** A loss of one row by its expectation value E and its label: what it is there, and its derivative by E. */
export type RowLoss = (expectation: number, label: number) => { readonly value: number; readonly slope: number };

/** What a loss of two moments says of a row: its value, and its derivatives by them. */
export interface MomentAnswer {
  readonly value: number;
  /** By E. */
  readonly slope: number;
  /** By Q. */
  readonly squareSlope: number;
}

/** A loss of one row by its expectation value E, its second moment Q = sum_a w_a^2 P(a) and its label. */
export type MomentLoss = (expectation: number, square: number, label: number) => MomentAnswer;

/**
 * Returns what a loss says of a row; this stands in every row of a step.
 *
 * @throws EbitError 'config' unless it is an object with two finite numbers
 */
export function answerOf(loss: RowLoss, expectation: number, label: number): ReturnType<RowLoss> {
  const answer = loss(expectation, label);
  if (answer && Number.isFinite(answer.value) && Number.isFinite(answer.slope)) return answer;
  throw noAnswer(answer, expectation, label);
}

function noAnswer(
  answer: Partial<ReturnType<RowLoss>> | null | undefined,
  expectation: number,
  label: number,
): EbitError {
  const said = `{ value: ${shownValue(answer?.value)}, slope: ${shownValue(answer?.slope)} }`;
  return new EbitError(
    'config',
    `The loss function returned ${answer ? said : shownValue(answer)} for the expectation value ${expectation} and the ` +
      `label ${label}; let it return finite numbers { value, slope }.`,
  );
}
