// The samples' part for embeddings of the form D(x) H..H: a diagonal of phases p(x) behind Hadamards on every qubit.
//
// With the ebit halves on the top h bits, the response follows from the character sums
//     S[a][b] = sum over i with top bits a, j with top bits b of conj(p_i) O_ij p_j,      a <= b,
// a Hermitian 2^h x 2^h matrix: about 2^(2m-1) complex multiply-adds a sample for every h. Its 4^h real coordinates
// (S_aa, and Re S_ab, Im S_ab for a < b, in the order of the loops) go to the response slots.
//
// Samples fill the SIMD lanes, CHUNK at a time, so that everything here stays in the L1 cache:
//   observable  f64 [2^m][2^m][re, im]         read
//   phases      f64 [2^m][re, im][PLANE]       read: the chunk's phases, gathered and transposed
//   slots       f64 [4^h][CHUNK]               written (forwards) or read (backwards)
//   tiles       v128, one complex number a pair i < j; then one v128 a block for the diagonal: accumulated over chunks
// Two rows i, i + 1 of O go together, which halves the loads of p_j; wider tiles spill in V8.

import { circuitOf } from './descriptors';
import {
  CIRCUIT_GRADIENT,
  CIRCUIT_HALVES,
  CIRCUIT_OBSERVABLE,
  CIRCUIT_QUBITS,
  PROCESSOR_CHUNK,
  PROCESSOR_SLOT,
  PROCESSOR_TILES,
  PROCESSOR_WORK,
} from './layout';
import {
  makeObservable,
  makeReadout,
  observableBackward,
  placeObservable,
  placeReadout,
  readoutBackward,
  sizeOf,
} from './observable';
import { region } from './regions';
import { gatherProcessor, placeChunk } from './samples';
import { addTile, LANE_BYTES, PLANE_BYTES, ROW_BYTES, readTile, tilePair } from './tiles';

/** Gives the processor its work space. */
export function placeCharacters(processor: usize, keep: bool): void {
  const circuit = circuitOf(processor);
  placeReadout(circuit, keep);
  placeObservable(circuit, keep);
  placeSums(processor, load<i32>(circuit, CIRCUIT_HALVES), keep);
}

/** The chunk, the tiles and the scratch of the sums. */
export function placeSums(processor: usize, halves: i32, keep: bool): void {
  const size = <f64>sizeOf(circuitOf(processor));
  placeChunk(processor);
  if (keep) region(processor, PROCESSOR_TILES, 16 * (size * (size - 1) + <f64>((<i64>1) << (<i64>halves))));
  if (keep) region(processor, PROCESSOR_WORK, <f64>(2 * ROW_BYTES));
}

/** O; with `keep` clears the tiles. */
export function charactersStart(processor: usize, angles: usize, keep: bool): void {
  const circuit = circuitOf(processor);
  makeReadout(circuit, angles, keep);
  makeObservable(circuit);
  if (!keep) return;
  const halves = load<i32>(circuit, CIRCUIT_HALVES);
  clearCharacterTiles(load<usize>(processor, PROCESSOR_TILES), load<i32>(circuit, CIRCUIT_QUBITS), halves);
}

/** Writes the coordinates of S for the chunk. */
export function charactersForward(processor: usize, slots: usize, ids: usize): void {
  const circuit = circuitOf(processor);
  gatherProcessor(processor, ids);
  characterSums(
    load<usize>(circuit, CIRCUIT_OBSERVABLE),
    load<usize>(processor, PROCESSOR_CHUNK),
    slots + <usize>load<i32>(processor, PROCESSOR_SLOT) * LANE_BYTES,
    load<i32>(circuit, CIRCUIT_QUBITS),
    load<i32>(circuit, CIRCUIT_HALVES),
  );
}

/** Adds the chunk's share of dLoss/dO to the tiles. */
export function charactersBackward(processor: usize, adjoints: usize): void {
  const circuit = circuitOf(processor);
  addCharacterTiles(
    load<usize>(processor, PROCESSOR_CHUNK),
    adjoints + <usize>load<i32>(processor, PROCESSOR_SLOT) * LANE_BYTES,
    load<usize>(processor, PROCESSOR_TILES),
    load<usize>(processor, PROCESSOR_WORK),
    load<i32>(circuit, CIRCUIT_QUBITS),
    load<i32>(circuit, CIRCUIT_HALVES),
  );
}

