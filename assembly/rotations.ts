// Layers of single-qubit rotations between layers of CZ, which re-upload data: every sample runs through its own.
//
// What a layer does to a qubit is RZ(a) RX(b) RZ(c) (turns.ts), and CZs commute with RZ. So two diagonals are left of each
// layer: that of all b between Hadamards on all qubits, and that of all a, the CZs behind them and the next layer's c. Their
// tables are products, made for each sample by one complex multiplication a row, which the sample's 2^h columns share.
//
// Only what the readout can see is run: the last layer turns the readout alone, the one before what CZs join to it, and so
// on; the rest cancels. So the last layer is no layer of passes but the observable O = n_x X S + n_y Y S + n_z Z on the
// states in front of it, S the Z of all that CZs join to the readout. Behind the first layer's b the states are a product,
// and are written down.
//
// Two samples go through the whole circuit before the next two, so that their states stay in the nearest cache.
// The coordinates are those of M_kl = psi_k^+ O psi_l, as in state.ts; M = sum_j n_j M^j, and the three M^j are kept, for
// they are dM/dn_j. Backwards, lambda_k = 2 O sum_l K_kl psi_l goes through the passes, and z at each diagonal gives
// dL/d(angle) about Z (at a and c) and about X (at b) for all qubits at once.

import {
  PASS_AFTER,
  PASS_BEFORE,
  PASS_BYTES,
  PASS_DIAGONAL,
  PASS_HI,
  PASS_LO,
  PROCESSOR_CHUNK,
  PROCESSOR_CIRCUIT,
  PROCESSOR_SLOT,
  PROCESSOR_SOURCE,
  PROCESSOR_SOURCE_COUNT,
  ROTATIONS_ADJOINT,
  ROTATIONS_ANGLES,
  ROTATIONS_DIAGONALS,
  ROTATIONS_EULER,
  ROTATIONS_FACTORS,
  ROTATIONS_FIRST_MASK,
  ROTATIONS_FIRST_TURNS,
  ROTATIONS_FLAT,
  ROTATIONS_GRADIENT,
  ROTATIONS_HALVES,
  ROTATIONS_HISTORY,
  ROTATIONS_LANE,
  ROTATIONS_LANE_COUNT,
  ROTATIONS_MOMENTS,
  ROTATIONS_NUMBER,
  ROTATIONS_NUMBERS,
  ROTATIONS_PASS_WORDS,
  ROTATIONS_PASSES,
  ROTATIONS_READOUT,
  ROTATIONS_READOUT_SIGNS,
  ROTATIONS_ROW_BITS,
  ROTATIONS_SCALES,
  ROTATIONS_SEED,
  ROTATIONS_SHARED,
  ROTATIONS_SIGNS,
  ROTATIONS_STATE,
  ROTATIONS_TABLE,
  ROTATIONS_TERMS,
  ROTATIONS_TURNS,
  ROTATIONS_Z,
  TURN_BIT,
  TURN_DIAGONAL,
} from './layout';
import { region } from './regions';
import { acrossBit, columnZ, Full, foldZ, Partial, turnBackward, turnForward } from './rotation-passes';
import { observe, seedAdjoint } from './rotation-readout';
import { gather } from './samples';
import {
  addTermGradient,
  EULER_BYTES,
  eulerOf,
  isFlat,
  laneAngles,
  lastTurnBackward,
  makeReadout,
  makeTurns,
  sharedAngles,
  sharedCount,
  turnAt,
  turnsBackward,
} from './turns';
import { hadamardOne, hadamardTwo } from './walsh';

function rotationsOf(processor: usize): usize {
  return load<usize>(processor, PROCESSOR_CIRCUIT);
}

/** Bytes of two samples' states. */
function stateBytes(rotations: usize): usize {
  return (<usize>32) << (<usize>(load<i32>(rotations, ROTATIONS_ROW_BITS) + load<i32>(rotations, ROTATIONS_HALVES)));
}

