import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

type Load = typeof import('../../src/core/load.js');

/** Counts what is compiled and instantiated from now on. */
function watch() {
  const compiled = vi.spyOn(WebAssembly, 'Module');
  const instantiated = vi.spyOn(WebAssembly, 'Instance');
  return { compiled, instantiated };
}

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('the core', () => {
  test('is not compiled by an import of anything that uses it', async () => {
    const { compiled, instantiated } = watch();
    const compile = vi.spyOn(WebAssembly, 'compile');
    const instantiate = vi.spyOn(WebAssembly, 'instantiate');
    for (const name of ['load', 'math', 'engine', 'source', 'walsh', 'processor', 'arena']) {
      await import(`../../src/core/${name}.js`);
    }
    await import('../../src/models/session.js');
    await import('../../src/data/haar.js');
    for (const watched of [compiled, instantiated, compile, instantiate]) expect(watched).not.toHaveBeenCalled();
  });

  test('is compiled once, when it is first asked for, whatever the number of instances', async () => {
    const { compiled, instantiated } = watch();
    const { acquireCore }: Load = await import('../../src/core/load.js');
    const [a, b] = [acquireCore(), acquireCore()];
    expect(compiled).toHaveBeenCalledTimes(1);
    expect(instantiated).toHaveBeenCalledTimes(2);
    expect(a.memory).not.toBe(b.memory);
    expect(a.heapBase()).toBe(b.heapBase());
  });

  test('is made at the first sine, not before', async () => {
    const { compiled } = watch();
    const { sin } = await import('../../src/core/math.js');
    expect(compiled).not.toHaveBeenCalled();
    expect(sin(0.5)).toBeCloseTo(0.479425538604203, 15);
    sin(0.25);
    expect(compiled).toHaveBeenCalledTimes(1);
  });

  test('is used again once it was released, and never by two at a time', async () => {
    const { instantiated } = watch();
    const { acquireCore, releaseCore }: Load = await import('../../src/core/load.js');
    const first = acquireCore();
    const second = acquireCore();
    expect(second).not.toBe(first);
    releaseCore(first);
    expect(acquireCore()).toBe(first);
    expect(acquireCore()).not.toBe(first);
    expect(instantiated).toHaveBeenCalledTimes(3);
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
    const { instantiated } = watch();
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
    const made = instantiated.mock.calls.length;
    for (let i = 0; i < 5; i++) open();
    expect(instantiated.mock.calls.length).toBe(made);
  });
});

test('the bytes are those of a WebAssembly module that imports its memory and no function', async () => {
  const { coreBytes }: Load = await import('../../src/core/load.js');
  const bytes = coreBytes();
  expect(Array.from(bytes.subarray(0, 8))).toEqual([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const module = new WebAssembly.Module(bytes);
  expect(WebAssembly.Module.imports(module).filter(({ kind }) => kind === 'function')).toEqual([]);
});
