// Work space is asked for region by region, and each region gets the place that it is given.
import { expect, test } from 'vitest';
import { Arena } from '../../src/core/arena.js';
import {
  CHUNK,
  CIRCUIT_BYTES,
  CIRCUIT_HALVES,
  CIRCUIT_QUBITS,
  KIND_CHARACTERS,
  PLANE,
  PROCESSOR_BYTES,
  PROCESSOR_CHUNK,
  PROCESSOR_CIRCUIT,
  PROCESSOR_KIND,
  PROCESSOR_SOURCE_COUNT,
} from '../../src/core/generated/layout.js';
import { acquireCore, releaseCore } from '../../src/core/load.js';
import { refusal } from '../refusal.js';

/** A processor of characters without stages: its regions are O, the chunk and, with keep, gradient, tiles and scratch. */
function place(qubits: number, keep: boolean) {
  const core = acquireCore();
  const arena = new Arena(core);
  const circuit = arena.putFields(CIRCUIT_BYTES, [
    [CIRCUIT_QUBITS, qubits],
    [CIRCUIT_HALVES, 0],
  ]);
  const processor = arena.putFields(PROCESSOR_BYTES, [
    [PROCESSOR_KIND, KIND_CHARACTERS],
    [PROCESSOR_CIRCUIT, circuit],
    [PROCESSOR_SOURCE_COUNT, 2 << qubits],
  ]);
  const ask = (at: number) => core.placeNext(processor, CHUNK, keep, at);
  return { core, arena, processor, ask };
}

test('all regions are asked for once, and none after the last', () => {
  for (const keep of [false, true]) {
    const { core, arena, processor, ask } = place(3, keep);
    const sizes: number[] = [];
    const places: number[] = [];
    for (let bytes = ask(0); bytes >= 0; ) {
      sizes.push(bytes);
      places.push(arena.reserve(bytes));
      bytes = ask(places[places.length - 1]);
    }
    const square = 16 * 8 * 8;
    const chunk = 8 * 16 * PLANE;
    expect(sizes).toEqual(keep ? [square, square, chunk, 16 * (8 * 7 + 1), 32 * PLANE] : [square, chunk]);
    expect(arena.i32(processor + PROCESSOR_CHUNK, 1)[0]).toBe(places[keep ? 2 : 1]);
    expect(ask(0)).toBe(-1);
    releaseCore(core);
  }
});

test('a region beyond all memory is asked for as such, and not as what is left of its size in 32 bits', () => {
  const { core, arena, ask } = place(20, true);
  const bytes = ask(0);
  expect(bytes).toBe(16 * 2 ** 40);
  expect(refusal(() => arena.reserve(bytes)).code).toBe('memory');
  releaseCore(core);
});