/** Bytes of two samples' table of one diagonal. */
function tableBytes(rotations: usize): usize {
  return (<usize>32) << (<usize>load<i32>(rotations, ROTATIONS_ROW_BITS));
}

function eulerBytes(rotations: usize): usize {
  return <usize>load<i32>(rotations, ROTATIONS_TURNS) * EULER_BYTES;
}

function momentBytes(rotations: usize): usize {
  return (<usize>48) << (<usize>(2 * load<i32>(rotations, ROTATIONS_HALVES)));
}

/** Gives the processor its work space; with `keep` two samples after the other have their own. */
export function placeRotations(processor: usize, lanes: i32, keep: bool): void {
  const rotations = rotationsOf(processor);
  const pairs = keep ? <f64>(lanes / 2) : 1;
  const diagonals = <f64>load<i32>(rotations, ROTATIONS_DIAGONALS);
  const state = <f64>stateBytes(rotations);
  region(processor, PROCESSOR_CHUNK, <f64>load<i32>(processor, PROCESSOR_SOURCE_COUNT) * <f64>lanes * 8);
  region(rotations, ROTATIONS_SHARED, <f64>sharedCount(rotations) * 16);
  region(rotations, ROTATIONS_LANE, <f64>load<i32>(rotations, ROTATIONS_LANE_COUNT) * <f64>lanes * 16);
  region(rotations, ROTATIONS_EULER, pairs * <f64>eulerBytes(rotations));
  region(rotations, ROTATIONS_TABLE, pairs * diagonals * <f64>tableBytes(rotations));
  region(rotations, ROTATIONS_STATE, pairs * state);
  region(rotations, ROTATIONS_MOMENTS, pairs * <f64>momentBytes(rotations));
  region(rotations, ROTATIONS_SEED, <f64>seedBytes(rotations));
  if (!keep) return;
  region(rotations, ROTATIONS_HISTORY, pairs * diagonals * state);
  region(rotations, ROTATIONS_ADJOINT, state);
  region(rotations, ROTATIONS_Z, state / 2);
  region(rotations, ROTATIONS_NUMBER, <f64>load<i32>(rotations, ROTATIONS_NUMBERS) * 32);
  region(rotations, ROTATIONS_GRADIENT, <f64>load<i32>(rotations, ROTATIONS_TERMS) * 16);
  region(rotations, ROTATIONS_FLAT, diagonals * 4);
}

/** K, then 2^h complex numbers, then a vector of three. */
function seedBytes(rotations: usize): usize {
  const halves = <usize>load<i32>(rotations, ROTATIONS_HALVES);
  return ((<usize>32) << (2 * halves)) + ((<usize>32) << halves) + 48;
}

/** Makes what all samples share, and clears the gradient. */
export function rotationsStart(processor: usize, angles: usize): void {
  const rotations = rotationsOf(processor);
  store<usize>(rotations, angles, ROTATIONS_ANGLES);
  sharedAngles(rotations, angles);
  const gradient = load<usize>(rotations, ROTATIONS_GRADIENT);
  if (gradient) memory.fill(gradient, 0, (<usize>load<i32>(rotations, ROTATIONS_TERMS)) << 4);
}