/** From the tiles to the gradient of every angle. */
export function charactersFinish(processor: usize, gradient: usize): void {
  const circuit = circuitOf(processor);
  readCharacterTiles(
    load<usize>(processor, PROCESSOR_TILES),
    load<usize>(circuit, CIRCUIT_GRADIENT),
    load<i32>(circuit, CIRCUIT_QUBITS),
    load<i32>(circuit, CIRCUIT_HALVES),
  );
  observableBackward(circuit);
  readoutBackward(circuit, gradient);
}

function scaled(p: usize, v: v128): v128 {
  return f64x2.mul(v128.load64_splat(p), v);
}

/** Writes the coordinates of S for a chunk, from O and phases. */
export function characterSums(observable: usize, phases: usize, slots: usize, qubits: i32, halves: i32): void {
  const blocks = 1 << halves;
  const group = 1 << (qubits - halves);
  if (group == 1) {
    outerForward(observable, phases, slots, blocks);
    return;
  }
  const width = (<usize>16) << (<usize>qubits); // bytes of a row of O
  const rows = <usize>group * width;
  const planes = <usize>group * ROW_BYTES;
  let out = slots;
  for (let a: usize = 0; a < <usize>blocks; a++) {
    const block = observable + a * rows + a * ((<usize>group) << 4);
    diagonalBlock(block, phases + a * planes, out, width, <usize>group);
    out += LANE_BYTES;
    for (let b = a + 1; b < <usize>blocks; b++) {
      const beside = block + (b - a) * ((<usize>group) << 4);
      offDiagonalBlock(beside, phases + a * planes, phases + b * planes, out, width, <usize>group);
      out += 2 * LANE_BYTES;
    }
  }
}

// The loops below test at their ends: V8 takes what does not change out of no others.

/** S_aa over the chunk; `block` is O's diagonal block, p its phases. */
function diagonalBlock(block: usize, p: usize, out: usize, width: usize, group: usize): void {
  let trace = 0.0;
  for (let i: usize = 0; i < group; i++) trace += load<f64>(block + i * (width + 16));
  const diagonal = f64x2.splat(trace);
  let v: usize = 0;
  do {
    let sum = f64x2.splat(0);
    let at = block + 16; // O_i,i+1
    let s = p + v;
    let last = block + (group << 4);
    do {
      const pr1 = v128.load(s, ROW_BYTES);
      const pi1 = v128.load(s, ROW_BYTES + PLANE_BYTES);
      let t0r = f64x2.sub(scaled(at, pr1), scaled(at + 8, pi1));
      let t0i = f64x2.add(scaled(at, pi1), scaled(at + 8, pr1));
      let t1r = f64x2.splat(0);
      let t1i = f64x2.splat(0);
      let q = s + 2 * ROW_BYTES;
      for (let o = at + 16; o < last; o += 16, q += ROW_BYTES) {
        const pr = v128.load(q);
        const pm = v128.load(q, PLANE_BYTES);
        let x = v128.load64_splat(o);
        let y = v128.load64_splat(o, 8);
        t0r = f64x2.add(t0r, f64x2.sub(f64x2.mul(x, pr), f64x2.mul(y, pm)));
        t0i = f64x2.add(t0i, f64x2.add(f64x2.mul(x, pm), f64x2.mul(y, pr)));
        x = v128.load64_splat(o + width);
        y = v128.load64_splat(o + width, 8);
        t1r = f64x2.add(t1r, f64x2.sub(f64x2.mul(x, pr), f64x2.mul(y, pm)));
        t1i = f64x2.add(t1i, f64x2.add(f64x2.mul(x, pm), f64x2.mul(y, pr)));
      }
      sum = f64x2.add(sum, f64x2.add(f64x2.mul(v128.load(s), t0r), f64x2.mul(v128.load(s, PLANE_BYTES), t0i)));
      sum = f64x2.add(sum, f64x2.add(f64x2.mul(pr1, t1r), f64x2.mul(pi1, t1i)));
      at += 2 * width + 32;
      last += 2 * width;
      s += 2 * ROW_BYTES;
    } while (at < last);
    v128.store(out + v, f64x2.add(diagonal, f64x2.add(sum, sum)));
    v += 16;
  } while (v < LANE_BYTES);
}

