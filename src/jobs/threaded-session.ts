import { startThread } from '#thread';
import { EbitError, messageOf } from '../errors.js';
import { modelToJSON } from '../models/model-file.js';
import type { Model } from '../models/model-types.js';
import { allRows, SEGMENT_ROWS, SegmentSum, segmentCount, segmentOf } from '../models/segments.js';
import { openSession } from '../models/session.js';
import { choiceOf, type EngineChoice, type LossFunction, lossNames, type PlainLoss } from '../models/session-types.js';
import { checkedWhole } from '../options.js';
import { pause } from '../pause.js';
import { namedLoss } from '../training/fit-options.js';
import type { OpenSession, TrainingSession } from '../training/subject.js';
import type { LossSettings } from '../training/trained-loss.js';
import { scriptFor, shownAddress } from './script.js';
import {
  awaitTurn,
  beginTurn,
  type ComputeSegment,
  canShare,
  closeTurns,
  eachResult,
  type SharedTurns,
  sharedNumbers,
  sharedTurns,
  takeOver,
  takeSegments,
} from './shared-turns.js';
import { MAX_THREADS, type Thread } from './thread.js';
import type { PoolMessage, SegmentResult, WorkerMessage } from './worker-messages.js';

/** @throws EbitError 'range' for a number of threads that is not an integer from 1 to 1024 */
export function checkedThreads(threads: number): number {
  return checkedWhole('The number of threads', threads, 1, MAX_THREADS);
}

/** For how long a step may keep the event loop waiting for other threads, milliseconds. */
const PATIENCE = 20;

/** A thread that helps with steps. */
interface Helper {
  readonly seat: number;
  /** Null for one that could not be started. */
  thread: Thread | null;
  isLost: boolean;
  /** Hears the results of the turn, where memory is not shared; null for a thread that is lost. */
  hear: ((results: readonly SegmentResult[] | null) => void) | null;
}

/** Rows with what each weighs, as every thread needs them. */
interface Learnt {
  readonly model: Model;
  readonly rows: Float64Array;
  readonly labels: Float64Array;
  readonly weights: Float64Array | null;
  readonly engine: EngineChoice;
  readonly loss: PlainLoss;
}

/** How steps with other threads are taken, at once where they are quick, else when they are done; all of one loss. */
interface Team {
  readonly loss: PlainLoss;
  step(parameters: Float64Array, batch: Int32Array, gradient: Float64Array): number | Promise<number>;
  close(): void;
}

/** Who hears of helpers: that the fit is in vain, or that one is gone, which costs nothing but time. */
interface HelperEars {
  refused(error: unknown): void;
  lost(why: string): void;
}

function startHelpers(count: number, given: URL | undefined, { refused, lost }: HelperEars): Helper[] {
  return Array.from({ length: count }, (_, i) => {
    const lose = (why: string | null) => {
      if (helper.isLost) return;
      helper.isLost = true;
      helper.hear?.(null);
      if (why !== null) lost(why);
    };
    const helper: Helper = { seat: i + 1, thread: null, isLost: false, hear: null };
    try {
      const script = scriptFor(given);
      helper.thread = startThread(script, {
        message(sent) {
          const message = sent as WorkerMessage;
          if (message.kind === 'segments') return helper.hear?.(message.results);
          if (message.kind === 'refused') refused(new EbitError(message.code, message.message));
          lose(message.kind === 'failed' ? message.why : null);
        },
        lost: (why, hasBegun) => lose(hasBegun ? why : `${shownAddress(script)} did not start: ${why}`),
      });
    } catch (error) {
      lose(given === undefined ? messageOf(error) : `${shownAddress(given)} did not start: ${messageOf(error)}`);
    }
    return helper;
  });
}

function send({ thread }: Helper, order: Extract<PoolMessage, { kind: 'segments' }>['order']): void {
  thread?.post({ kind: 'segments', order } satisfies PoolMessage);
}

/** Threads that share this one's memory. */
function sharingTeam(helpers: readonly Helper[], learnt: Learnt, own: ComputeSegment): Team {
  const { model, rows, labels, weights } = learnt;
  const turns: SharedTurns = sharedTurns(1 + helpers.length, model.parameters.length, labels.length);
  const common = {
    ...learnt,
    model: modelToJSON(model),
    rows: sharedNumbers(rows),
    labels: sharedNumbers(labels),
    weights: weights && sharedNumbers(weights),
    turns,
  };
  for (const helper of helpers) send(helper, { kind: 'open', seat: helper.seat, ...common });
  const summed = (gradient: Float64Array): number => {
    const sum = new SegmentSum(weights, gradient);
    eachResult(turns, (batch, loss, part) => sum.add(batch, loss, part));
    return sum.finish();
  };
  return {
    loss: learnt.loss,
    step(parameters, batch, gradient) {
      beginTurn(turns, parameters, batch);
      takeSegments(turns, 0, own);
      if (awaitTurn(turns, PATIENCE)) return summed(gradient);
      return (async () => {
        // This thread sleeps while it waits, and leaves its processor to the others.
        do {
          // That a thread is lost is heard in a pause.
          await pause();
          takeOver(turns, new Set(helpers.filter(({ isLost }) => isLost).map(({ seat }) => seat)), own);
        } while (!awaitTurn(turns, PATIENCE));
        return summed(gradient);
      })();
    },
    close: () => closeTurns(turns),
  };
}

