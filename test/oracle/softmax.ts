// Many classes by their definition: logits z_c = sum_a W_ca P(a), the cross-entropy of their softmax, and its gradient by
// the chain rule over derivatives of P(a) that come from elsewhere.
import type { Derivatives } from './classifier.js';

/** z_c of every row, shape [rows][classes]. */
export function logitsOf(
  probabilities: readonly (readonly number[])[],
  weights: readonly (readonly number[])[],
): number[][] {
  return probabilities.map((own) => weights.map((w) => w.reduce((sum, value, a) => sum + value * own[a], 0)));
}

/** The softmax as it is printed, with no care for overflow. */
export function softmax(logits: readonly number[]): number[] {
  const all = logits.map(Math.exp);
  const sum = all.reduce((total, one) => total + one, 0);
  return all.map((one) => one / sum);
}

/** Loss and gradient, angles then W class by class, of rows in a batch, each times what it weighs. */
export function crossEntropyFrom(
  { probabilities, jacobian }: Derivatives,
  weights: readonly (readonly number[])[],
  labels: readonly number[],
  rows: readonly number[] = labels.map((_, n) => n),
  rowWeights: readonly number[] = labels.map(() => 1),
): { readonly loss: number; readonly gradient: readonly number[] } {
  const total = rows.reduce((sum, n) => sum + rowWeights[n], 0);
  const angles = new Array<number>(jacobian[0][0].length).fill(0);
  const ofWeights = weights.map((w) => w.map(() => 0));
  let loss = 0;
  for (const n of rows) {
    const share = rowWeights[n] / total;
    const chances = softmax(logitsOf([probabilities[n]], weights)[0]);
    loss -= share * Math.log(chances[labels[n]]);
    chances.forEach((p, c) => {
      const slope = share * (p - (c === labels[n] ? 1 : 0));
      probabilities[n].forEach((value, a) => {
        ofWeights[c][a] += slope * value;
        jacobian[n][a].forEach((derivative, j) => {
          angles[j] += slope * weights[c][a] * derivative;
        });
      });
    });
  }
  return { loss, gradient: [...angles, ...ofWeights.flat()] };
}
