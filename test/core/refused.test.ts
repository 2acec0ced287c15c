import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

async function acquireCore() {
  return (await import('../../src/core/load.js')).acquireCore();
}

/** WebAssembly in which one constructor throws. */
function failing(name: 'Module' | 'Instance', error: Error) {
  return {
    ...Object.fromEntries(Object.getOwnPropertyNames(WebAssembly).map((one) => [one, WebAssembly[one as 'Module']])),
    [name]: class {
      constructor() {
        throw error;
      }
    },
  };
}

test('an engine without WebAssembly is told so', async () => {
  vi.stubGlobal('WebAssembly', undefined);
  await expect(acquireCore()).rejects.toMatchObject({ code: 'runtime', message: expect.stringContaining('Node 20') });
});

test('a Content-Security-Policy that refuses it is named with its mend', async () => {
  const error = new WebAssembly.CompileError("Refused to compile: 'unsafe-eval' is not an allowed source of script.");
  vi.stubGlobal('WebAssembly', failing('Module', error));
  await expect(acquireCore()).rejects.toMatchObject({
    code: 'runtime',
    message: expect.stringMatching(/refused \(Refused to compile.*\)\. .*script-src 'wasm-unsafe-eval'/),
    cause: error,
  });
});

test.each(['Module', 'Instance'] as const)('no memory for a %s is an error of memory', async (name) => {
  vi.stubGlobal('WebAssembly', failing(name, new RangeError('WebAssembly: Out of memory')));
  await expect(acquireCore()).rejects.toMatchObject({
    code: 'memory',
    message: expect.stringContaining('close sessions'),
  });
});

test('the core does without a TextDecoder, and leaves none behind', async () => {
  vi.stubGlobal('TextDecoder', undefined);
  Reflect.deleteProperty(globalThis, 'TextDecoder');
  expect((await acquireCore()).heapBase()).toBeGreaterThan(0);
  expect('TextDecoder' in globalThis).toBe(false);
});

test('numbers that a machine has no room for are refused as such', async () => {
  const { coreNumbers } = await import('../../src/core/arena.js');
  const { EbitError } = await import('../../src/errors.js');
  for (const length of [2 ** 30, Number.POSITIVE_INFINITY]) {
    expect(() => coreNumbers(length)).toThrow(EbitError);
  }
});