/** The diagonal's table of two samples: entry [2^b + j] is entry [j] times bit b's phase, for j < 2^b. */
function makeTable(rotations: usize, diagonal: i32, euler: usize, out: usize): void {
  const bits = <usize>load<i32>(rotations, ROTATIONS_ROW_BITS);
  const isMiddle = (diagonal & 1) == 0;
  let words = load<usize>(rotations, ROTATIONS_FACTORS) + ((<usize>diagonal * bits) << 3);
  const signs = load<usize>(rotations, ROTATIONS_SIGNS) + ((<usize>diagonal) << (bits + 3));
  v128.store(out, v128.load64_splat(load<usize>(rotations, ROTATIONS_SCALES) + ((<usize>diagonal) << 3)));
  v128.store(out, f64x2.splat(0), 16);
  for (let bit: usize = 0; bit < bits; bit++, words += 8) {
    const first = load<i32>(words);
    let c = f64x2.splat(1);
    let s = f64x2.splat(0);
    if (first >= 0) {
      const at = eulerOf(euler, first);
      if (isMiddle) {
        c = v128.load(at, 32);
        s = v128.load(at, 48);
      } else {
        // e^(ia) of the turn before times e^(ic) of the turn behind.
        const next = eulerOf(euler, load<i32>(words, 4));
        const ar = v128.load(at);
        const ai = v128.load(at, 16);
        const cr = v128.load(next, 64);
        const ci = v128.load(next, 80);
        c = f64x2.sub(f64x2.mul(ar, cr), f64x2.mul(ai, ci));
        s = f64x2.add(f64x2.mul(ar, ci), f64x2.mul(ai, cr));
      }
    }
    const size = (<usize>32) << bit;
    let p = out;
    let sign = signs + ((<usize>8) << bit);
    const end = out + size;
    do {
      const flip = v128.load64_splat(sign);
      const a = v128.load(p);
      const b = v128.load(p, 16);
      v128.store(p + size, v128.xor(flip, f64x2.sub(f64x2.mul(a, c), f64x2.mul(b, s))));
      v128.store(p + size, v128.xor(flip, f64x2.add(f64x2.mul(a, s), f64x2.mul(b, c))), 16);
      p += 32;
      sign += 8;
    } while (p < end);
  }
}

/** Copy k starts as basis state k of the halves; behind the first layer's b that is a product. Writes it to x. */
function startStates(rotations: usize, euler: usize, table: usize, x: usize): void {
  const halves = load<i32>(rotations, ROTATIONS_HALVES);
  const bits = load<i32>(rotations, ROTATIONS_ROW_BITS);
  const rows: usize = (<usize>1) << (<usize>bits);
  const row = (<usize>32) << (<usize>halves);
  const isTurned = load<i32>(rotations, ROTATIONS_DIAGONALS) > 0;
  const mask = isTurned ? <usize>load<i32>(rotations, ROTATIONS_FIRST_MASK) : 0;
  const turns = load<usize>(rotations, ROTATIONS_FIRST_TURNS);
  for (let k: usize = 0; k < (<usize>1) << (<usize>halves); k++) {
    const basis = k << (<usize>(bits - halves));
    let c = f64x2.splat(1);
    let s = f64x2.splat(0);
    for (let half = 0; half < halves && isTurned; half++) {
      const turn = load<i32>(turns + ((<usize>half) << 2));
      if (turn < 0 || ((k >> <usize>(halves - 1 - half)) & 1) == 0) continue;
      const cr = v128.load(eulerOf(euler, turn), 64);
      const ci = v128.load(eulerOf(euler, turn), 80);
      const t = f64x2.sub(f64x2.mul(c, cr), f64x2.mul(s, ci));
      s = f64x2.add(f64x2.mul(c, ci), f64x2.mul(s, cr));
      c = t;
    }
    let p = x + (k << 5);
    for (let n: usize = 0; n < rows; n++, p += row) {
      if (((n ^ basis) & ~mask) != 0) {
        v128.store(p, f64x2.splat(0));
        v128.store(p, f64x2.splat(0), 16);
        continue;
      }
      if (!isTurned) {
        v128.store(p, c);
        v128.store(p, s, 16);
        continue;
      }
      const flip = i64x2.splat((<i64>popcnt(n & basis & mask)) << 63);
      const a = v128.load(table + (n << 5));
      const b = v128.load(table + (n << 5), 16);
      v128.store(p, v128.xor(flip, f64x2.sub(f64x2.mul(a, c), f64x2.mul(b, s))));
      v128.store(p, v128.xor(flip, f64x2.add(f64x2.mul(a, s), f64x2.mul(b, c))), 16);
    }
  }
}

