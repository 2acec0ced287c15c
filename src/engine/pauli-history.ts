// Where the vectors of a sweep stand in its history.
import type { SweepForm } from './pauli-sweep.js';

/** Places of a sweep's vectors, counted in strings. */
export interface SweepHistory {
  /** For each operation where the vector that it reads stands, and the one that it makes. */
  readonly places: readonly (readonly [from: number, to: number])[];
  /** First operation of each segment, and the end. */
  readonly segmentStarts: readonly number[];
  /** Where the vector behind the last operation stands. */
  readonly end: number;
  readonly strings: number;
}

/** Strings of the longest vector. */
export function mostStrings({ operations, startStrings }: SweepForm): number {
  return operations.reduce((most, { strings }) => Math.max(most, strings), startStrings);
}

/** Which operations make a vector of their own; the others work in place. */
function vectorsOf({ operations, startStrings }: SweepForm, startsAnew: boolean) {
  // A vector is as long as the longest of what makes and what reads it.
  const lengths = [startStrings];
  const made = operations.map(({ kind, before, strings }, n) => {
    const from = lengths.length - 1;
    const isNew = kind !== 'parity' || (startsAnew && n === 0);
    if (kind === 'branch') lengths[from] = Math.max(lengths[from], strings);
    if (isNew) lengths.push(strings);
    else lengths[from] = Math.max(lengths[from], strings, before);
    return [from, lengths.length - 1] as const;
  });
  return { lengths, made };
}

/** Two vectors in turn: enough where nothing runs backwards. */
export function forwardHistory(form: SweepForm): SweepHistory {
  const most = mostStrings(form);
  const { made, lengths } = vectorsOf(form, false);
  const place = (vector: number): number => (vector % 2) * most;
  return {
    places: made.map(([from, to]) => [place(from), place(to)]),
    segmentStarts: [0, form.operations.length],
    end: place(lengths.length - 1),
    strings: 2 * most,
  };
}

/**
 * All vectors one behind the other, or, where these are more strings than `roomy`, in about as many segments as each has
 * vectors: the first vector of each has a place of its own, the others share theirs.
 */
export function keptHistory(form: SweepForm, roomy: number): SweepHistory {
  const all = segmented(form, Number.POSITIVE_INFINITY);
  if (all.strings <= roomy) return all;
  const vectors = form.operations.filter(({ kind }) => kind !== 'parity').length;
  return segmented(form, Math.max(1, Math.ceil(Math.sqrt(vectors))));
}

/** In segments of so many vectors. */
export function segmented(form: SweepForm, length: number): SweepHistory {
  const isCut = Number.isFinite(length);
  // A segment is run once more from its first vector, which therefore nothing may change in place.
  const { lengths, made } = vectorsOf(form, isCut);
  const segmentStarts = [0];
  const firsts = new Set<number>([0]);
  let since = 0;
  made.forEach(([from, to], n) => {
    if (to === from) return;
    if (since >= length) {
      segmentStarts.push(n);
      firsts.add(from);
      since = 0;
    }
    since++;
  });
  segmentStarts.push(form.operations.length);
  const places: number[] = [];
  let strings = 0;
  for (const vector of firsts) {
    places[vector] = strings;
    strings += lengths[vector];
  }
  const shared = strings;
  let at = shared;
  lengths.forEach((own, vector) => {
    if (firsts.has(vector)) {
      at = shared;
      return;
    }
    places[vector] = at;
    at += own;
    strings = Math.max(strings, at);
  });
  return {
    places: made.map(([from, to]) => [places[from], places[to]]),
    segmentStarts,
    end: places[lengths.length - 1],
    strings,
  };
}