/** S_ab over the chunk; `block` is O's block of rows a, columns b. */
function offDiagonalBlock(block: usize, pa: usize, pb: usize, out: usize, width: usize, group: usize): void {
  const end = block + group * width;
  const columns = group << 4;
  let v: usize = 0;
  do {
    let re = f64x2.splat(0);
    let im = f64x2.splat(0);
    let s = pa + v;
    let row = block;
    do {
      let t0r = f64x2.splat(0);
      let t0i = f64x2.splat(0);
      let t1r = f64x2.splat(0);
      let t1i = f64x2.splat(0);
      let q = pb + v;
      let o = row;
      const last = row + columns;
      do {
        const pr = v128.load(q);
        const pm = v128.load(q, PLANE_BYTES);
        let x = v128.load64_splat(o);
        let y = v128.load64_splat(o, 8);
        t0r = f64x2.add(t0r, f64x2.sub(f64x2.mul(x, pr), f64x2.mul(y, pm)));
        t0i = f64x2.add(t0i, f64x2.add(f64x2.mul(x, pm), f64x2.mul(y, pr)));
        x = v128.load64_splat(o + width);
        y = v128.load64_splat(o + width, 8);
        t1r = f64x2.add(t1r, f64x2.sub(f64x2.mul(x, pr), f64x2.mul(y, pm)));
        t1i = f64x2.add(t1i, f64x2.add(f64x2.mul(x, pm), f64x2.mul(y, pr)));
        o += 16;
        q += ROW_BYTES;
      } while (o < last);
      let pr = v128.load(s);
      let pm = v128.load(s, PLANE_BYTES);
      re = f64x2.add(re, f64x2.add(f64x2.mul(pr, t0r), f64x2.mul(pm, t0i)));
      im = f64x2.add(im, f64x2.sub(f64x2.mul(pr, t0i), f64x2.mul(pm, t0r)));
      pr = v128.load(s, ROW_BYTES);
      pm = v128.load(s, ROW_BYTES + PLANE_BYTES);
      re = f64x2.add(re, f64x2.add(f64x2.mul(pr, t1r), f64x2.mul(pm, t1i)));
      im = f64x2.add(im, f64x2.sub(f64x2.mul(pr, t1i), f64x2.mul(pm, t1r)));
      row += 2 * width;
      s += 2 * ROW_BYTES;
    } while (row < end);
    v128.store(out + v, re);
    v128.store(out + v, im, LANE_BYTES);
    v += 16;
  } while (v < LANE_BYTES);
}

/** Every qubit holds an ebit half: S_ab = conj(p_a) O_ab p_b, one product a pair. */
function outerForward(observable: usize, phases: usize, slots: usize, blocks: i32): void {
  let out = slots;
  for (let a = 0; a < blocks; a++) {
    const pa = phases + <usize>a * ROW_BYTES;
    const row = observable + ((<usize>(a * blocks)) << 4);
    const diagonal = v128.load64_splat(row + ((<usize>a) << 4));
    for (let v: usize = 0; v < LANE_BYTES; v += 16) v128.store(out + v, diagonal);
    out += LANE_BYTES;
    for (let b = a + 1; b < blocks; b++) {
      const pb = phases + <usize>b * ROW_BYTES;
      const o = row + ((<usize>b) << 4);
      for (let v: usize = 0; v < LANE_BYTES; v += 16) {
        const pr = v128.load(pb + v);
        const pm = v128.load(pb + v, PLANE_BYTES);
        const tr = f64x2.sub(scaled(o, pr), scaled(o + 8, pm));
        const ti = f64x2.add(scaled(o, pm), scaled(o + 8, pr));
        const ar = v128.load(pa + v);
        const ai = v128.load(pa + v, PLANE_BYTES);
        v128.store(out + v, f64x2.add(f64x2.mul(ar, tr), f64x2.mul(ai, ti)));
        v128.store(out + v + LANE_BYTES, f64x2.sub(f64x2.mul(ar, ti), f64x2.mul(ai, tr)));
      }
      out += 2 * LANE_BYTES;
    }
  }
}

