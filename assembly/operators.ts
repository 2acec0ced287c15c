// Processors with noise whose trained part holds no data: the readout runs backwards once a step, to o_Q over Pauli strings
// Q, and what the samples bring are their embedded operators, made once for all steps:
//
//     r[P](x) = sum_Q o_Q e[P][Q](x),
//
// e[P] what embedding makes of P on the halves and |0><0| elsewhere. Of each response only the strings are kept that its
// operators can have, so a sample is one row of numbers, and its responses are scalar products with parts of a packed o.
// Four samples go together: they share the loads of o, and of its gradient, sum over samples of (dLoss/dr[P]) e[P][Q].

import {
  EMBEDDED_LANES,
  PAULI_BORDER,
  PAULI_DATA,
  PAULI_DATA_COUNT,
  PAULI_IDS,
  PAULI_LANES,
  PAULI_MEMBERS,
  PAULI_OWN,
  PAULI_PACKED,
  PAULI_PACKED_GRADIENT,
  PAULI_RESPONSES,
  PAULI_SHARED,
  PAULI_SUPPORT,
  PAULI_SUPPORT_START,
  PROCESSOR_CHUNK,
  PROCESSOR_CIRCUIT,
  PROCESSOR_JACOBIAN,
  PROCESSOR_SLOT,
  PROCESSOR_SOURCE,
  PROCESSOR_SOURCE_COUNT,
  SWEEP_ADJOINT,
  SWEEP_END_STRINGS,
  SWEEP_PRODUCTS,
} from './layout';
import { firstLane, membersOf, runShared, sharedBackward, sharedEnd } from './pauli';
import { placeSweep, placeTransposes, sweepBackward, sweepChunk, sweepFinish, sweepStart } from './pauli-sweep';
import { region } from './regions';
import { gather } from './samples';

/** Gives the processor its work space. */
export function placeOperators(processor: usize, keep: bool): void {
  const pauli = load<usize>(processor, PROCESSOR_CIRCUIT);
  const shared = load<usize>(pauli, PAULI_SHARED);
  const own = load<usize>(pauli, PAULI_OWN);
  const products = <f64>load<i32>(shared, SWEEP_PRODUCTS);
  const packed = 8 * products * <f64>load<i32>(processor, PROCESSOR_SOURCE_COUNT);
  placeSweep(shared, load<i32>(pauli, PAULI_LANES), keep);
  if (own) {
    placeTransposes(own, EMBEDDED_LANES, true);
    region(processor, PROCESSOR_CHUNK, 8 * <f64>EMBEDDED_LANES * <f64>load<i32>(pauli, PAULI_DATA_COUNT));
  }
  region(pauli, PAULI_PACKED, packed);
  if (!keep) return;
  region(pauli, PAULI_PACKED_GRADIENT, packed);
  region(pauli, PAULI_BORDER, 16 * <f64>load<i32>(shared, SWEEP_END_STRINGS));
}

function supportStart(pauli: usize, response: i32): usize {
  return <usize>load<i32>(load<usize>(pauli, PAULI_SUPPORT_START) + ((<usize>response) << 2));
}

/** Makes the packed coefficients of the observable; with `keep` their gradient is cleared. */
export function operatorsStart(processor: usize, angles: usize, keep: bool): void {
  const pauli = load<usize>(processor, PROCESSOR_CIRCUIT);
  const shared = load<usize>(pauli, PAULI_SHARED);
  const count = <usize>load<i32>(processor, PROCESSOR_SOURCE_COUNT);
  const support = load<usize>(pauli, PAULI_SUPPORT);
  const products = load<i32>(shared, SWEEP_PRODUCTS);
  sweepStart(shared, angles, keep);
  // For a Jacobian every sample of a chunk runs backwards by itself, in a lane with the same vector.
  const lanes = load<i32>(pauli, PAULI_LANES);
  const isJacobian = load<usize>(processor, PROCESSOR_JACOBIAN) != 0;
  runShared(pauli, shared, lanes, isJacobian ? f64x2.splat(1) : firstLane(1));
  for (let product = 0; product < products; product++) {
    const from = sharedEnd(shared, product, lanes);
    const to = load<usize>(pauli, PAULI_PACKED) + ((<usize>product * count) << 3);
    for (let k: usize = 0; k < count; k++) {
      store<f64>(to + (k << 3), load<f64>(from + <usize>load<i32>(support + (k << 2)) * ((<usize>lanes) << 3)));
    }
  }
  if (keep) memory.fill(load<usize>(pauli, PAULI_PACKED_GRADIENT), 0, (count * <usize>products) << 3);
}

