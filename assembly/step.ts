// One minibatch: loss and gradient in a single call. Processors turn chunks of samples into coordinates, the network
// is contracted, the head gives the loss, and everything runs backwards.

import { charactersBackward, charactersClear, charactersForward, charactersGradient } from './characters';
import {
  applyCoefficients,
  columnsBackward,
  columnsClear,
  columnsForward,
  columnsGradient,
  mixedAdjoint,
  mixedColumns,
} from './columns';
import { clearAdjoints, contract, contractBackward } from './contraction';
import { processorAt } from './descriptors';
import { headChunk, headFinish, headProbabilities, headStart } from './head';
import {
  CHUNK,
  KIND_CHARACTERS,
  KIND_COLUMNS,
  KIND_MIXED,
  KIND_STATE,
  PLAN_ADJOINTS,
  PLAN_ANGLE_COUNT,
  PLAN_ANGLES,
  PLAN_FUSED,
  PLAN_GRADIENT,
  PLAN_IDS,
  PLAN_LANES,
  PLAN_PROCESSORS,
  PLAN_SLOTS,
  PROCESSOR_CHUNK,
  PROCESSOR_COLUMNS_WORK,
  PROCESSOR_GRADIENT,
  PROCESSOR_HALVES,
  PROCESSOR_KIND,
  PROCESSOR_MIXING,
  PROCESSOR_OBSERVABLE,
  PROCESSOR_QUBITS,
  PROCESSOR_SLOT,
  PROCESSOR_SOURCE,
  PROCESSOR_SOURCE_COUNT,
  PROCESSOR_TILES,
  STAGE_ADJOINT,
  STAGE_STATE,
} from './layout';
import { makeObservable, observableBackward } from './observable';
import { gatherChunk } from './samples';
import { stateBackward, stateFinish, stateForward, stateStart } from './state';
import { addGradient, clearZ, makeTables, stateBytes, sweepBackward, sweepForward } from './sweep';
import { LANE_BYTES, PLANE_BYTES, ROW_BYTES } from './tiles';

/** What depends on the angles alone. */
function start(plan: usize, keep: bool): void {
  const angles = load<usize>(plan, PLAN_ANGLES);
  for (let p = 0; p < load<i32>(plan, PLAN_PROCESSORS); p++) {
    const processor = processorAt(plan, p);
    const kind = load<i32>(processor, PROCESSOR_KIND);
    if (kind == KIND_STATE) {
      stateStart(processor, angles);
      continue;
    }
    makeObservable(processor, angles, keep);
    if (kind == KIND_MIXED) startMixing(processor, angles, keep);
    if (!keep) continue;
    const tiles = load<usize>(processor, PROCESSOR_TILES);
    const qubits = load<i32>(processor, PROCESSOR_QUBITS);
    if (kind == KIND_CHARACTERS) charactersClear(tiles, qubits, load<i32>(processor, PROCESSOR_HALVES));
    else columnsClear(tiles, qubits);
  }
  if (load<i32>(plan, PLAN_FUSED)) fuse(plan);
}

/** The mixed columns g_k: basis state k on the halves, through the mixing layers and the embedding's Hadamards. */
function startMixing(processor: usize, angles: usize, keep: bool): void {
  const stage = load<usize>(processor, PROCESSOR_MIXING);
  makeTables(stage, angles);
  const x = load<usize>(stage, STAGE_STATE);
  memory.fill(x, 0, stateBytes(stage));
  const halves = <usize>load<i32>(processor, PROCESSOR_HALVES);
  const count: usize = (<usize>1) << halves;
  const row = max<usize>(count, 2) << 4;
  const free = <usize>load<i32>(processor, PROCESSOR_QUBITS) - halves;
  for (let k: usize = 0; k < count; k++) store<f64>(x + (k << free) * row + ((k >> 1) << 5) + ((k & 1) << 3), 1);
  sweepForward(stage, 0, keep);
  if (keep) {
    clearZ(stage);
    memory.fill(load<usize>(stage, STAGE_ADJOINT), 0, stateBytes(stage));
  }
}

/**
 * Bell-m on m qubits at fidelity 1: <Z Z> is one pair sum on the products of phases p_A p_B with the matrix
 * C_ij = A_ij B_ij. C is kept where the first processor's gradient will stand, which nothing reads before unfuse.
 */
function fuse(plan: usize): void {
  const left = processorAt(plan, 0);
  const right = processorAt(plan, 1);
  const a = load<usize>(left, PROCESSOR_OBSERVABLE);
  const b = load<usize>(right, PROCESSOR_OBSERVABLE);
  const c = load<usize>(left, PROCESSOR_GRADIENT);
  const bytes = (<usize>16) << (<usize>(2 * load<i32>(left, PROCESSOR_QUBITS)));
  for (let o: usize = 0; o < bytes; o += 16) {
    const ar = load<f64>(a + o);
    const ai = load<f64>(a + o, 8);
    const br = load<f64>(b + o);
    const bi = load<f64>(b + o, 8);
    store<f64>(c + o, ar * br - ai * bi);
    store<f64>(c + o, ar * bi + ai * br, 8);
  }
  charactersClear(load<usize>(left, PROCESSOR_TILES), load<i32>(left, PROCESSOR_QUBITS), 0);
}

