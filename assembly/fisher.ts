// The Fisher matrix F_ij = 1/N sum_n sum_y dP_i dP_j / P, accumulated in blocks of processors.
//
// The angles of processor p enter only the correlators c_S with a bit of p in S, so the Jacobian is kept as dc_S/d(angle),
// for each processor f64 [angles][its own subsets][samples]: of 2^R subsets 2^R - 2^(R - r) with r readouts. With
// q_ST = 1/N sum_y A_yS A_yT / P_y a sample,
//     F block (p, r) = J_p (q J_r)^T:
// one small product a sample, then dot products along the samples.

import { clearAdjoints, contract, contractBackward } from './contraction';
import { processorAt } from './descriptors';
import { headProbabilities } from './head';
import {
  PLAN_ADJOINTS,
  PLAN_ANGLE_COUNT,
  PLAN_ANGLES,
  PLAN_CORRELATOR_SLOT,
  PLAN_FISHER,
  PLAN_FISHER_WORK,
  PLAN_IDS,
  PLAN_LANES,
  PLAN_OUTCOME_MATRIX,
  PLAN_PROBABILITIES,
  PLAN_PROCESSORS,
  PLAN_SLOTS,
  PLAN_SUBSETS,
  PROCESSOR_ANGLE_COUNT,
  PROCESSOR_ANGLE_START,
  PROCESSOR_JACOBIAN,
  PROCESSOR_READOUTS,
} from './layout';
import { differentiate, forward, start } from './processors';

/**
 * Outcomes rarer than this are left out. P has an absolute error of about 1e-16, so that dP^2 / P, which tends to
 * 4 (d sqrt P)^2 and not to 0, is mostly noise below.
 */
const RAREST: f64 = 1e-14;

/**
 * Bytes of the work space: the metric, and one processor's product with it, for the most angles and own subsets that one
 * has.
 */
export function fisherBytes(subsets: i32, padded: i32, mostAngles: i32, mostOwn: i32): f64 {
  const k = <f64>subsets;
  return 8 * <f64>padded * (k * k + <f64>mostOwn * <f64>mostAngles);
}

/** Where a processor's bits stand in a subset: how many others' are below them. */
function shiftOf(plan: usize, p: i32): i32 {
  let shift = 0;
  for (let q = load<i32>(plan, PLAN_PROCESSORS) - 1; q > p; q--)
    shift += load<i32>(processorAt(plan, q), PROCESSOR_READOUTS);
  return shift;
}

/** How many subsets hold a bit of a processor with so many readouts. */
function ownCount(subsets: i32, readouts: i32): i32 {
  return subsets - (subsets >> readouts);
}

/**
 * Fills every processor's Jacobian for `count` samples, padded to whole chunks, and the probabilities. The ids must
 * hold the padded places too. All processors are of kinds that have a Jacobian.
 */
export function makeJacobian(plan: usize, count: i32): void {
  const processors = load<i32>(plan, PLAN_PROCESSORS);
  const lanes = load<i32>(plan, PLAN_LANES);
  const laneBytes = (<usize>lanes) << 3;
  const subsets = load<i32>(plan, PLAN_SUBSETS);
  const padded = <usize>((count + lanes - 1) / lanes) * laneBytes;
  const slots = load<usize>(plan, PLAN_SLOTS);
  const adjoints = load<usize>(plan, PLAN_ADJOINTS);
  const one = f64x2.splat(1);
  for (let p = 0; p < processors; p++) {
    const processor = processorAt(plan, p);
    start(processor, load<usize>(plan, PLAN_ANGLES), true);
    const own = ownCount(subsets, load<i32>(processor, PROCESSOR_READOUTS));
    const bytes = <usize>load<i32>(processor, PROCESSOR_ANGLE_COUNT) * <usize>own * padded;
    memory.fill(load<usize>(processor, PROCESSOR_JACOBIAN), 0, bytes);
  }
  for (let first = 0; first < count; first += lanes) {
    const ids = load<usize>(plan, PLAN_IDS) + ((<usize>first) << 2);
    for (let p = 0; p < processors; p++) forward(processorAt(plan, p), slots, ids, lanes, true);
    contract(plan);
    headProbabilities(plan, first, count);
    for (let subset = 1; subset < subsets; subset++) {
      clearAdjoints(plan);
      const slot = load<i32>(load<usize>(plan, PLAN_CORRELATOR_SLOT) + ((<usize>subset) << 2));
      for (let v: usize = 0; v < laneBytes; v += 16) v128.store(adjoints + <usize>slot * laneBytes + v, one);
      contractBackward(plan);
      let shift = ctz(subsets);
      for (let p = 0; p < processors; p++) {
        const processor = processorAt(plan, p);
        const readouts = load<i32>(processor, PROCESSOR_READOUTS);
        shift -= readouts;
        const most = (1 << readouts) - 1;
        if (((subset >> shift) & most) == 0) continue;
        const row = <usize>ownCount(subsets, readouts) * padded;
        const place =
          load<usize>(processor, PROCESSOR_JACOBIAN) + ownIndex(subset, shift, most) * padded + ((<usize>first) << 3);
        const own = place - <usize>load<i32>(processor, PROCESSOR_ANGLE_START) * row;
        differentiate(processor, adjoints, lanes, own, row);
      }
    }
  }
}

