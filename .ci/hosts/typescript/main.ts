import {
  bellNetwork,
  chsh,
  classifier,
  type Dataset,
  EbitError,
  type FitOptions,
  type FitResult,
  fit,
  fitMany,
  isEbitError,
  type Model,
  qcnn,
  useCore,
} from 'ebit';
import core from 'ebit/core.wasm';

const model: Model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
const data: Dataset = chsh();
const options: FitOptions = { seed: 1, iterations: 20 };

export async function accuracies(): Promise<number[]> {
  useCore(core);
  const one: FitResult = await fit(model, data, options);
  const runs = await fitMany(model, data, { seeds: [1, 2], iterations: 20, workers: 2 });
  return [one, ...runs].map((run) => run.accuracy.training);
}

export const codeOf = (error: unknown): string => {
  if (error instanceof EbitError) return error.code;
  return isEbitError(error) ? error.code : 'another error';
};

// @ts-expect-error: words of closed lists are checked.
export const refused: FitOptions = { loss: 'no such loss' };
