// What a worker sends back: an outcome or why there is none, and what is said on the way.
import * as v from 'valibot';
import { EbitError, type EbitErrorCode, errorCodes, messageOf } from '../../errors.js';
import { NUMERICS } from '../../numerics.js';
import { checked } from '../../schema.js';
import type { Outcome } from '../../tasks/outcome.js';
import type { TaskEvent } from '../../tasks/run-context.js';
import { countSchema } from '../../tasks/schemas.js';
import { historyToJSON } from '../../training/history.js';
import { validationMetrics } from '../../training/watched-metric.js';
import { fromWire, wireText } from './wire.js';

const list = v.instance(Float64Array);
const score = v.strictObject({ accuracy: v.number(), balancedAccuracy: v.number(), baseRate: v.number() });

const outcomeSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('fit'),
    training: score,
    validation: v.nullable(score),
    loss: v.strictObject({ training: v.number(), validation: v.nullable(v.number()) }),
    history: v.strictObject({
      loss: list,
      evaluatedAt: list,
      trainingAccuracy: list,
      trainingLoss: list,
      validationAccuracy: v.nullable(list),
      validationLoss: v.nullable(list),
      validationMetric: v.exactOptional(list),
    }),
    iterations: countSchema,
    stopped: v.picklist(['iterations', 'early']),
    parameters: list,
    best: v.exactOptional(
      v.strictObject({ iteration: countSchema, metric: v.picklist(validationMetrics), value: v.number() }),
    ),
    checkpoint: v.nullable(v.looseObject({ format: v.literal('ebit-checkpoint') })),
  }),
  v.strictObject({
    kind: v.literal('dimension'),
    rank: countSchema,
    cap: countSchema,
    atCap: v.boolean(),
    parameters: countSchema,
    gap: v.number(),
    tolerance: v.number(),
    inputs: countSchema,
    dof: countSchema,
    ranks: v.array(countSchema),
    fallbacks: countSchema,
    singularValues: list,
    abbas: v.nullable(v.strictObject({ value: v.number(), normalised: v.number() })),
  }),
  v.strictObject({
    kind: v.literal('evaluation'),
    score,
    successProbability: v.number(),
    shots: v.array(v.number()),
    expectations: v.nullable(v.array(v.number())),
  }),
]);

const answerSchema = v.strictObject({
  format: v.literal('ebit-outcome'),
  numerics: v.literal(NUMERICS),
  outcome: outcomeSchema,
});

/** Writes what a task came to. A fit's checkpoint has the history that its outcome has, which travels once. */
export function outcomeText(outcome: Outcome): string {
  const carried =
    outcome.kind === 'fit' && outcome.checkpoint !== null
      ? { ...outcome, checkpoint: { ...outcome.checkpoint, history: null } }
      : outcome;
  return wireText({ format: 'ebit-outcome', numerics: NUMERICS, outcome: carried });
}

/** The inverse of {@link outcomeText}, bit for bit. @throws EbitError 'redis' for what is no outcome of that task */
export function outcomeOf(text: string, id: string, kind?: Outcome['kind']): Outcome {
  const what = `What Redis holds as the outcome of ${id}`;
  let content: unknown;
  try {
    content = fromWire(text);
  } catch (cause) {
    throw new EbitError('redis', `${what} is no JSON: ${messageOf(cause)}; submit the task again.`);
  }
  const { outcome } = checked(answerSchema, content, 'redis', what);
  if (kind !== undefined && outcome.kind !== kind) {
    throw new EbitError('redis', `${what} is of a task of kind "${outcome.kind}", not "${kind}"; submit it again.`);
  }
  if (outcome.kind !== 'fit' || outcome.checkpoint === null) return outcome as Outcome;
  return { ...outcome, checkpoint: { ...outcome.checkpoint, history: historyToJSON(outcome.history) } } as Outcome;
}

/** Writes why there is no outcome, in the words that a person who looks into the queue reads too. */
export function failureText(code: EbitErrorCode, message: string): string {
  return `[${code}] ${message}`;
}

/**
 * Returns why there is no outcome as an error.
 *
 * @param text - as {@link failureText} writes it, or BullMQ's own words
 */
export function failureOf(text: string, id: string): EbitError {
  const [, word, message] = /^\[([a-z-]+)\] (.*)$/s.exec(text) ?? [];
  const code = errorCodes.find((one) => one === word);
  if (code !== undefined) return new EbitError(code, message);
  if (/stalled more than/.test(text)) {
    return new EbitError(
      'worker',
      `The task ${id} was given up: whatever ran it was lost each time, without a word; look at what ended the workers, such ` +
        'as a lack of memory.',
    );
  }
  return new EbitError('worker', `The task ${id} failed: ${text}`);
}

const numberOrNone = v.nullable(v.number());
const noteSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('progress'),
    progress: v.strictObject({
      seed: numberOrNone,
      iteration: countSchema,
      iterations: countSchema,
      loss: numberOrNone,
      // What else stands there is nobody's promise, and dropped.
      scores: v.object({
        trainingAccuracy: v.number(),
        trainingLoss: numberOrNone,
        validationAccuracy: numberOrNone,
        validationLoss: numberOrNone,
        validationMetric: v.exactOptional(v.number()),
      }),
    }),
  }),
  v.strictObject({ kind: v.literal('draw'), progress: v.strictObject({ draw: countSchema, draws: countSchema }) }),
  v.strictObject({ kind: v.literal('checkpoint') }),
]);

/** What a task says on its way; of a checkpoint only that there is one, for it is large. */
export type WayNote = Exclude<TaskEvent, { kind: 'checkpoint' }> | { readonly kind: 'checkpoint' };

/** Returns what a task says on its way, or null for what it cannot have said. */
export function wayNoteOf(data: unknown): WayNote | null {
  const { success, output } = v.safeParse(noteSchema, data);
  return success ? (output as WayNote) : null;
}
