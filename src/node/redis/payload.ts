// A job as a text that a worker is sent, checked on both sides: no code, no path, bounded in size.
import * as v from 'valibot';
import { EbitError, messageOf } from '../../errors.js';
import type { Job } from '../../jobs/job.js';
import { NUMERICS } from '../../numerics.js';
import { checked } from '../../schema.js';
import { cutShort, shownValue } from '../../shown-value.js';
import { positiveSchema } from '../../tasks/schemas.js';
import { checkedTask, type Task, taskId, withData } from '../../tasks/task.js';
import { createCheckpoint } from '../../training/checkpoint.js';
import { fromWire, wireText } from './wire.js';

/** A job on its way: by the name of its task, so that what is submitted twice is submitted once. */
export interface Payload {
  readonly id: string;
  readonly text: string;
}

/** Larger texts hold rows that belong into a file; a queue of them would fill the memory of Redis. */
const MAX_LETTERS = 8_000_000;

/** Stands for a table's path: a worker looks for its rows among its own files, by their digest. */
const BY_DIGEST = 'by digest';

const payloadSchema = v.strictObject({
  format: v.literal('ebit-job'),
  version: v.literal(1),
  numerics: v.pipe(v.number(), v.integer()),
  task: v.unknown(),
  checkpointEvery: v.optional(v.nullable(positiveSchema)),
  progressEvery: v.optional(positiveSchema),
  resume: v.optional(v.unknown()),
});

/**
 * Returns a job as a payload.
 *
 * @throws EbitError 'config' for what is no task, one of a table that was not read, or progress with parameters; 'range' for one that is too large
 */
export function payloadOf({ task, checkpointEvery, progressEvery, progressParameters, resume }: Job): Payload {
  if (progressParameters) {
    throw new EbitError(
      'config',
      'What a job in Redis says of its progress has no parameters, which would fill its memory; leave progressParameters out, or ' +
        'run the job in threads.',
    );
  }
  const id = taskId(task);
  const carried = withData(checkedTask(task), (data) => (data.kind === 'table' ? { ...data, path: BY_DIGEST } : data));
  const content = { task: carried, checkpointEvery, progressEvery, resume: resume ?? undefined };
  const text = wireText({ format: 'ebit-job', version: 1, numerics: NUMERICS, ...content });
  checkSize(id, text);
  return { id, text };
}

function checkSize(id: string, text: string): void {
  if (text.length <= MAX_LETTERS) return;
  throw new EbitError(
    'range',
    `The task ${id} is a text of ${text.length} letters, at most ${MAX_LETTERS} travel; keep its rows in a CSV table, which ` +
      'the workers are given.',
  );
}

/**
 * Returns the job that a payload holds, with everything in it checked: whoever can write to a Redis can put anything there.
 *
 * @param id - the name under which it was found
 * @throws EbitError 'config' for what is none, is of another version of the numerics, names a path, or is not what its name
 *   says; 'checkpoint' for what is none to go on from; 'range' for one that is too large
 */
export function jobOf({ id, text }: Payload): Job & { readonly task: Task } {
  const shownId = cutShort(id);
  if (typeof text !== 'string') {
    throw new EbitError(
      'config',
      `The payload of ${shownId} is ${shownValue(text)}; it belongs to no task, remove it.`,
    );
  }
  checkSize(shownId, text);
  let content: unknown;
  try {
    content = fromWire(text);
  } catch (cause) {
    throw new EbitError('config', `The payload of ${shownId} is no JSON: ${cutShort(messageOf(cause))}; remove it.`);
  }
  const { numerics, task, resume, ...how } = checked(payloadSchema, content, 'config', `The payload of ${shownId}`);
  if (numerics !== NUMERICS) {
    throw new EbitError(
      'config',
      `The task ${shownId} is of numerics version ${numerics}, this worker's ebit computes version ${NUMERICS}, whose numbers ` +
        'differ; start a worker of the ebit that submitted it.',
    );
  }
  const known = checkedTask(task as Task);
  withData(known, (data) => {
    if (data.kind !== 'table' || data.path === BY_DIGEST) return data;
    throw new EbitError('config', `The payload of ${shownId} names the path ${shownValue(data.path)}, which none may.`);
  });
  if (taskId(known) !== id) {
    throw new EbitError('config', `The payload of ${shownId} holds another task than its name says; remove it.`);
  }
  const { format: _format, version: _version, ...rest } = how;
  return { task: known, ...rest, resume: resume === undefined ? null : createCheckpoint(resume) };
}