/**
 * Adds the chunk's share of dLoss/dO to the tiles; slots hold dLoss/d(coordinate). `work` is 4 * PLANE f64 of scratch.
 * For i in block a, j in block b, i < j, the tile gathers K p_i conj(p_j) with K = dL/dRe S_ab + i dL/dIm S_ab; the
 * factor 1/2 off the diagonal blocks is applied when the tiles are read.
 */
export function addCharacterTiles(
  phases: usize,
  slots: usize,
  tiles: usize,
  work: usize,
  qubits: i32,
  halves: i32,
): void {
  const blocks = 1 << halves;
  const group = 1 << (qubits - halves);
  let diagonal = tiles + ((<usize>((1 << qubits) * ((1 << qubits) - 1))) << 4);
  let tile = tiles;
  let k = slots;
  for (let a = 0; a < blocks; a++) {
    let sum = f64x2.splat(0);
    for (let v: usize = 0; v < LANE_BYTES; v += 16) sum = f64x2.add(sum, v128.load(k + v));
    v128.store(diagonal, f64x2.add(v128.load(diagonal), sum));
    diagonal += 16;
    tile = tilesDiagonal(phases, k, tile, work, a * group, group);
    k += LANE_BYTES;
    for (let b = a + 1; b < blocks; b++) {
      tile =
        group == 1
          ? tileSingle(phases, k, tile, a, b)
          : tilesOffDiagonal(phases, k, tile, work, a * group, b * group, group);
      k += 2 * LANE_BYTES;
    }
  }
}

function tileSingle(phases: usize, k: usize, tile: usize, a: i32, b: i32): usize {
  const pa = phases + <usize>a * ROW_BYTES;
  const pb = phases + <usize>b * ROW_BYTES;
  let re = f64x2.splat(0);
  let im = f64x2.splat(0);
  for (let v: usize = 0; v < LANE_BYTES; v += 16) {
    const kr = v128.load(k + v);
    const ki = v128.load(k + v, LANE_BYTES);
    const ar = v128.load(pa + v);
    const ai = v128.load(pa + v, PLANE_BYTES);
    const tr = f64x2.sub(f64x2.mul(kr, ar), f64x2.mul(ki, ai));
    const ti = f64x2.add(f64x2.mul(kr, ai), f64x2.mul(ki, ar));
    const br = v128.load(pb + v);
    const bi = v128.load(pb + v, PLANE_BYTES);
    re = f64x2.add(re, f64x2.add(f64x2.mul(tr, br), f64x2.mul(ti, bi)));
    im = f64x2.add(im, f64x2.sub(f64x2.mul(ti, br), f64x2.mul(tr, bi)));
  }
  addTile(tile, re, im);
  return tile + 32;
}

function tilesDiagonal(phases: usize, k: usize, tile: usize, work: usize, first: i32, group: i32): usize {
  for (let i = first; i < first + group - 1; i += 2) {
    const p = phases + <usize>i * ROW_BYTES;
    let re = f64x2.splat(0);
    let im = f64x2.splat(0);
    let v: usize = 0;
    do {
      const kr = v128.load(k + v);
      const tr = f64x2.mul(kr, v128.load(p + v));
      const ti = f64x2.mul(kr, v128.load(p + v, PLANE_BYTES));
      const pr = v128.load(p + v, 2 * PLANE_BYTES);
      const pm = v128.load(p + v, 3 * PLANE_BYTES);
      v128.store(work + v, tr);
      v128.store(work + v, ti, PLANE_BYTES);
      v128.store(work + v, f64x2.mul(kr, pr), 2 * PLANE_BYTES);
      v128.store(work + v, f64x2.mul(kr, pm), 3 * PLANE_BYTES);
      re = f64x2.add(re, f64x2.add(f64x2.mul(tr, pr), f64x2.mul(ti, pm)));
      im = f64x2.add(im, f64x2.sub(f64x2.mul(ti, pr), f64x2.mul(tr, pm)));
      v += 16;
    } while (v < LANE_BYTES);
    addTile(tile, re, im);
    tile += 32;
    for (let j = i + 2; j < first + group; j++) {
      tilePair(work, phases + <usize>j * ROW_BYTES, tile);
      tile += 64;
    }
  }
  return tile;
}