/** Coordinates of one processor for the chunk. */
function forward(plan: usize, processor: usize, ids: usize, keep: bool): void {
  const slots = load<usize>(plan, PLAN_SLOTS);
  const lanes = load<i32>(plan, PLAN_LANES);
  const kind = load<i32>(processor, PROCESSOR_KIND);
  if (kind == KIND_STATE) {
    stateForward(processor, slots, ids, lanes, keep);
    return;
  }
  const qubits = load<i32>(processor, PROCESSOR_QUBITS);
  const halves = load<i32>(processor, PROCESSOR_HALVES);
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  const out = slots + <usize>load<i32>(processor, PROCESSOR_SLOT) * LANE_BYTES;
  const observable = load<usize>(processor, PROCESSOR_OBSERVABLE);
  gatherChunk(load<usize>(processor, PROCESSOR_SOURCE), load<i32>(processor, PROCESSOR_SOURCE_COUNT), ids, chunk);
  if (kind == KIND_CHARACTERS) {
    charactersForward(observable, chunk, out, qubits, halves);
    return;
  }
  columnsForward(observable, columnsOf(processor, true), imagesOf(processor), out, qubits, halves);
}

/** The column kernels' scratch: images, weighted columns, then (with mixing) the columns themselves. */
function columnBytes(processor: usize): usize {
  return ROW_BYTES << (<usize>(load<i32>(processor, PROCESSOR_QUBITS) + load<i32>(processor, PROCESSOR_HALVES)));
}

function imagesOf(processor: usize): usize {
  return load<usize>(processor, PROCESSOR_COLUMNS_WORK);
}

function columnsOf(processor: usize, make: bool): usize {
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  if (load<i32>(processor, PROCESSOR_KIND) == KIND_COLUMNS) return chunk;
  const columns = imagesOf(processor) + 2 * columnBytes(processor);
  if (make) {
    const mixed = load<usize>(load<usize>(processor, PROCESSOR_MIXING), STAGE_STATE);
    mixedColumns(chunk, mixed, columns, load<i32>(processor, PROCESSOR_QUBITS), load<i32>(processor, PROCESSOR_HALVES));
  }
  return columns;
}

/** Adds the chunk's share of the processor's gradient. */
function backward(plan: usize, processor: usize): void {
  const lanes = load<i32>(plan, PLAN_LANES);
  const adjoints = load<usize>(plan, PLAN_ADJOINTS);
  const kind = load<i32>(processor, PROCESSOR_KIND);
  if (kind == KIND_STATE) {
    stateBackward(processor, adjoints, lanes, 0, 0, 0);
    return;
  }
  const qubits = load<i32>(processor, PROCESSOR_QUBITS);
  const halves = load<i32>(processor, PROCESSOR_HALVES);
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  const seeds = adjoints + <usize>load<i32>(processor, PROCESSOR_SLOT) * LANE_BYTES;
  const tiles = load<usize>(processor, PROCESSOR_TILES);
  const work = load<usize>(processor, PROCESSOR_COLUMNS_WORK);
  if (kind == KIND_CHARACTERS) {
    charactersBackward(chunk, seeds, tiles, work, qubits, halves);
    return;
  }
  const rows: usize = (<usize>1) << (<usize>qubits);
  const columns = columnsOf(processor, false);
  const images = imagesOf(processor);
  const weighted = images + columnBytes(processor);
  applyCoefficients(seeds, columns, weighted, rows, halves, CHUNK, rows * ROW_BYTES, ROW_BYTES, PLANE_BYTES, 16, 1);
  columnsBackward(columns, weighted, tiles, qubits, halves);
  if (kind == KIND_MIXED) {
    applyCoefficients(seeds, images, weighted, rows, halves, CHUNK, rows * ROW_BYTES, ROW_BYTES, PLANE_BYTES, 16, 2);
    const adjoint = load<usize>(load<usize>(processor, PROCESSOR_MIXING), STAGE_ADJOINT);
    mixedAdjoint(chunk, weighted, adjoint, qubits, halves);
  }
}

/** The gradient of the angles from what the chunks have gathered. */
function finish(plan: usize): void {
  const gradient = load<usize>(plan, PLAN_GRADIENT);
  memory.fill(gradient, 0, (<usize>load<i32>(plan, PLAN_ANGLE_COUNT)) << 3);
  if (load<i32>(plan, PLAN_FUSED)) unfuse(plan);
  for (let p = 0; p < load<i32>(plan, PLAN_PROCESSORS); p++) {
    const processor = processorAt(plan, p);
    const kind = load<i32>(processor, PROCESSOR_KIND);
    if (kind == KIND_STATE) {
      stateFinish(processor, gradient);
      continue;
    }
    const tiles = load<usize>(processor, PROCESSOR_TILES);
    const g = load<usize>(processor, PROCESSOR_GRADIENT);
    const qubits = load<i32>(processor, PROCESSOR_QUBITS);
    if (kind != KIND_CHARACTERS) columnsGradient(tiles, g, qubits);
    else if (!load<i32>(plan, PLAN_FUSED)) charactersGradient(tiles, g, qubits, load<i32>(processor, PROCESSOR_HALVES));
    observableBackward(processor, gradient);
    if (kind == KIND_MIXED) {
      const mixing = load<usize>(processor, PROCESSOR_MIXING);
      sweepBackward(mixing, 0, 0, 0, 0);
      addGradient(mixing, gradient);
    }
  }
}

