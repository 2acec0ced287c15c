import { processors, workerAddress } from '../work.js';
import type { RaceJob, RaceOrder, RaceReport } from './race-messages.js';

/** What a run hears of its worker. */
export type Listener = (report: RaceReport) => void;

/** A run that is under way in a worker. */
export interface Ticket {
  /** Goes on; `steps` is how many to do before it stands still, null for all. */
  pull(steps: number | null): void;
  pause(): void;
  /** Ends the run; nothing is heard of it afterwards. */
  drop(): void;
}

interface Entry {
  readonly listener: Listener;
  /** How many orders were sent about the run. */
  orders: number;
}

interface Hand {
  readonly worker: Worker;
  readonly runs: Map<number, Entry>;
}

/** Beyond that, more workers only take memory. */
const MOST = 8;

const hands: Hand[] = [];
let lastTicket = 0;

function startHand(): Hand {
  const hand: Hand = { worker: new Worker(workerAddress(), { name: 'race' }), runs: new Map() };
  hand.worker.onmessage = ({ data }: MessageEvent<RaceReport>) => {
    const entry = hand.runs.get(data.run);
    if (data.kind === 'done' || data.kind === 'failed') hand.runs.delete(data.run);
    // A run that stood still before it heard the last order does so no longer.
    const isStale = data.kind === 'progress' && data.isStill && data.orders !== entry?.orders;
    entry?.listener(isStale ? { ...data, isStill: false } : data);
  };
  const lose = (reason: string) => {
    const place = hands.indexOf(hand);
    if (place >= 0) hands.splice(place, 1);
    hand.worker.terminate();
    const message = `The worker was lost: ${reason}. Restart the run.`;
    for (const [run, { listener }] of hand.runs) listener({ kind: 'failed', run, code: 'worker', message });
    hand.runs.clear();
  };
  hand.worker.onerror = (event) => {
    event.preventDefault();
    lose(event.message || 'the browser does not say why');
  };
  hand.worker.onmessageerror = () => lose('what it said could not be read');
  hands.push(hand);
  return hand;
}

/**
 * Starts the workers before they are needed, so that the first run need not wait for them. Where the browser starts none,
 * the first run says so.
 */
export function warmCrew(): void {
  try {
    while (hands.length < Math.min(MOST, processors())) {
      startHand().worker.postMessage({ kind: 'warm' } satisfies RaceOrder);
    }
  } catch {
    // Nothing is lost that a run would not ask for again.
  }
}

/** Begins a run in the worker that has the fewest; it stands still after `steps` steps, unless that is null. */
export function enter(job: RaceJob, steps: number | null, listener: Listener): Ticket {
  if (hands.length < Math.min(MOST, processors()) && hands.every(({ runs }) => runs.size > 0)) startHand();
  const hand = hands.reduce((least, other) => (other.runs.size < least.runs.size ? other : least));
  lastTicket += 1;
  const run = lastTicket;
  const entry: Entry = { listener, orders: 0 };
  hand.runs.set(run, entry);
  const send = (order: RaceOrder) => {
    entry.orders += 1;
    hand.worker.postMessage(order);
  };
  send({ kind: 'start', run, job, steps });
  return {
    pull: (count) => send({ kind: 'pull', run, steps: count }),
    pause: () => send({ kind: 'pause', run }),
    drop() {
      hand.runs.delete(run);
      send({ kind: 'drop', run });
    },
  };
}