function sum(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

function rowOf(source: usize, rowBytes: usize, ids: usize, lane: i32): usize {
  return source + <usize>load<i32>(ids + ((<usize>lane) << 2)) * rowBytes;
}

/** Scalar products of so many bytes of four rows with o; writes four numbers, or two. */
function multiplyRows(o: usize, a: usize, b: usize, c: usize, d: usize, bytes: usize, out: usize, four: bool): void {
  let x = f64x2.splat(0);
  let y = f64x2.splat(0);
  let z = f64x2.splat(0);
  let w = f64x2.splat(0);
  const end = o + bytes;
  while (o < end) {
    const value = v128.load(o);
    x = f64x2.add(x, f64x2.mul(value, v128.load(a)));
    y = f64x2.add(y, f64x2.mul(value, v128.load(b)));
    z = f64x2.add(z, f64x2.mul(value, v128.load(c)));
    w = f64x2.add(w, f64x2.mul(value, v128.load(d)));
    o += 16;
    a += 16;
    b += 16;
    c += 16;
    d += 16;
  }
  store<f64>(out, sum(x));
  store<f64>(out, sum(y), 8);
  if (!four) return;
  store<f64>(out, sum(z), 16);
  store<f64>(out, sum(w), 24);
}

/** The responses of the chunk's samples. */
export function operatorsForward(processor: usize, slots: usize, ids: usize, lanes: i32): void {
  const pauli = load<usize>(processor, PROCESSOR_CIRCUIT);
  const laneBytes = (<usize>lanes) << 3;
  const rowBytes = (<usize>load<i32>(processor, PROCESSOR_SOURCE_COUNT)) << 3;
  const source = load<usize>(processor, PROCESSOR_SOURCE);
  const responses = load<i32>(pauli, PAULI_RESPONSES);
  // The backward run has no ids of its own.
  store<usize>(pauli, ids, PAULI_IDS);
  for (let lane = 0; lane < lanes; lane += 4) {
    const four = lane + 2 < lanes;
    const a = rowOf(source, rowBytes, ids, lane);
    const b = rowOf(source, rowBytes, ids, lane + 1);
    const c = four ? rowOf(source, rowBytes, ids, lane + 2) : a;
    const d = four ? rowOf(source, rowBytes, ids, lane + 3) : a;
    let o = load<usize>(pauli, PAULI_PACKED);
    let out = slots + <usize>load<i32>(processor, PROCESSOR_SLOT) * laneBytes + ((<usize>lane) << 3);
    for (let product = 0; product < productsOf(pauli); product++, o += rowBytes) {
      for (let response = 0; response < responses; response++, out += laneBytes) {
        const first = supportStart(pauli, response) << 3;
        const bytes = (supportStart(pauli, response + 1) << 3) - first;
        multiplyRows(o + first, a + first, b + first, c + first, d + first, bytes, out, four);
      }
    }
  }
}

function productsOf(pauli: usize): i32 {
  return load<i32>(load<usize>(pauli, PAULI_SHARED), SWEEP_PRODUCTS);
}

/** gradient += seeds times four rows. */
function addRows(
  gradient: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  bytes: usize,
  x: v128,
  y: v128,
  z: v128,
  w: v128,
): void {
  const end = gradient + bytes;
  while (gradient < end) {
    const left = f64x2.add(f64x2.mul(x, v128.load(a)), f64x2.mul(y, v128.load(b)));
    const right = f64x2.add(f64x2.mul(z, v128.load(c)), f64x2.mul(w, v128.load(d)));
    v128.store(gradient, f64x2.add(v128.load(gradient), f64x2.add(left, right)));
    gradient += 16;
    a += 16;
    b += 16;
    c += 16;
    d += 16;
  }
}

/** The gradient of the packed coefficients from the responses' adjoints. */
export function operatorsBackward(processor: usize, adjoints: usize, lanes: i32): void {
  const pauli = load<usize>(processor, PROCESSOR_CIRCUIT);
  const laneBytes = (<usize>lanes) << 3;
  const rowBytes = (<usize>load<i32>(processor, PROCESSOR_SOURCE_COUNT)) << 3;
  const source = load<usize>(processor, PROCESSOR_SOURCE);
  const ids = load<usize>(pauli, PAULI_IDS);
  const responses = load<i32>(pauli, PAULI_RESPONSES);
  const zero = f64x2.splat(0);
  for (let lane = 0; lane < lanes; lane += 4) {
    const four = lane + 2 < lanes;
    const a = rowOf(source, rowBytes, ids, lane);
    const b = rowOf(source, rowBytes, ids, lane + 1);
    const c = four ? rowOf(source, rowBytes, ids, lane + 2) : a;
    const d = four ? rowOf(source, rowBytes, ids, lane + 3) : a;
    let gradient = load<usize>(pauli, PAULI_PACKED_GRADIENT);
    let seed = adjoints + <usize>load<i32>(processor, PROCESSOR_SLOT) * laneBytes + ((<usize>lane) << 3);
    for (let product = 0; product < productsOf(pauli); product++, gradient += rowBytes) {
      for (let response = 0; response < responses; response++, seed += laneBytes) {
        const first = supportStart(pauli, response) << 3;
        const bytes = (supportStart(pauli, response + 1) << 3) - first;
        const z = four ? v128.load64_splat(seed, 16) : zero;
        const w = four ? v128.load64_splat(seed, 24) : zero;
        const x = v128.load64_splat(seed);
        addRows(
          gradient + first,
          a + first,
          b + first,
          c + first,
          d + first,
          bytes,
          x,
          v128.load64_splat(seed, 8),
          z,
          w,
        );
      }
    }
  }
}

/** Adds the gradient of all chunks. */
export function operatorsFinish(processor: usize, gradient: usize): void {
  const pauli = load<usize>(processor, PROCESSOR_CIRCUIT);
  const shared = load<usize>(pauli, PAULI_SHARED);
  const count = <usize>load<i32>(processor, PROCESSOR_SOURCE_COUNT);
  const support = load<usize>(pauli, PAULI_SUPPORT);
  const border = load<usize>(pauli, PAULI_BORDER);
  for (let product = 0; product < productsOf(pauli); product++) {
    const from = load<usize>(pauli, PAULI_PACKED_GRADIENT) + ((<usize>product * count) << 3);
    memory.fill(border, 0, (<usize>load<i32>(shared, SWEEP_END_STRINGS)) << 4);
    for (let k: usize = 0; k < count; k++) {
      const at = border + ((<usize>load<i32>(support + (k << 2))) << 4);
      store<f64>(at, load<f64>(at) + load<f64>(from + (k << 3)));
    }
    sharedBackward(shared, product, border);
  }
  sweepFinish(shared, gradient);
}

/**
 * The Jacobian's share of the chunk: every sample's adjoint of o, sum over P of (dL/dr[P]) e[P], backwards in a lane of its
 * own through what all samples share.
 */
export function operatorsDifferentiate(
  processor: usize,
  adjoints: usize,
  lanes: i32,
  jacobian: usize,
  jacobianRow: usize,
): void {
  const pauli = load<usize>(processor, PROCESSOR_CIRCUIT);
  const shared = load<usize>(pauli, PAULI_SHARED);
  const laneBytes = (<usize>lanes) << 3;
  const rowBytes = (<usize>load<i32>(processor, PROCESSOR_SOURCE_COUNT)) << 3;
  const source = load<usize>(processor, PROCESSOR_SOURCE);
  const ids = load<usize>(pauli, PAULI_IDS);
  const support = load<usize>(pauli, PAULI_SUPPORT);
  let seed = adjoints + <usize>load<i32>(processor, PROCESSOR_SLOT) * laneBytes;
  for (let product = 0; product < productsOf(pauli); product++) {
    const x = load<usize>(shared, SWEEP_ADJOINT);
    memory.fill(x, 0, <usize>load<i32>(shared, SWEEP_END_STRINGS) * laneBytes);
    for (let response = 0; response < load<i32>(pauli, PAULI_RESPONSES); response++, seed += laneBytes) {
      const end = supportStart(pauli, response + 1);
      for (let lane = 0; lane < lanes; lane++) {
        const row = rowOf(source, rowBytes, ids, lane);
        const place = (<usize>lane) << 3;
        const factor = load<f64>(seed + place);
        for (let k = supportStart(pauli, response); k < end; k++) {
          const at = x + <usize>load<i32>(support + (k << 2)) * laneBytes + place;
          store<f64>(at, load<f64>(at) + factor * load<f64>(row + (k << 3)));
        }
      }
    }
    sweepBackward(shared, product, lanes, true, 0, jacobian, jacobianRow);
  }
}

/**
 * Embeds so many samples, EMBEDDED_LANES at most, whose data angles stand at PAULI_DATA, and lays their operators out, a row
 * each at `out`: what the transposed embedding makes of each response alone.
 */
export function embedOperators(processor: usize, ids: usize, samples: i32, out: usize): void {
  const pauli = load<usize>(processor, PROCESSOR_CIRCUIT);
  const own = load<usize>(pauli, PAULI_OWN);
  const laneBytes = (<usize>EMBEDDED_LANES) << 3;
  const rowBytes = (<usize>load<i32>(processor, PROCESSOR_SOURCE_COUNT)) << 3;
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  const count = load<i32>(pauli, PAULI_DATA_COUNT);
  const support = load<usize>(pauli, PAULI_SUPPORT);
  if (count > 0) gather(load<usize>(pauli, PAULI_DATA), count, ids, EMBEDDED_LANES, chunk);
  sweepStart(own, 0, false);
  sweepChunk(own, 0, chunk, EMBEDDED_LANES);
  const one = f64x2.splat(1);
  for (let response = 0; response < load<i32>(pauli, PAULI_RESPONSES); response++) {
    const words = membersOf(pauli, response);
    if (load<i32>(words) < 0) continue;
    const x = load<usize>(own, SWEEP_ADJOINT);
    memory.fill(x, 0, <usize>load<i32>(own, SWEEP_END_STRINGS) * laneBytes);
    for (let n = 0; n < load<i32>(pauli, PAULI_MEMBERS); n++) {
      const at = x + <usize>load<i32>(words + ((<usize>n) << 2)) * laneBytes;
      for (let v: usize = 0; v < laneBytes; v += 16) v128.store(at + v, one);
    }
    const adjoint = sweepBackward(own, 0, EMBEDDED_LANES, false, chunk, 0, 0);
    const end = supportStart(pauli, response + 1);
    for (let k = supportStart(pauli, response); k < end; k++) {
      const from = adjoint + <usize>load<i32>(support + (k << 2)) * laneBytes;
      for (let n: usize = 0; n < <usize>samples; n++) {
        store<f64>(out + n * rowBytes + (k << 3), load<f64>(from + (n << 3)));
      }
    }
  }
}
