// The checked build of the core, which tests run on with EBIT_CORE=checked, notices what it is for.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/core/arena.js';
import type { CoreExports } from '../../src/core/generated/core-exports.js';

interface CheckedExports extends CoreExports {
  reserveRegion(at: number, bytes: number): void;
}

const modules = new URL('../../.ci/core/', import.meta.url);
const { checkedCore, compileChecked } = await import(new URL('checked.mjs', modules).href);
const { coreSources } = await import(new URL('compile.mjs', modules).href);
const bytes = readFileSync(await checkedCore(coreSources()));

function opened(): CheckedExports {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as CheckedExports;
}

describe('the checked core', () => {
  test('computes inside a reserved region', () => {
    const core = opened();
    const arena = new Arena(core);
    const at = arena.putF64([1, 2, 3, 4]);
    core.reserveRegion(at, 32);
    core.hadamardRows(at, 1, 2);
    expect(Array.from(arena.f64(at, 4))).toEqual([4, 6, -2, -2]);
  });

  test.each([
    ['behind its end', 0, 24],
    ['before its start', 16, 64],
    ['in front of the only one', 64, 16],
  ])('traps %s', (_, offset, size) => {
    const core = opened();
    const at = new Arena(core).putF64([1, 2, 3, 4, 0, 0, 0, 0, 0, 0]);
    core.reserveRegion(at + offset, size);
    expect(() => core.hadamardRows(at, 1, 2)).toThrow(WebAssembly.RuntimeError);
  });

  test('traps across the border of two regions, and knows each of many', () => {
    const core = opened();
    const arena = new Arena(core);
    const places = Array.from({ length: 50 }, () => arena.putF64([1, 2, 3, 4]));
    for (const at of places) core.reserveRegion(at, 32);
    for (const at of [...places, ...places.reverse()]) core.hadamardRows(at, 1, 2);
    expect(() => core.hadamardRows(places[7], 2, 2)).toThrow(WebAssembly.RuntimeError);
  });

  test('forgets what lies behind a region that is reserved anew', () => {
    const core = opened();
    const arena = new Arena(core);
    const [first, second] = [arena.putF64([1, 2, 3, 4]), arena.putF64([1, 2, 3, 4])];
    core.reserveRegion(first, 32);
    core.reserveRegion(second, 32);
    core.reserveRegion(first, 32);
    core.hadamardRows(first, 1, 2);
    expect(() => core.hadamardRows(second, 1, 2)).toThrow(WebAssembly.RuntimeError);
  });

  test.each(['v128.load8_splat(at)', 'v128.store_lane<f64>(at, v, 0)', 'memory.compare(at, at, 8)'])(
    'is refused where a source has an access that it knows no check for: %s',
    (access) => {
      const text = `export function f(at: usize): void { ${access}; }`;
      expect(() => compileChecked(new Map([['index.ts', text]]))).toThrow(access.replace(/[<(].*/, ''));
    },
  );
});
