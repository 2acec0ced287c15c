// Processors with noise whose samples run by themselves: the readout's sweep in front of the last data is shared, from there
// on every sample has a vector of its own, down to the start of time. There a qubit without a half is |0><0| = (I + Z) / 2,
// and the response r[P] is the sum of the coefficients of all strings that are P on the halves and I or Z elsewhere.

import {
  PAULI_ANGLES,
  PAULI_BORDER,
  PAULI_MEMBER_WORDS,
  PAULI_MEMBERS,
  PAULI_OWN,
  PAULI_RESPONSES,
  PAULI_SHARED,
  PAULI_STARTS,
  PROCESSOR_CHUNK,
  PROCESSOR_CIRCUIT,
  PROCESSOR_SLOT,
  PROCESSOR_SOURCE,
  PROCESSOR_SOURCE_COUNT,
  SWEEP_ADJOINT,
  SWEEP_END,
  SWEEP_END_STRINGS,
  SWEEP_PRODUCTS,
  SWEEP_START_STRINGS,
} from './layout';
import { historyOf, placeSweep, sweepBackward, sweepChunk, sweepFinish, sweepForward, sweepStart } from './pauli-sweep';
import { region } from './regions';
import { gather } from './samples';

/** Lanes of a sweep that all samples share: the second one stays 0. */
export const SHARED_LANES: i32 = 2;

/** Gives the processor its work space. */
export function placePauli(processor: usize, lanes: i32, keep: bool): void {
  const pauli = load<usize>(processor, PROCESSOR_CIRCUIT);
  const own = load<usize>(pauli, PAULI_OWN);
  const shared = load<usize>(pauli, PAULI_SHARED);
  if (shared) placeSweep(shared, SHARED_LANES, keep);
  placeSweep(own, lanes, keep);
  region(processor, PROCESSOR_CHUNK, 8 * <f64>lanes * <f64>load<i32>(processor, PROCESSOR_SOURCE_COUNT));
  if (shared && keep) region(pauli, PAULI_BORDER, 16 * borderStrings(own));
}

/** Strings of all products at the border between the shared sweep and the samples' own. */
function borderStrings(own: usize): f64 {
  return <f64>load<i32>(own, SWEEP_START_STRINGS) * <f64>load<i32>(own, SWEEP_PRODUCTS);
}

/** Puts the Z of a product of readouts in front of a sweep; `value` for two lanes. */
export function writeStart(pauli: usize, sweep: usize, product: i32, lanes: i32, value: v128): void {
  const laneBytes = (<usize>lanes) << 3;
  const x = historyOf(sweep, product, lanes);
  memory.fill(x, 0, <usize>load<i32>(sweep, SWEEP_START_STRINGS) * laneBytes);
  const string = <usize>load<i32>(load<usize>(pauli, PAULI_STARTS) + ((<usize>product) << 2));
  for (let v: usize = 0; v < laneBytes; v += 16) v128.store(x + string * laneBytes + v, value);
}

/** The readout through what all samples share, in so many lanes, where `value` stands in front of every two. */
export function runShared(pauli: usize, sweep: usize, lanes: i32, value: v128): void {
  for (let product = 0; product < load<i32>(sweep, SWEEP_PRODUCTS); product++) {
    writeStart(pauli, sweep, product, lanes, value);
    sweepForward(sweep, product, lanes);
  }
}

/** 1 and 0: a vector in the first of two lanes. */
export function firstLane(value: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(0), 0, value);
}

/** Where the shared vector of a product stands, [strings][lanes], behind its sweep. */
export function sharedEnd(sweep: usize, product: i32, lanes: i32): usize {
  return historyOf(sweep, product, lanes) + <usize>load<i32>(sweep, SWEEP_END) * ((<usize>lanes) << 3);
}

/** Makes what depends on the angles alone; with `keep` also ready for a backward run. */
export function pauliStart(processor: usize, angles: usize, keep: bool): void {
  const pauli = load<usize>(processor, PROCESSOR_CIRCUIT);
  const own = load<usize>(pauli, PAULI_OWN);
  const shared = load<usize>(pauli, PAULI_SHARED);
  store<usize>(pauli, angles, PAULI_ANGLES);
  sweepStart(own, angles, keep);
  if (!shared) return;
  sweepStart(shared, angles, keep);
  runShared(pauli, shared, SHARED_LANES, firstLane(1));
  if (keep) memory.fill(load<usize>(pauli, PAULI_BORDER), 0, (<usize>borderStrings(own)) << 4);
}

/** The first vector of the samples' own sweep. */
function writeOwnStart(pauli: usize, own: usize, product: i32, lanes: i32): void {
  const shared = load<usize>(pauli, PAULI_SHARED);
  if (!shared) {
    writeStart(pauli, own, product, lanes, f64x2.splat(1));
    return;
  }
  const laneBytes = (<usize>lanes) << 3;
  let x = historyOf(own, product, lanes);
  let from = sharedEnd(shared, product, SHARED_LANES);
  const end = from + ((<usize>load<i32>(own, SWEEP_START_STRINGS)) << 4);
  for (; from < end; from += 16) {
    const value = v128.load64_splat(from);
    for (const next = x + laneBytes; x < next; x += 16) v128.store(x, value);
  }
}