/** Hadamards alone on the two bits of a pass, as the mask says. */
function hadamards(x: usize, bytes: usize, halves: usize, word: usize, mask: i32): void {
  const near = (<usize>32) << (halves + <usize>load<i32>(word, PASS_LO));
  const far = (<usize>32) << (halves + <usize>load<i32>(word, PASS_HI));
  if (mask == 3) hadamardTwo(x, bytes, near, far);
  else if (mask != 0) hadamardOne(x, bytes, mask == 1 ? near : far);
}

function isFull(word: usize): bool {
  return load<i32>(word, PASS_BEFORE) == 3 && load<i32>(word, PASS_AFTER) == 3;
}

/** The coordinates of M for the chunk. */
export function rotationsForward(processor: usize, slots: usize, ids: usize, lanes: i32, keep: bool): void {
  const rotations = rotationsOf(processor);
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  const count = load<i32>(processor, PROCESSOR_SOURCE_COUNT);
  if (count > 0) gather(load<usize>(processor, PROCESSOR_SOURCE), count, ids, lanes, chunk);
  laneAngles(rotations, load<usize>(rotations, ROTATIONS_ANGLES), chunk, lanes);
  const laneBytes = (<usize>lanes) << 3;
  const bytes = stateBytes(rotations);
  const halves = <usize>load<i32>(rotations, ROTATIONS_HALVES);
  const diagonals = load<i32>(rotations, ROTATIONS_DIAGONALS);
  const table = tableBytes(rotations);
  const passes = load<i32>(rotations, ROTATIONS_PASSES);
  const out = slots + <usize>load<i32>(processor, PROCESSOR_SLOT) * laneBytes;
  const vector = load<usize>(rotations, ROTATIONS_SEED) + seedBytes(rotations) - 48;
  let x = load<usize>(rotations, ROTATIONS_STATE);
  let euler = load<usize>(rotations, ROTATIONS_EULER);
  let tables = load<usize>(rotations, ROTATIONS_TABLE);
  let moments = load<usize>(rotations, ROTATIONS_MOMENTS);
  let history = keep ? load<usize>(rotations, ROTATIONS_HISTORY) : 0;
  for (let v: usize = 0; v < laneBytes; v += 16) {
    makeTurns(rotations, euler, lanes, v);
    for (let d = 0; d < diagonals; d++) makeTable(rotations, d, euler, tables + <usize>d * table);
    startStates(rotations, euler, tables, x);
    if (keep && diagonals > 0) memory.copy(history, x, bytes);
    let word = load<usize>(rotations, ROTATIONS_PASS_WORDS);
    for (let n = 0; n < passes; n++, word += PASS_BYTES) {
      const diagonal = load<i32>(word, PASS_DIAGONAL);
      if (diagonal < 0) {
        hadamards(x, bytes, halves, word, load<i32>(word, PASS_BEFORE));
        continue;
      }
      const own = tables + <usize>diagonal * table;
      const kept = keep ? history + <usize>diagonal * bytes : 0;
      if (isFull(word)) turnForward<Full>(x, bytes, halves, word, own, kept);
      else turnForward<Partial>(x, bytes, halves, word, own, kept);
    }
    makeReadout(rotations, euler, vector);
    observe(
      x,
      bytes,
      halves,
      load<i32>(rotations, ROTATIONS_READOUT),
      load<usize>(rotations, ROTATIONS_READOUT_SIGNS),
      moments,
      vector,
      out + v,
      laneBytes,
    );
    if (!keep) continue;
    x += bytes;
    euler += eulerBytes(rotations);
    tables += <usize>diagonals * table;
    moments += momentBytes(rotations);
    history += <usize>diagonals * bytes;
  }
}