/** G_A = G_C conj(B) and G_B = G_C conj(A), element by element. */
function unfuse(plan: usize): void {
  const left = processorAt(plan, 0);
  const right = processorAt(plan, 1);
  const a = load<usize>(left, PROCESSOR_OBSERVABLE);
  const b = load<usize>(right, PROCESSOR_OBSERVABLE);
  const ga = load<usize>(left, PROCESSOR_GRADIENT);
  const gb = load<usize>(right, PROCESSOR_GRADIENT);
  const qubits = load<i32>(left, PROCESSOR_QUBITS);
  charactersGradient(load<usize>(left, PROCESSOR_TILES), ga, qubits, 0);
  for (let o: usize = 0, bytes = (<usize>16) << (<usize>(2 * qubits)); o < bytes; o += 16) {
    const r = load<f64>(ga + o);
    const i = load<f64>(ga + o, 8);
    const ar = load<f64>(a + o);
    const ai = load<f64>(a + o, 8);
    const br = load<f64>(b + o);
    const bi = load<f64>(b + o, 8);
    store<f64>(ga + o, r * br + i * bi);
    store<f64>(ga + o, i * br - r * bi, 8);
    store<f64>(gb + o, r * ar + i * ai);
    store<f64>(gb + o, i * ar - r * ai, 8);
  }
}

/** The coordinates of the chunk's samples: one pair sum when fused, else processor by processor. */
function chunkForward(plan: usize, ids: usize, keep: bool): void {
  if (!load<i32>(plan, PLAN_FUSED)) {
    for (let p = 0; p < load<i32>(plan, PLAN_PROCESSORS); p++) forward(plan, processorAt(plan, p), ids, keep);
    contract(plan);
    return;
  }
  const left = processorAt(plan, 0);
  const chunk = load<usize>(left, PROCESSOR_CHUNK);
  const qubits = load<i32>(left, PROCESSOR_QUBITS);
  gatherChunk(load<usize>(left, PROCESSOR_SOURCE), load<i32>(left, PROCESSOR_SOURCE_COUNT), ids, chunk);
  const out = load<usize>(plan, PLAN_SLOTS) + <usize>load<i32>(left, PROCESSOR_SLOT) * LANE_BYTES;
  charactersForward(load<usize>(left, PROCESSOR_GRADIENT), chunk, out, qubits, 0);
  contract(plan);
}

/**
 * Loss and gradient of the first `count` ids of the plan: the gradient of the angles at PLAN_GRADIENT, of the outcome
 * weights at PLAN_WEIGHT_GRADIENT. The ids hold whole chunks: places behind count name any valid row.
 */
export function step(plan: usize, count: i32, loss: i32): f64 {
  const lanes = load<i32>(plan, PLAN_LANES);
  start(plan, true);
  headStart(plan);
  let result = 0.0;
  for (let first = 0; first < count; first += lanes) {
    const ids = load<usize>(plan, PLAN_IDS) + ((<usize>first) << 2);
    chunkForward(plan, ids, true);
    clearAdjoints(plan);
    result += headChunk(plan, first, count, count, loss);
    contractBackward(plan);
    if (load<i32>(plan, PLAN_FUSED)) backwardFused(plan);
    else for (let p = 0; p < load<i32>(plan, PLAN_PROCESSORS); p++) backward(plan, processorAt(plan, p));
  }
  headFinish(plan);
  finish(plan);
  return result;
}

function backwardFused(plan: usize): void {
  const left = processorAt(plan, 0);
  const seeds = load<usize>(plan, PLAN_ADJOINTS) + <usize>load<i32>(left, PROCESSOR_SLOT) * LANE_BYTES;
  const work = load<usize>(left, PROCESSOR_COLUMNS_WORK);
  charactersBackward(
    load<usize>(left, PROCESSOR_CHUNK),
    seeds,
    load<usize>(left, PROCESSOR_TILES),
    work,
    load<i32>(left, PROCESSOR_QUBITS),
    0,
  );
}

/** P(a) of the first `count` ids, f64 [count][2^K] at PLAN_PROBABILITIES. */
export function probabilities(plan: usize, count: i32): void {
  const lanes = load<i32>(plan, PLAN_LANES);
  start(plan, false);
  for (let first = 0; first < count; first += lanes) {
    chunkForward(plan, load<usize>(plan, PLAN_IDS) + ((<usize>first) << 2), false);
    headProbabilities(plan, first, count);
  }
}