/** The responses of the chunk's samples. */
export function pauliForward(processor: usize, slots: usize, ids: usize, lanes: i32): void {
  const pauli = load<usize>(processor, PROCESSOR_CIRCUIT);
  const own = load<usize>(pauli, PAULI_OWN);
  const laneBytes = (<usize>lanes) << 3;
  const count = load<i32>(processor, PROCESSOR_SOURCE_COUNT);
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  if (count > 0) gather(load<usize>(processor, PROCESSOR_SOURCE), count, ids, lanes, chunk);
  sweepChunk(own, load<usize>(pauli, PAULI_ANGLES), chunk, lanes);
  const responses = load<i32>(pauli, PAULI_RESPONSES);
  let out = slots + <usize>load<i32>(processor, PROCESSOR_SLOT) * laneBytes;
  for (let product = 0; product < load<i32>(own, SWEEP_PRODUCTS); product++) {
    writeOwnStart(pauli, own, product, lanes);
    sweepForward(own, product, lanes);
    const x = historyOf(own, product, lanes) + <usize>load<i32>(own, SWEEP_END) * laneBytes;
    for (let response = 0; response < responses; response++, out += laneBytes) {
      sumMembers(pauli, response, x, out, laneBytes);
    }
  }
}

export function membersOf(pauli: usize, response: i32): usize {
  const count = <usize>load<i32>(pauli, PAULI_MEMBERS);
  return load<usize>(pauli, PAULI_MEMBER_WORDS) + ((<usize>response * count) << 2);
}

function sumMembers(pauli: usize, response: i32, x: usize, out: usize, laneBytes: usize): void {
  const words = membersOf(pauli, response);
  memory.fill(out, 0, laneBytes);
  if (load<i32>(words) < 0) return;
  for (let n = 0; n < load<i32>(pauli, PAULI_MEMBERS); n++) {
    const p = x + <usize>load<i32>(words + ((<usize>n) << 2)) * laneBytes;
    for (let v: usize = 0; v < laneBytes; v += 16) {
      v128.store(out + v, f64x2.add(v128.load(out + v), v128.load(p + v)));
    }
  }
}

/** The adjoint of the last vector from those of the responses, f64 [4^h][lanes]. */
export function writeSeeds(pauli: usize, own: usize, seeds: usize, lanes: i32): void {
  const laneBytes = (<usize>lanes) << 3;
  const x = load<usize>(own, SWEEP_ADJOINT);
  memory.fill(x, 0, <usize>load<i32>(own, SWEEP_END_STRINGS) * laneBytes);
  for (let response = 0; response < load<i32>(pauli, PAULI_RESPONSES); response++, seeds += laneBytes) {
    const words = membersOf(pauli, response);
    if (load<i32>(words) < 0) continue;
    for (let n = 0; n < load<i32>(pauli, PAULI_MEMBERS); n++) {
      memory.copy(x + <usize>load<i32>(words + ((<usize>n) << 2)) * laneBytes, seeds, laneBytes);
    }
  }
}

/**
 * From the responses' adjoints backwards through the chunk's circuits. Adds to the sums, or, with jacobianRow set, to the
 * Jacobian: then nothing is shared.
 */
export function pauliBackward(
  processor: usize,
  adjoints: usize,
  lanes: i32,
  jacobian: usize,
  jacobianRow: usize,
): void {
  const pauli = load<usize>(processor, PROCESSOR_CIRCUIT);
  const own = load<usize>(pauli, PAULI_OWN);
  const laneBytes = (<usize>lanes) << 3;
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  const strings = <usize>load<i32>(own, SWEEP_START_STRINGS);
  let seeds = adjoints + <usize>load<i32>(processor, PROCESSOR_SLOT) * laneBytes;
  for (let product = 0; product < load<i32>(own, SWEEP_PRODUCTS); product++) {
    writeSeeds(pauli, own, seeds, lanes);
    seeds += <usize>load<i32>(pauli, PAULI_RESPONSES) * laneBytes;
    let adjoint = sweepBackward(own, product, lanes, true, chunk, jacobian, jacobianRow);
    if (!load<usize>(pauli, PAULI_SHARED)) continue;
    let border = load<usize>(pauli, PAULI_BORDER) + ((<usize>product * strings) << 4);
    for (const end = border + (strings << 4); border < end; border += 16) {
      let sum = v128.load(border);
      for (const next = adjoint + laneBytes; adjoint < next; adjoint += 16) sum = f64x2.add(sum, v128.load(adjoint));
      v128.store(border, sum);
    }
  }
}

/** Carries sums of the adjoint at the border, v128 [strings], backwards through what all samples share. */
export function sharedBackward(sweep: usize, product: i32, border: usize): void {
  const x = load<usize>(sweep, SWEEP_ADJOINT);
  for (let at: usize = 0; at < (<usize>load<i32>(sweep, SWEEP_END_STRINGS)) << 4; at += 16) {
    const sum = load<f64>(border + at) + load<f64>(border + at, 8);
    v128.store(x + at, firstLane(sum));
  }
  sweepBackward(sweep, product, SHARED_LANES, true, 0, 0, 0);
}

/** Adds the gradient of all chunks. */
export function pauliFinish(processor: usize, gradient: usize): void {
  const pauli = load<usize>(processor, PROCESSOR_CIRCUIT);
  const own = load<usize>(pauli, PAULI_OWN);
  const shared = load<usize>(pauli, PAULI_SHARED);
  sweepFinish(own, gradient);
  if (!shared) return;
  const bytes = (<usize>load<i32>(own, SWEEP_START_STRINGS)) << 4;
  for (let product = 0; product < load<i32>(shared, SWEEP_PRODUCTS); product++) {
    sharedBackward(shared, product, load<usize>(pauli, PAULI_BORDER) + <usize>product * bytes);
  }
  sweepFinish(shared, gradient);
}