/** Marks the bits whose turns are flat, diagonal by diagonal. */
function markFlat(rotations: usize, euler: usize): void {
  const flat = load<usize>(rotations, ROTATIONS_FLAT);
  memory.fill(flat, 0, (<usize>load<i32>(rotations, ROTATIONS_DIAGONALS)) << 2);
  for (let turn = load<i32>(rotations, ROTATIONS_TURNS) - 2; turn >= 0; turn--) {
    if (!isFlat(euler, turn)) continue;
    const word = turnAt(rotations, turn);
    const at = flat + ((<usize>load<i32>(word, TURN_DIAGONAL)) << 2);
    store<i32>(at, load<i32>(at) | (1 << load<i32>(word, TURN_BIT)));
  }
}

/** The numbers about Y that flat turns ask for, from lambda and the states behind their diagonal. */
function flatNumbers(rotations: usize, diagonal: i32, bits: i32, lambda: usize, psi: usize): void {
  const rowBits = load<i32>(rotations, ROTATIONS_ROW_BITS);
  const first = load<i32>(rotations, ROTATIONS_NUMBERS) + diagonal * rowBits;
  const numbers = load<usize>(rotations, ROTATIONS_NUMBER);
  const halves = <usize>load<i32>(rotations, ROTATIONS_HALVES);
  for (let rest = bits; rest != 0; rest &= rest - 1) {
    const bit = ctz(rest);
    v128.store(numbers + ((<usize>(first + bit)) << 4), acrossBit(lambda, psi, stateBytes(rotations), halves, bit));
  }
}

/** dL/d(angle) about Z in front of the first layer, where a qubit's state is a basis state: from the columns' z. */
function startNumbers(rotations: usize, columns: usize): void {
  const halves = load<i32>(rotations, ROTATIONS_HALVES);
  const bits = load<i32>(rotations, ROTATIONS_ROW_BITS);
  const numbers = load<usize>(rotations, ROTATIONS_NUMBER);
  const at = numbers + ((<usize>(load<i32>(rotations, ROTATIONS_DIAGONALS) * bits)) << 4);
  const half = f64x2.splat(0.5);
  for (let bit = 0; bit < bits; bit++) {
    const own = bit - (bits - halves);
    let sum = f64x2.splat(0);
    for (let k: usize = 0; k < (<usize>1) << (<usize>halves); k++) {
      const one = v128.load(columns + (k << 4));
      sum = own >= 0 && ((k >> <usize>own) & 1) != 0 ? f64x2.sub(sum, one) : f64x2.add(sum, one);
    }
    v128.store(at + ((<usize>bit) << 4), f64x2.mul(half, sum));
  }
}

