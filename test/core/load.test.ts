import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

type Load = typeof import('../../src/core/load.js');

/** Every compilation and instantiation from now on, by the name of what did it. */
function watch(): string[] {
  const seen: string[] = [];
  for (const name of ['Module', 'Instance', 'compile', 'instantiate'] as const) {
    const original: object = WebAssembly[name];
    const watched = new Proxy(original, {
      construct(target, given, newTarget) {
        seen.push(name);
        return Reflect.construct(target as new () => object, given, newTarget);
      },
      apply(target, self, given) {
        seen.push(name);
        return Reflect.apply(target as () => unknown, self, given);
      },
    });
    Object.defineProperty(WebAssembly, name, { value: watched, configurable: true, writable: true });
    undo.push(() => Object.defineProperty(WebAssembly, name, { value: original, configurable: true, writable: true }));
  }
  return seen;
}

const undo: (() => void)[] = [];
beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  for (const restore of undo.splice(0)) restore();
});

describe('the core', () => {
  test('is not compiled by an import of anything that uses it', async () => {
    const seen = watch();
    await import('../../src/core/math.js');
    await import('../../src/engine/classifier-engine.js');
    await import('../../src/index.js');
    expect(seen).toEqual([]);
  });

  test('is compiled once, when it is first asked for, whatever the number of instances', async () => {
    const seen = watch();
    const { acquireCore }: Load = await import('../../src/core/load.js');
    const [a, b] = [acquireCore(), acquireCore()];
    expect(seen).toEqual(['Module', 'Instance', 'Instance']);
    expect(a.memory).not.toBe(b.memory);
    expect(a.heapBase()).toBe(b.heapBase());
  });

  test('is made at the first sine, not before', async () => {
    const seen = watch();
    const { sin } = await import('../../src/core/math.js');
    expect(seen).toEqual([]);
    expect(sin(0.5)).toBeCloseTo(0.479425538604203, 15);
    sin(0.25);
    expect(seen).toEqual(['Module', 'Instance']);
  });

  test('is used again once it was released, and never by two at a time', async () => {
    const seen = watch();
    const { acquireCore, releaseCore }: Load = await import('../../src/core/load.js');
    const first = acquireCore();
    const second = acquireCore();
    expect(second).not.toBe(first);
    releaseCore(first);
    expect(acquireCore()).toBe(first);
    expect(acquireCore()).not.toBe(first);
    expect(seen).toEqual(['Module', 'Instance', 'Instance', 'Instance']);
  });

  test('is let go when its memory grew large, and when enough idle ones are kept', async () => {
    const { acquireCore, releaseCore }: Load = await import('../../src/core/load.js');
    const large = acquireCore();
    large.memory.grow(65 * 16);
    releaseCore(large);
    const some = Array.from({ length: 6 }, () => acquireCore());
    expect(some).not.toContain(large);
    for (const core of some) releaseCore(core);
    const again = Array.from({ length: 6 }, () => acquireCore());
    expect(again.filter((core) => some.includes(core))).toHaveLength(4);
  });

  test('is taken by a session when it opens and given back when it closes, Fisher matrix included', async () => {
    const seen = watch();
    const { engineCases, parametersFor, rowsFor } = await import('../models/engine-cases.js');
    const { openSession } = await import('../../src/models/session.js');
    const [{ model }] = engineCases;
    const rows = Float64Array.from(rowsFor(model, 2, 1).flat());
    const parameters = parametersFor(model, 2);
    const open = (): void => {
      const session = openSession(model, rows, null);
      session.fisher(parameters);
      session.close();
    };
    open();
    const made = seen.length;
    expect(made).toBeGreaterThan(0);
    for (let i = 0; i < 5; i++) open();
    expect(seen).toHaveLength(made);
  });
});

test('the bytes are those of a WebAssembly module that imports its memory and no function', async () => {
  const { coreBytes }: Load = await import('../../src/core/load.js');
  const bytes = coreBytes();
  expect(Array.from(bytes.subarray(0, 8))).toEqual([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const module = new WebAssembly.Module(bytes);
  expect(WebAssembly.Module.imports(module).filter(({ kind }) => kind === 'function')).toEqual([]);
});
