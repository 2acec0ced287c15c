import { type Signal, signal } from '@preact/signals';

/** How many changes can be undone. */
export const MOST_CHANGES = 100;

/** Changes of one kind that follow each other within so many milliseconds are one: a number that is typed, say. */
const TOGETHER = 800;

/** A change, with what was there on its other side. */
interface Change<S> {
  /** What it did: `Remove Bell-1`. */
  readonly what: string;
  readonly state: S;
  readonly at: number;
}

/** Changes that can be undone and done again. */
export interface History<S> {
  /** What would be undone next, and what done again; null for nothing. */
  readonly back: Signal<string | null>;
  readonly forth: Signal<string | null>;
  /**
   * Keeps what was there before a change; whatever had been undone is gone.
   *
   * @param merge - whether it belongs to the one before it, if that did the same a moment ago
   */
  remember(what: string, before: S, merge?: boolean): void;
  /** Returns what was there before the last change, in exchange for what is there now; null where there is none. */
  undo(now: S): S | null;
  /** The inverse of undo. */
  redo(now: S): S | null;
}

/** Returns an empty history of at most {@link MOST_CHANGES} changes. */
export function createHistory<S>(): History<S> {
  const past: Change<S>[] = [];
  const future: Change<S>[] = [];
  const back: Signal<string | null> = signal(null);
  const forth: Signal<string | null> = signal(null);
  const tell = () => {
    back.value = past.at(-1)?.what ?? null;
    forth.value = future.at(-1)?.what ?? null;
  };
  const move = (from: Change<S>[], to: Change<S>[], now: S): S | null => {
    const change = from.pop();
    if (change === undefined) return null;
    // Later changes never belong to one that was undone.
    to.push({ what: change.what, state: now, at: Number.NEGATIVE_INFINITY });
    tell();
    return change.state;
  };
  return {
    back,
    forth,
    remember(what, before, merge = false) {
      const at = performance.now();
      const last = past.at(-1);
      future.length = 0;
      if (merge && last?.what === what && at - last.at < TOGETHER) past[past.length - 1] = { ...last, at };
      else past.push({ what, state: before, at });
      if (past.length > MOST_CHANGES) past.shift();
      tell();
    },
    undo: (now) => move(past, future, now),
    redo: (now) => move(future, past, now),
  };
}
