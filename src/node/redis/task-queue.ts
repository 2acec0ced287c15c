// The submitting end of the queue: what is put in, followed, and taken out.
import type { Queue, QueueEvents } from 'bullmq';
import { EbitError, messageOf } from '../../errors.js';
import { NUMERICS } from '../../numerics.js';
import { failureOf, type WayNote, wayNoteOf } from './answer.js';
import { gathered } from './gathered.js';
import { type OpenRedis, openRedis, queueName } from './open-redis.js';
import type { Payload } from './payload.js';
import type { RedisOptions } from './redis-options.js';

/** Hears what becomes of a task. */
export interface Follower {
  onNote(note: WayNote): void;
  /** It has come to this outcome, as text. */
  onOutcome(text: string): void;
  /** It was given up. */
  onFailure(error: EbitError): void;
  /** Redis knows nothing of it: it was never submitted, was taken out, or Redis has lost it. */
  onAbsence(): void;
}

/** How a queue is opened. */
export interface TaskQueueOptions extends RedisOptions {
  /** How many times a task is tried whose worker is lost; 3 unless told. */
  readonly tries: number;
}

/** A queue of tasks in Redis. */
export interface TaskQueue {
  /** Puts a task in, if it is not there. One that was given up is tried afresh. */
  submit(payload: Payload): Promise<void>;
  /** Hears what becomes of a task until the function that is returned is called. */
  follow(id: string, follower: Follower): () => void;
  /** Tells the followers of a task soon what is known of it. */
  look(id: string): void;
  /** The latest checkpoint of a task, as text. */
  checkpoint(id: string): Promise<string | null>;
  /** Takes a task out with all that it came to, which has been kept elsewhere. */
  acknowledge(id: string): Promise<void>;
  close(): Promise<void>;
}

/** Tasks that one request to Redis is about. */
const AT_ONCE = 500;

/** How often all that is followed is looked at, should an event have been missed; milliseconds. */
const LOOK_EVERY = 3000;

/** How often is looked whether there is any worker while tasks are waited for, milliseconds. */
const WORKERS_EVERY = 10_000;

/**
 * For how long an outcome stays after it was acknowledged, seconds: whoever has submitted the same task at the same time
 * finds it.
 */
const GRACE = 60;

/**
 * For how long what nobody acknowledges stays, seconds: a program that ends between keeping an outcome and saying so never
 * comes back for it.
 */
export const KEPT = 30 * 24 * 3600;

/** How long a task waits for its second try, milliseconds; twice that for each further one. */
const BACKOFF = 1000;

/** Which numerics tasks were ever submitted of, for workers of another to say so. */
export function versionsKey(prefix: string): string {
  return `${prefix}:numerics`;
}

/** The keys beside a task's own, which is BullMQ's. */
export function keysOf(queue: { toKey(id: string): string }, id: string) {
  const job = queue.toKey(id);
  return { job, lock: `${job}:lock`, outcome: `${job}:outcome`, checkpoint: `${job}:checkpoint` };
}

/** What Redis knows of a task. */
type Found =
  | { readonly kind: 'outcome'; readonly text: string }
  | { readonly kind: 'failure'; readonly error: EbitError }
  | { readonly kind: 'under way' }
  /** `isOver`: it came to an end, of which nothing is left. */
  | { readonly kind: 'absent'; readonly isOver: boolean };