/** Number of a subset among those that hold a bit of the processor whose `most` + 1 masks stand from bit `shift` on. */
function ownIndex(subset: i32, shift: i32, most: i32): usize {
  const own = ((subset >> shift) & most) - 1;
  const above = (subset >> shift) / (most + 1);
  return <usize>(((above * most + own) << shift) | (subset & ((1 << shift) - 1)));
}

/** The subset of such a number: what ownIndex makes of it is the number again. */
function ownSubset(index: i32, shift: i32, most: i32): i32 {
  const upper = index >> shift;
  const masks = (upper / most) * (most + 1) + (upper % most) + 1;
  return (masks << shift) | (index & ((1 << shift) - 1));
}

/** q_ST of every sample, f64 [2^R][2^R][padded samples] in the work space; padded samples get 0. */
function makeMetric(plan: usize, count: i32, padded: usize): void {
  const subsets = <usize>load<i32>(plan, PLAN_SUBSETS);
  const matrix = load<usize>(plan, PLAN_OUTCOME_MATRIX);
  const metric = load<usize>(plan, PLAN_FISHER_WORK);
  memory.fill(metric, 0, subsets * subsets * padded);
  const share = 1.0 / <f64>count;
  for (let n: usize = 0; n < <usize>count; n++) {
    const probabilities = load<usize>(plan, PLAN_PROBABILITIES) + ((n * subsets) << 3);
    for (let y: usize = 0; y < subsets; y++) {
      const p = load<f64>(probabilities + (y << 3));
      if (p < RAREST) continue;
      const row = matrix + ((y * subsets) << 3);
      for (let s: usize = 1; s < subsets; s++) {
        const as = (load<f64>(row + (s << 3)) * share) / p;
        for (let t: usize = 1; t < subsets; t++) {
          const q = metric + (s * subsets + t) * padded + (n << 3);
          store<f64>(q, load<f64>(q) + as * load<f64>(row + (t << 3)));
        }
      }
    }
  }
}

/** Fills F, f64 [angles][angles], from makeJacobian's results. */
export function makeFisher(plan: usize, count: i32): void {
  const processors = load<i32>(plan, PLAN_PROCESSORS);
  const lanes = load<i32>(plan, PLAN_LANES);
  const subsets = load<i32>(plan, PLAN_SUBSETS);
  const padded = (<usize>((count + lanes - 1) / lanes) * <usize>lanes) << 3;
  const metric = load<usize>(plan, PLAN_FISHER_WORK);
  const product = metric + <usize>(subsets * subsets) * padded;
  const size = <usize>load<i32>(plan, PLAN_ANGLE_COUNT);
  const fisher = load<usize>(plan, PLAN_FISHER);
  makeMetric(plan, count, padded);
  for (let r = 0; r < processors; r++) {
    const right = processorAt(plan, r);
    const rightCount = load<i32>(right, PROCESSOR_ANGLE_COUNT);
    for (let p = 0; p <= r; p++) {
      const left = processorAt(plan, p);
      const leftCount = load<i32>(left, PROCESSOR_ANGLE_COUNT);
      const row = <usize>ownCount(subsets, load<i32>(left, PROCESSOR_READOUTS)) * padded;
      applyMetric(plan, p, r, product, padded);
      const block =
        fisher +
        ((<usize>load<i32>(left, PROCESSOR_ANGLE_START) * size + <usize>load<i32>(right, PROCESSOR_ANGLE_START)) << 3);
      dotProducts(load<usize>(left, PROCESSOR_JACOBIAN), product, block, leftCount, rightCount, row, size << 3, p == r);
    }
  }
  for (let i: usize = 0; i < size; i++) {
    for (let j: usize = 0; j < i; j++) {
      store<f64>(fisher + ((i * size + j) << 3), load<f64>(fisher + ((j * size + i) << 3)));
    }
  }
}