/** out = K p for two rows of phases. */
function weightRows(k: usize, p: usize, out: usize): void {
  let v: usize = 0;
  do {
    const kr = v128.load(k + v);
    const ki = v128.load(k + v, LANE_BYTES);
    const from = p + v;
    const to = out + v;
    let pr = v128.load(from);
    let pm = v128.load(from, PLANE_BYTES);
    v128.store(to, f64x2.sub(f64x2.mul(kr, pr), f64x2.mul(ki, pm)));
    v128.store(to, f64x2.add(f64x2.mul(kr, pm), f64x2.mul(ki, pr)), PLANE_BYTES);
    pr = v128.load(from, ROW_BYTES);
    pm = v128.load(from, ROW_BYTES + PLANE_BYTES);
    v128.store(to, f64x2.sub(f64x2.mul(kr, pr), f64x2.mul(ki, pm)), ROW_BYTES);
    v128.store(to, f64x2.add(f64x2.mul(kr, pm), f64x2.mul(ki, pr)), ROW_BYTES + PLANE_BYTES);
    v += 16;
  } while (v < LANE_BYTES);
}

function tilesOffDiagonal(phases: usize, k: usize, tile: usize, work: usize, a: i32, b: i32, group: i32): usize {
  for (let i = a; i < a + group; i += 2) {
    weightRows(k, phases + <usize>i * ROW_BYTES, work);
    for (let j = b; j < b + group; j++) {
      tilePair(work, phases + <usize>j * ROW_BYTES, tile);
      tile += 64;
    }
  }
  return tile;
}

/** Reads the tiles into the Hermitian matrix G = dLoss/dO, in the order in which addCharacterTiles visits them. */
export function readCharacterTiles(tiles: usize, gradient: usize, qubits: i32, halves: i32): void {
  const blocks: usize = (<usize>1) << (<usize>halves);
  const group: usize = (<usize>1) << (<usize>(qubits - halves));
  const size = blocks * group;
  let diagonal = tiles + ((size * (size - 1)) << 4);
  let tile = tiles;
  for (let a: usize = 0; a < blocks; a++) {
    const first = a * group;
    const trace = load<f64>(diagonal) + load<f64>(diagonal, 8);
    diagonal += 16;
    for (let i = first; i < first + group; i++) {
      store<f64>(gradient + ((i * size + i) << 4), trace);
      store<f64>(gradient + ((i * size + i) << 4), 0, 8);
    }
    for (let i = first; i + 1 < first + group; i += 2) {
      readTile(gradient, size, i, i + 1, tile, 1);
      tile += 32;
      for (let j = i + 2; j < first + group; j++, tile += 64) {
        readTile(gradient, size, i, j, tile, 1);
        readTile(gradient, size, i + 1, j, tile + 32, 1);
      }
    }
    for (let b = a + 1; b < blocks; b++) {
      for (let i = first; i < first + group; i += 2) {
        for (let j = b * group; j < (b + 1) * group; j++) {
          readTile(gradient, size, i, j, tile, 0.5);
          tile += 32;
          if (group == 1) continue;
          readTile(gradient, size, i + 1, j, tile, 0.5);
          tile += 32;
        }
      }
    }
  }
}

/** Clears the tiles before a step. */
export function clearCharacterTiles(tiles: usize, qubits: i32, halves: i32): void {
  const size: usize = (<usize>1) << (<usize>qubits);
  memory.fill(tiles, 0, (size * (size - 1) + ((<usize>1) << (<usize>halves))) << 4);
}