/** Adds the chunk's share of the gradient, from the coordinates' adjoints, behind a forward run that kept everything. */
export function rotationsBackward(processor: usize, adjoints: usize, lanes: i32): void {
  const rotations = rotationsOf(processor);
  const data = load<usize>(processor, PROCESSOR_CHUNK);
  const laneBytes = (<usize>lanes) << 3;
  const bytes = stateBytes(rotations);
  const halves = <usize>load<i32>(rotations, ROTATIONS_HALVES);
  const bits = load<i32>(rotations, ROTATIONS_ROW_BITS);
  const diagonals = load<i32>(rotations, ROTATIONS_DIAGONALS);
  const table = tableBytes(rotations);
  const passes = load<i32>(rotations, ROTATIONS_PASSES);
  const seeds = adjoints + <usize>load<i32>(processor, PROCESSOR_SLOT) * laneBytes;
  const seed = load<usize>(rotations, ROTATIONS_SEED);
  const columns = seed + ((<usize>32) << (2 * halves));
  const vector = columns + ((<usize>32) << halves);
  const lambda = load<usize>(rotations, ROTATIONS_ADJOINT);
  const z = load<usize>(rotations, ROTATIONS_Z);
  const numbers = load<usize>(rotations, ROTATIONS_NUMBER);
  const flat = load<usize>(rotations, ROTATIONS_FLAT);
  const words = load<usize>(rotations, ROTATIONS_PASS_WORDS);
  let x = load<usize>(rotations, ROTATIONS_STATE);
  let euler = load<usize>(rotations, ROTATIONS_EULER);
  let tables = load<usize>(rotations, ROTATIONS_TABLE);
  let moments = load<usize>(rotations, ROTATIONS_MOMENTS);
  let history = load<usize>(rotations, ROTATIONS_HISTORY);
  memory.fill(numbers, 0, (<usize>load<i32>(rotations, ROTATIONS_NUMBERS)) << 5);
  for (let v: usize = 0; v < laneBytes; v += 16) {
    makeReadout(rotations, euler, vector);
    if (diagonals > 0) {
      seedAdjoint(
        x,
        lambda,
        bytes,
        halves,
        load<i32>(rotations, ROTATIONS_READOUT),
        load<usize>(rotations, ROTATIONS_READOUT_SIGNS),
        vector,
        seeds + v,
        laneBytes,
        seed,
      );
    }
    momentGradient(moments, seeds + v, halves, laneBytes, vector);
    lastTurnBackward(rotations, euler, vector, data, lanes, v);
    if (diagonals > 0) {
      markFlat(rotations, euler);
      for (let n = passes - 1; n >= 0; n--) {
        const word = words + PASS_BYTES * n;
        const diagonal = load<i32>(word, PASS_DIAGONAL);
        if (diagonal < 0) {
          hadamards(lambda, bytes, halves, word, load<i32>(word, PASS_BEFORE));
          continue;
        }
        const own = tables + <usize>diagonal * table;
        const psi = history + <usize>diagonal * bytes;
        const asked = load<i32>(flat + ((<usize>diagonal) << 2));
        if (asked != 0) {
          hadamards(lambda, bytes, halves, word, load<i32>(word, PASS_AFTER));
          flatNumbers(rotations, diagonal, asked, lambda, psi);
          turnBackward<Partial>(lambda, bytes, halves, word, 0, own, psi, z);
        } else if (isFull(word)) turnBackward<Full>(lambda, bytes, halves, word, 3, own, psi, z);
        else turnBackward<Partial>(lambda, bytes, halves, word, load<i32>(word, PASS_AFTER), own, psi, z);
        foldZ(z, bits, halves, numbers + ((<usize>(diagonal * bits)) << 4));
      }
      columnZ(lambda, history, bytes, halves, z, columns);
      startNumbers(rotations, columns);
      foldZ(z, bits, halves, numbers);
      if (load<i32>(flat) != 0) flatNumbers(rotations, 0, load<i32>(flat), lambda, history);
      turnsBackward(rotations, euler, data, lanes, v);
    }
    x += bytes;
    euler += eulerBytes(rotations);
    tables += <usize>diagonals * table;
    moments += momentBytes(rotations);
    history += <usize>diagonals * bytes;
  }
}

/** dL/dn_j = sum over the coordinates of their adjoints times those of M^j; three v128 at out. */
function momentGradient(moments: usize, seeds: usize, halves: usize, laneBytes: usize, out: usize): void {
  const count: usize = (<usize>1) << (2 * halves);
  let gx = f64x2.splat(0);
  let gy = gx;
  let gz = gx;
  for (let n: usize = 0; n < count; n++) {
    const adjoint = v128.load(seeds + n * laneBytes);
    gx = f64x2.add(gx, f64x2.mul(adjoint, v128.load(moments + n * 48)));
    gy = f64x2.add(gy, f64x2.mul(adjoint, v128.load(moments + n * 48, 16)));
    gz = f64x2.add(gz, f64x2.mul(adjoint, v128.load(moments + n * 48, 32)));
  }
  v128.store(out, gx);
  v128.store(out, gy, 16);
  v128.store(out, gz, 32);
}

/** Adds the gradient of all chunks. */
export function rotationsFinish(processor: usize, gradient: usize): void {
  addTermGradient(rotationsOf(processor), gradient);
}
