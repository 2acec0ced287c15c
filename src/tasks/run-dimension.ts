import { refuseAborted } from '../abort.js';
import { effectiveDimension } from '../analysis/effective-dimension.js';
import { normalisedEffectiveDimension } from '../analysis/normalised-effective-dimension.js';
import type { DimensionTask } from './dimension-task.js';
import { modelOf, rowsOf } from './make.js';
import type { DimensionOutcome } from './outcome.js';
import type { RunContext } from './run-context.js';

/** Finds an effective dimension. @throws EbitError as `effectiveDimension`, 'aborted' after the signal */
export async function runDimension(
  task: DimensionTask,
  { read, signal, onEvent }: RunContext,
): Promise<DimensionOutcome> {
  refuseAborted('Stopped before the effective dimension began.', signal);
  const { inputs, measure } = task;
  const { draws, seed, tolerance, observations } = measure;
  const model = modelOf(task);
  const over =
    inputs.kind === 'haar'
      ? { inputs: inputs.count }
      : { rows: inputs.kind === 'rows' ? inputs.rows : rowsOf(inputs.data, read).training.rows };
  const sample = { ...over, draws, seed, signal };
  const found = await effectiveDimension(model, {
    ...sample,
    tolerance,
    onProgress: onEvent && ((progress) => onEvent({ kind: 'draw', progress })),
  });
  if (observations === undefined) return { kind: 'dimension', ...found, abbas: null };
  const { value, normalised } = await normalisedEffectiveDimension(model, { ...sample, observations });
  return { kind: 'dimension', ...found, abbas: { value, normalised } };
}