/** product[angle][s][n] = sum over t of q_st(n) J[angle][t][n], s over the left processor's subsets, t the right's. */
function applyMetric(plan: usize, p: i32, r: i32, product: usize, padded: usize): void {
  const subsets = load<i32>(plan, PLAN_SUBSETS);
  const metric = load<usize>(plan, PLAN_FISHER_WORK);
  const right = processorAt(plan, r);
  const jacobian = load<usize>(right, PROCESSOR_JACOBIAN);
  const leftReadouts = load<i32>(processorAt(plan, p), PROCESSOR_READOUTS);
  const rightReadouts = load<i32>(right, PROCESSOR_READOUTS);
  const leftShift = shiftOf(plan, p);
  const rightShift = shiftOf(plan, r);
  const leftOwn = ownCount(subsets, leftReadouts);
  const rightOwn = ownCount(subsets, rightReadouts);
  const leftMost = (1 << leftReadouts) - 1;
  const rightMost = (1 << rightReadouts) - 1;
  for (let angle: usize = 0; angle < <usize>load<i32>(right, PROCESSOR_ANGLE_COUNT); angle++) {
    for (let s = 0; s < leftOwn; s++) {
      const out = product + (angle * <usize>leftOwn + <usize>s) * padded;
      const line = metric + <usize>(ownSubset(s, leftShift, leftMost) * subsets) * padded;
      memory.fill(out, 0, padded);
      for (let t = 0; t < rightOwn; t++) {
        const q = line + <usize>ownSubset(t, rightShift, rightMost) * padded;
        addProducts(out, q, jacobian + (angle * <usize>rightOwn + <usize>t) * padded, padded);
      }
    }
  }
}

/** out += a b, number by number. */
function addProducts(out: usize, a: usize, b: usize, bytes: usize): void {
  const end = out + bytes;
  do {
    v128.store(out, f64x2.add(v128.load(out), f64x2.mul(v128.load(a), v128.load(b))));
    out += 16;
    a += 16;
    b += 16;
  } while (out < end);
}

function sum(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** block[i][j] = a_i . b_j over `row` bytes; with upper, tiles wholly below the diagonal are left out. */
function dotProducts(
  a: usize,
  b: usize,
  block: usize,
  aCount: i32,
  bCount: i32,
  row: usize,
  blockRow: usize,
  upper: bool,
): void {
  for (let i: i32 = 0; i < aCount; i += 2) {
    const a0 = a + <usize>i * row;
    const a1 = i + 1 < aCount ? a0 + row : a0;
    for (let j: i32 = upper ? i & ~3 : 0; j < bCount; j += 4) {
      const b0 = b + <usize>j * row;
      const b1 = j + 1 < bCount ? b0 + row : b0;
      const b2 = j + 2 < bCount ? b1 + row : b1;
      const b3 = j + 3 < bCount ? b2 + row : b2;
      let c00 = f64x2.splat(0);
      let c01 = c00;
      let c02 = c00;
      let c03 = c00;
      let c10 = c00;
      let c11 = c00;
      let c12 = c00;
      let c13 = c00;
      let v: usize = 0;
      do {
        const x = v128.load(a0 + v);
        const y = v128.load(a1 + v);
        let z = v128.load(b0 + v);
        c00 = f64x2.add(c00, f64x2.mul(x, z));
        c10 = f64x2.add(c10, f64x2.mul(y, z));
        z = v128.load(b1 + v);
        c01 = f64x2.add(c01, f64x2.mul(x, z));
        c11 = f64x2.add(c11, f64x2.mul(y, z));
        z = v128.load(b2 + v);
        c02 = f64x2.add(c02, f64x2.mul(x, z));
        c12 = f64x2.add(c12, f64x2.mul(y, z));
        z = v128.load(b3 + v);
        c03 = f64x2.add(c03, f64x2.mul(x, z));
        c13 = f64x2.add(c13, f64x2.mul(y, z));
        v += 16;
      } while (v < row);
      const out = block + <usize>i * blockRow + ((<usize>j) << 3);
      const rows = i + 1 < aCount ? 2 : 1;
      for (let r = 0; r < rows; r++) {
        const o = out + <usize>r * blockRow;
        store<f64>(o, sum(r == 0 ? c00 : c10));
        if (j + 1 < bCount) store<f64>(o, sum(r == 0 ? c01 : c11), 8);
        if (j + 2 < bCount) store<f64>(o, sum(r == 0 ? c02 : c12), 16);
        if (j + 3 < bCount) store<f64>(o, sum(r == 0 ? c03 : c13), 24);
      }
    }
  }
}