/** @throws EbitError 'redis' as {@link openRedis} */
export async function openTaskQueue({ tries, ...options }: TaskQueueOptions): Promise<TaskQueue> {
  const redis = await openRedis(options);
  const { bullmq, client, settings } = redis;
  const queue: Queue<string> = new bullmq.Queue(queueName(), settings);
  const events: QueueEvents = new bullmq.QueueEvents(queueName(), settings);
  // What breaks the connection is told by the connection; what is asked meanwhile waits.
  queue.on('error', () => {});
  events.on('error', () => {});
  const followers = new Map<string, Set<Follower>>();
  let isClosed = false;

  /** By the fields of BullMQ's hashes: to ask BullMQ itself costs a request a task, with all that it holds. */
  const found = async (ids: readonly string[]): Promise<Found[]> => {
    const pipeline = client.pipeline();
    for (const id of ids) {
      const keys = keysOf(queue, id);
      pipeline.get(keys.outcome).hmget(keys.job, 'timestamp', 'finishedOn', 'failedReason');
    }
    const answers = (await pipeline.exec()) ?? [];
    return ids.map((id, i): Found => {
      const [[fault, outcome], [otherFault, fields]] = [answers[2 * i], answers[2 * i + 1]];
      if (fault ?? otherFault) throw refused(redis, fault ?? otherFault);
      const [isThere, finishedOn, reason] = fields as (string | null)[];
      // An outcome whose task is not finished yet: its worker is about to say so, or another one will.
      if (isThere !== null && finishedOn === null) return { kind: 'under way' };
      if (outcome !== null) return { kind: 'outcome', text: String(outcome) };
      if (isThere !== null && reason !== null) return { kind: 'failure', error: failureOf(reason, id) };
      return { kind: 'absent', isOver: isThere !== null };
    });
  };

  const tell = (id: string, what: Found): void => {
    for (const follower of followers.get(id) ?? []) {
      if (what.kind === 'outcome') follower.onOutcome(what.text);
      else if (what.kind === 'failure') follower.onFailure(what.error);
      else if (what.kind === 'absent') follower.onAbsence();
    }
  };
  const submit = gathered<Payload>(AT_ONCE, async (payloads) => {
    const states = await found(payloads.map(({ id }) => id));
    for (const [i, state] of states.entries()) if (state.kind === 'outcome') tell(payloads[i].id, state);
    const missing = payloads.filter((_, i) => ['absent', 'failure'].includes(states[i].kind));
    if (missing.length === 0) return;
    const over = payloads.filter((_, i) => {
      const state = states[i];
      return state.kind === 'failure' || (state.kind === 'absent' && state.isOver);
    });
    await Promise.all(over.map(({ id }) => queue.remove(id)));
    const forgotten = { removeOnComplete: { age: KEPT }, removeOnFail: { age: KEPT } };
    const how = { attempts: tries, backoff: { type: 'exponential', delay: BACKOFF }, stackTraceLimit: 0, ...forgotten };
    await queue.addBulk(missing.map(({ id, text }) => ({ name: 'task', data: text, opts: { ...how, jobId: id } })));
  });

  const look = gathered<string>(AT_ONCE, async (ids) => {
    const followed = ids.filter((id) => followers.has(id));
    try {
      const states = await found(followed);
      for (const [i, state] of states.entries()) tell(followed[i], state);
    } catch (error) {
      // They are looked at again a little later.
      if (!isClosed) redis.note(messageOf(error));
    }
  });
  const hear = ({ jobId }: { readonly jobId: string }): void => {
    if (followers.has(jobId)) void look(jobId);
  };
  events.on('completed', hear);
  events.on('failed', hear);
  events.on('progress', ({ jobId, data }) => {
    const note = followers.has(jobId) ? wayNoteOf(data) : null;
    if (note !== null) for (const follower of followers.get(jobId) ?? []) follower.onNote(note);
  });
  const watch = setInterval(() => {
    if (client.status === 'ready') for (const id of followers.keys()) void look(id);
  }, LOOK_EVERY);
  let saysNobody = false;
  const lookForWorkers = async (): Promise<void> => {
    const isNobody = followers.size > 0 && (await queue.getWorkersCount()) === 0;
    if (isNobody && !saysNobody) {
      redis.note(
        `No worker of numerics version ${NUMERICS} listens to the Redis at ${redis.shown}; start some: ebit worker --redis ` +
          `${redis.shown}`,
      );
    }
    saysNobody = isNobody;
  };
  // Some servers do not tell who is connected.
  const watchWorkers = setInterval(() => void lookForWorkers().catch(() => {}), WORKERS_EVERY);
  await events.waitUntilReady();
  await client.sadd(versionsKey(settings.prefix), NUMERICS);

  const acknowledge = gathered<string>(AT_ONCE, async (ids) => {
    const pipeline = client.pipeline();
    for (const id of ids) {
      const { outcome, checkpoint } = keysOf(queue, id);
      pipeline.expire(outcome, GRACE).del(checkpoint);
    }
    await pipeline.exec();
    await Promise.all(ids.map((id) => queue.remove(id)));
  });
  const guarded = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      throw error instanceof EbitError ? error : refused(redis, error);
    }
  };
  return {
    submit: (payload) => guarded(submit(payload)),
    follow(id, follower) {
      const same = followers.get(id) ?? new Set();
      followers.set(id, same.add(follower));
      return () => {
        same.delete(follower);
        if (same.size === 0 && followers.get(id) === same) followers.delete(id);
      };
    },
    look: (id) => void look(id),
    checkpoint: (id) => client.get(keysOf(queue, id).checkpoint),
    acknowledge: (id) => guarded(acknowledge(id)),
    async close() {
      isClosed = true;
      clearInterval(watch);
      clearInterval(watchWorkers);
      const closing = Promise.allSettled([events.close(), queue.close()]);
      // They would wait for a Redis that is away.
      if (client.status === 'ready') await closing;
      redis.close();
    },
  };
}

/** What Redis has refused to do. The error itself is not passed on: it holds what was sent. */
function refused({ shown }: OpenRedis, error: unknown): EbitError {
  return new EbitError('redis', `Redis at ${shown} refuses: ${messageOf(error)}`);
}