/** Threads that are sent the segments and send back what they found. */
function messagingTeam(helpers: readonly Helper[], learnt: Learnt, own: ComputeSegment): Team {
  const common = { ...learnt, model: modelToJSON(learnt.model), turns: null };
  for (const helper of helpers) send(helper, { kind: 'open', seat: helper.seat, ...common });
  return {
    loss: learnt.loss,
    async step(parameters, batch, gradient) {
      const living = helpers.filter(({ isLost }) => !isLost);
      const results: SegmentResult[] = [];
      const compute = (segment: number): void => {
        const part = new Float64Array(gradient.length);
        results[segment] = { loss: own(parameters, segmentOf(batch, segment), part), gradient: part };
      };
      const all = Array.from({ length: segmentCount(batch.length) }, (_, segment) => segment);
      const shareOf = (place: number) => all.filter((segment) => segment % (1 + living.length) === place);
      const heard = living.map((helper, i) => {
        const share = shareOf(1 + i);
        const answer = new Promise<readonly SegmentResult[] | null>((resolve) => {
          helper.hear = resolve;
        });
        // Only messages say that a turn is over here.
        helper.thread?.hold(true);
        send(helper, { kind: 'turn', parameters, segments: share.map((segment) => segmentOf(batch, segment)) });
        return answer.then((found) => {
          helper.thread?.hold(false);
          share.forEach((segment, k) => {
            // What a lost thread had is computed here.
            if (found === null) compute(segment);
            else results[segment] = found[k];
          });
        });
      });
      for (const segment of shareOf(0)) compute(segment);
      await Promise.all(heard);
      const sum = new SegmentSum(learnt.weights, gradient);
      for (const segment of all) sum.add(segmentOf(batch, segment), results[segment].loss, results[segment].gradient);
      return sum.finish();
    },
    close: () => {},
  };
}

function isSameLoss(one: PlainLoss, other: PlainLoss): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return one.shots === other.shots;
}

/** How steps are shared. */
export interface ThreadedOptions {
  /** How many threads compute, this one included. */
  readonly threads: number;
  /** Where the worker's program is; the built one beside the library unless told. */
  readonly script?: URL;
  /** Whether memory is shared; where it can be unless told. */
  readonly shares?: boolean;
  /** Hears why a thread is gone; what it throws or rejects with ends the fit. */
  readonly onLost?: (why: string) => unknown;
}

/**
 * Returns a way to open sessions whose steps over more than {@link SEGMENT_ROWS} rows are taken by several threads, to the
 * same bits as by one. Smaller ones never leave this thread. Threads join when they are ready; what a lost one had is
 * computed by the others.
 */
export function threadedSessions({
  threads,
  script,
  shares = canShare(),
  onLost = () => {},
}: ThreadedOptions): OpenSession {
  return (model, rows, labels, options): TrainingSession => {
    const session = openSession(model, rows, labels, options);
    if (labels === null || session.samples <= SEGMENT_ROWS) return session;
    const weights = options.weights === undefined ? null : Float64Array.from(options.weights);
    let refusal: unknown = null;
    let helpers: readonly Helper[] = [];
    let team: Team | null = null;
    // Threads are started when there is first something to do for them, and told anew when the loss changes.
    const teamFor = (loss: PlainLoss): Team => {
      const own: ComputeSegment = (parameters, batch, gradient) => session.step(parameters, batch, loss, gradient);
      const refused = (error: unknown) => {
        refusal ??= error;
      };
      // Not in the thread's message handler: what is thrown there would end the program.
      const lost = (why: string) => void Promise.resolve(why).then(onLost).catch(refused);
      if (team === null) helpers = startHelpers(threads - 1, script, { refused, lost });
      team?.close();
      const learnt = { model, rows, labels, weights, engine: choiceOf(session.engine), loss };
      return (shares ? sharingTeam : messagingTeam)(helpers, learnt, own);
    };
    return {
      engine: session.engine,
      samples: session.samples,
      expectations: session.expectations,
      logits: session.logits,
      probabilities: session.probabilities,
      step(parameters, indices, how, gradient) {
        if (refusal !== null) throw refusal;
        if ((indices?.length ?? session.samples) <= SEGMENT_ROWS)
          return session.step(parameters, indices, how, gradient);
        // Of a loss of one's own `sessionsOn` opens no such session.
        if (team === null || !isSameLoss(team.loss, how as PlainLoss)) team = teamFor(how as PlainLoss);
        return team.step(parameters, indices ?? allRows(session.samples), gradient);
      },
      close() {
        team?.close();
        for (const { thread } of helpers) void thread?.end();
        session.close();
      },
    };
  };
}

/**
 * Returns how sessions of a fit are opened that so many threads take the steps of.
 *
 * @param threads - 1 unless told
 * @param loss - of the fit; `mse` unless told
 * @param onLost - as of {@link ThreadedOptions}, as the next
 * @throws EbitError as {@link checkedThreads}; 'config' for a loss of one's own on several threads
 */
export function sessionsOn(
  threads = 1,
  loss: LossSettings | LossFunction = lossNames[0],
  onLost?: ThreadedOptions['onLost'],
  script?: URL,
): OpenSession {
  if (checkedThreads(threads) === 1) return openSession;
  namedLoss('A fit on several threads', loss);
  return threadedSessions({ threads, script, onLost });
}
