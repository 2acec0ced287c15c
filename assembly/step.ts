// One minibatch: loss and gradient in a single call. Processors turn chunks of samples into coordinates, the network
// is contracted, the head gives the loss, and everything runs backwards.

import { charactersBackward, charactersClear, charactersForward, charactersGradient } from './characters';
import { columnsBackward, columnsFinish, columnsForward, columnsStart, mixedRowBytes } from './columns';
import { clearAdjoints, contract, contractBackward } from './contraction';
import { processorAt } from './descriptors';
import { headChunk, headFinish, headProbabilities, headStart } from './head';
import {
  FUSED_MIXED,
  FUSED_PHASES,
  KIND_CHARACTERS,
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
import { columnAt, makeObservable, makeReadout, observableBackward, readoutBackward } from './observable';
import { pairBackward, pairFinish, pairForward, pairStart } from './pair';
import { gatherChunk } from './samples';
import { stateBackward, stateFinish, stateForward, stateStart } from './state';
import { addGradient, clearZ, makeTables, stateBytes, sweepBackward, sweepForward } from './sweep';
import { LANE_BYTES } from './tiles';

/** What depends on the angles alone. */
function start(plan: usize, keep: bool): void {
  const angles = load<usize>(plan, PLAN_ANGLES);
  const fused = load<i32>(plan, PLAN_FUSED);
  for (let p = 0; p < load<i32>(plan, PLAN_PROCESSORS); p++) {
    const processor = processorAt(plan, p);
    const kind = load<i32>(processor, PROCESSOR_KIND);
    if (kind == KIND_STATE) {
      stateStart(processor, angles);
      continue;
    }
    makeReadout(processor, angles, keep);
    if (kind == KIND_CHARACTERS) {
      makeObservable(processor);
      const tiles = load<usize>(processor, PROCESSOR_TILES);
      const qubits = load<i32>(processor, PROCESSOR_QUBITS);
      if (keep) charactersClear(tiles, qubits, load<i32>(processor, PROCESSOR_HALVES));
      continue;
    }
    if (kind == KIND_MIXED) startMixing(processor, angles, keep);
    if (fused != FUSED_MIXED) columnsStart(processor, keep);
  }
  if (fused == FUSED_PHASES) fuse(plan);
  if (fused == FUSED_MIXED) pairStart(processorAt(plan, 0), processorAt(plan, 1), keep);
}

/** The mixed columns g_k: basis state k on the halves, through the mixing layers and the embedding's Hadamards. */
function startMixing(processor: usize, angles: usize, keep: bool): void {
  const stage = load<usize>(processor, PROCESSOR_MIXING);
  makeTables(stage, angles);
  const x = load<usize>(stage, STAGE_STATE);
  memory.fill(x, 0, stateBytes(stage));
  const halves = <usize>load<i32>(processor, PROCESSOR_HALVES);
  const count: usize = (<usize>1) << halves;
  const row = mixedRowBytes(count);
  const free = <usize>load<i32>(processor, PROCESSOR_QUBITS) - halves;
  for (let k: usize = 0; k < count; k++) store<f64>(x + (k << free) * row + columnAt(k), 1);
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

/** Lays the processor's chunk of samples out. */
function gather(processor: usize, ids: usize): void {
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  gatherChunk(load<usize>(processor, PROCESSOR_SOURCE), load<i32>(processor, PROCESSOR_SOURCE_COUNT), ids, chunk);
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
  const out = slots + <usize>load<i32>(processor, PROCESSOR_SLOT) * LANE_BYTES;
  gather(processor, ids);
  if (kind == KIND_CHARACTERS) {
    const observable = load<usize>(processor, PROCESSOR_OBSERVABLE);
    const qubits = load<i32>(processor, PROCESSOR_QUBITS);
    const halves = load<i32>(processor, PROCESSOR_HALVES);
    charactersForward(observable, load<usize>(processor, PROCESSOR_CHUNK), out, qubits, halves);
  } else columnsForward(processor, out);
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
  const seeds = adjoints + <usize>load<i32>(processor, PROCESSOR_SLOT) * LANE_BYTES;
  if (kind == KIND_CHARACTERS) {
    charactersBackward(
      load<usize>(processor, PROCESSOR_CHUNK),
      seeds,
      load<usize>(processor, PROCESSOR_TILES),
      load<usize>(processor, PROCESSOR_COLUMNS_WORK),
      load<i32>(processor, PROCESSOR_QUBITS),
      load<i32>(processor, PROCESSOR_HALVES),
    );
  } else columnsBackward(processor, seeds);
}

/** The gradient of the angles from what the chunks have gathered. */
function finish(plan: usize): void {
  const gradient = load<usize>(plan, PLAN_GRADIENT);
  memory.fill(gradient, 0, (<usize>load<i32>(plan, PLAN_ANGLE_COUNT)) << 3);
  const fused = load<i32>(plan, PLAN_FUSED);
  if (fused == FUSED_PHASES) unfuse(plan);
  if (fused == FUSED_MIXED) pairFinish(processorAt(plan, 0), processorAt(plan, 1));
  for (let p = 0; p < load<i32>(plan, PLAN_PROCESSORS); p++) {
    const processor = processorAt(plan, p);
    const kind = load<i32>(processor, PROCESSOR_KIND);
    if (kind == KIND_STATE) {
      stateFinish(processor, gradient);
      continue;
    }
    if (kind == KIND_CHARACTERS) {
      const tiles = load<usize>(processor, PROCESSOR_TILES);
      const g = load<usize>(processor, PROCESSOR_GRADIENT);
      const qubits = load<i32>(processor, PROCESSOR_QUBITS);
      if (!fused) charactersGradient(tiles, g, qubits, load<i32>(processor, PROCESSOR_HALVES));
      observableBackward(processor);
    } else if (!fused) columnsFinish(processor);
    readoutBackward(processor, gradient);
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

/** The coordinates of the chunk's samples: one for both processors when fused, else processor by processor. */
function chunkForward(plan: usize, ids: usize, keep: bool): void {
  const fused = load<i32>(plan, PLAN_FUSED);
  if (fused) {
    const left = processorAt(plan, 0);
    gather(left, ids);
    const out = load<usize>(plan, PLAN_SLOTS) + <usize>load<i32>(left, PROCESSOR_SLOT) * LANE_BYTES;
    if (fused == FUSED_MIXED) {
      const right = processorAt(plan, 1);
      gather(right, ids);
      pairForward(left, right, out);
    } else {
      const qubits = load<i32>(left, PROCESSOR_QUBITS);
      charactersForward(load<usize>(left, PROCESSOR_GRADIENT), load<usize>(left, PROCESSOR_CHUNK), out, qubits, 0);
    }
  } else for (let p = 0; p < load<i32>(plan, PLAN_PROCESSORS); p++) forward(plan, processorAt(plan, p), ids, keep);
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
  if (load<i32>(plan, PLAN_FUSED) == FUSED_MIXED) {
    pairBackward(left, processorAt(plan, 1), seeds);
    return;
  }
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
  start(plan, false);
  moreProbabilities(plan, count);
}

/** The same at the angles of the last call of `probabilities`, whose part that depends on angles alone still stands. */
export function moreProbabilities(plan: usize, count: i32): void {
  const lanes = load<i32>(plan, PLAN_LANES);
  for (let first = 0; first < count; first += lanes) {
    chunkForward(plan, load<usize>(plan, PLAN_IDS) + ((<usize>first) << 2), false);
    headProbabilities(plan, first, count);
  }
}
