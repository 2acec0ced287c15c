/** When to give up: the best validation accuracy was not beaten in the last `patience` evaluations. */
export interface EarlyStop {
  /** A number of evaluations, at least 1. */
  readonly patience: number;
  /** How far above the best so far an accuracy must be to count as better; 0 unless told. */
  readonly minimumGain?: number;
}

/**
 * Tells whether the accuracies have stopped rising.
 *
 * It is found from the whole history each time, so that a resumed run needs to remember nothing about it.
 *
 * @param accuracies - of the validation set, evaluation after evaluation
 * @example
 * isExhausted([0.5, 0.8, 0.8, 0.79], { patience: 2 }); // true: two evaluations since 0.8, neither above it
 */
export function isExhausted(accuracies: readonly number[], { patience, minimumGain = 0 }: EarlyStop): boolean {
  let best = accuracies[0];
  let since = 0;
  for (const accuracy of accuracies.slice(1)) {
    if (accuracy > best + minimumGain) {
      best = accuracy;
      since = 0;
    } else since += 1;
  }
  return since >= patience;
}
