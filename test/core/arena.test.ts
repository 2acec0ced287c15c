import { afterEach, describe, expect, test, vi } from 'vitest';
import { Arena, readableBytes } from '../../src/core/arena.js';
import type { CoreExports } from '../../src/core/generated/core-exports.js';
import { acquireCore, releaseCore } from '../../src/core/load.js';
import { openSession } from '../../src/models/session.js';
import { engineCases, labelsFor, parametersFor, rowsFor } from '../models/engine-cases.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

/** A core that is memory alone, and cannot grow beyond `pages`. */
function memoryOf(pages: number, heapBase = 1000): CoreExports {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: pages });
  return { memory, heapBase: () => heapBase } as CoreExports;
}

describe('regions', () => {
  test('are aligned to 64 bytes, disjoint, above the heap base and inside the memory', () => {
    const aRequest = fc.record({
      verb: fc.constantFrom('reserve', 'zeros', 'putF64', 'putI32', 'putFields'),
      count: fc.oneof(fc.nat(40), fc.nat(20_000)),
    });
    fc.assert(
      fc.property(fc.array(aRequest, { minLength: 1, maxLength: 30 }), fc.nat(5000), (requests, heapBase) => {
        const core = memoryOf(65536, heapBase);
        const arena = new Arena(core);
        let end = heapBase;
        for (const { verb, count } of requests) {
          const numbers = new Float64Array(verb === 'reserve' ? 0 : count).map((_, i) => i + 0.5);
          const [at, bytes] = {
            reserve: () => [arena.reserve(count), count] as const,
            zeros: () => [arena.zeros(count), 8 * count] as const,
            putF64: () => [arena.putF64(numbers), 8 * count] as const,
            putI32: () => [arena.putI32(numbers), 4 * count] as const,
            putFields: () => [arena.putFields(4 * count, []), 4 * count] as const,
          }[verb]();
          expect(at % 64).toBe(0);
          expect(at).toBeGreaterThanOrEqual(end);
          end = at + bytes;
          expect(end).toBeLessThanOrEqual(core.memory.buffer.byteLength);
          expect(arena.end).toBeGreaterThanOrEqual(end);
        }
      }),
    );
  });

  test('hold what is put into them, also after the memory grew', () => {
    const arena = new Arena(memoryOf(100));
    const numbers = arena.putF64([1.5, -2, 3]);
    const integers = arena.putI32([7, -8]);
    const fields = arena.putFields(16, [
      [4, 9],
      [12, -1],
    ]);
    arena.reserve(20 * 65536);
    const zeros = arena.zeros(5);
    expect(Array.from(arena.f64(numbers, 3))).toEqual([1.5, -2, 3]);
    expect(Array.from(arena.i32(integers, 2))).toEqual([7, -8]);
    expect(Array.from(arena.i32(fields, 4))).toEqual([0, 9, 0, -1]);
    expect(Array.from(arena.f64(zeros, 5))).toEqual([0, 0, 0, 0, 0]);
  });

  test('of nothing are still places of their own, and zeros clears what was there before', () => {
    const core = memoryOf(2);
    const first = new Arena(core);
    first.putF64(new Float64Array(100).fill(7));
    const again = new Arena(core);
    const a = again.reserve(0);
    const b = again.reserve(0);
    expect(b).toBeGreaterThan(a);
    expect(Array.from(again.f64(again.zeros(20), 20))).toEqual(new Array(20).fill(0));
  });

  test('may start behind those of another arena', () => {
    const core = memoryOf(2);
    const first = new Arena(core);
    first.reserve(100);
    expect(new Arena(core, first.end).reserve(8)).toBe(first.end);
    expect(new Arena(core, 2001).reserve(8)).toBe(2048);
  });
});

describe('what is too large', () => {
  test('says how much it takes: beyond 4 GiB, or beyond what the machine gives', () => {
    const core = acquireCore();
    const error = refusal(() => new Arena(core).reserve(5 * 2 ** 30));
    expect(error.code).toBe('memory');
    expect(error.message).toMatch(/takes 5 GiB/);
    expect(error.message).toMatch(/fewer qubits/);
    expect(core.memory.buffer.byteLength).toBeLessThan(2 ** 30);
    releaseCore(core);

    const arena = new Arena(memoryOf(4));
    const scarce = refusal(() => arena.reserve(10 * 65536));
    expect(scarce.code).toBe('memory');
    expect(scarce.message).toMatch(/takes 641 KiB/);
  });

  test('leaves the arena as it was', () => {
    const arena = new Arena(memoryOf(4));
    const before = arena.end;
    refusal(() => arena.reserve(10 * 65536));
    expect(arena.end).toBe(before);
    expect(arena.reserve(64)).toBe(before);
  });

  test.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 KiB'],
    [3 * 2 ** 20, '3 MiB'],
    [2.25 * 2 ** 30, '2.3 GiB'],
    [2 ** 44, '16 TiB'],
  ])('%d bytes read %s', (bytes, text) => {
    expect(readableBytes(bytes)).toBe(text);
  });
});

/** Bytes behind each region that belong to nobody. */
const GUARD = 128;
const PATTERN = 0xa5;

function expectWhole(arena: Arena, places: readonly number[]): void {
  expect(places.length).toBeGreaterThan(20);
  for (const at of places) {
    const bytes = new Uint8Array(arena.f64(at, 1).buffer, at, GUARD);
    expect(bytes.every((byte) => byte === PATTERN)).toBe(true);
  }
}

describe('a session', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test.each(engineCases)(
    'writes inside its regions and reads nothing that it did not write: $name',
    ({ model, engines }) => {
      const rows = Float64Array.from(rowsFor(model, 5, 1).flat());
      const labels = Float64Array.from(labelsFor(5, 2));
      const parameters = parametersFor(model, 3);
      const run = () =>
        engines.map((engine) => {
          const session = openSession(model, rows, labels, { engine });
          const gradient = new Float64Array(parameters.length);
          const loss = session.step(parameters, Int32Array.of(4, 0, 3), 'mse', gradient);
          const probabilities = session.probabilities(parameters);
          const fisher = session.fisher(parameters);
          return { loss, gradient, probabilities, fisher, close: () => session.close() };
        });
      const plain = run();
      for (const { close } of plain) close();

      const guards = new Map<Arena, number[]>();
      const original = Arena.prototype.reserve;
      vi.spyOn(Arena.prototype, 'reserve').mockImplementation(function (this: Arena, bytes: number): number {
        const own = Math.ceil(Math.max(bytes, 16) / 16) * 16;
        const at = original.call(this, own + GUARD);
        const { buffer } = this.f64(at, 1);
        if (!guards.has(this)) {
          // This arena may take over a core that another one has given back: what that one guarded ends here.
          for (const [other, places] of guards) {
            if (other.f64(0, 1).buffer !== buffer) continue;
            expectWhole(other, places);
            guards.delete(other);
          }
          guards.set(this, []);
        }
        // What is not cleared or written holds NaN.
        new Uint8Array(buffer, at, own).fill(0xff);
        new Uint8Array(buffer, at + own, GUARD).fill(PATTERN);
        guards.get(this)?.push(at + own);
        return at;
      });
      const guarded = run();
      expect(guards.size).toBeGreaterThanOrEqual(2 * engines.length);
      for (const [arena, places] of guards) expectWhole(arena, places);
      guarded.forEach((found, i) => {
        found.close();
        expect({ ...found, close: null }).toEqual({ ...plain[i], close: null });
      });
    },
  );
});
