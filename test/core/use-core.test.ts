import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const bytes = readFileSync(new URL('../../src/core/generated/core.wasm', import.meta.url));
const core = new WebAssembly.Module(bytes);
const digestOf = (module: WebAssembly.Module) =>
  Buffer.from(WebAssembly.Module.customSections(module, 'ebit')[0]).toString();

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

/** The library, loaded afresh on a platform that compiles no bytes, such as workerd. */
async function withoutCompiler() {
  const refuse = class {
    static customSections = WebAssembly.Module.customSections;
    constructor() {
      throw new WebAssembly.CompileError('WebAssembly.Module(): Wasm code generation disallowed by embedder');
    }
  };
  const known = Object.getOwnPropertyNames(WebAssembly).map((name) => [name, WebAssembly[name as 'Module']]);
  vi.stubGlobal('WebAssembly', { ...Object.fromEntries(known), Module: refuse });
  return import('../../src/index.js');
}

test('a platform that compiles no bytes is told to import the core', async () => {
  const { bellNetwork, classifier, qcnn } = await withoutCompiler();
  const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
  expect(() => model.predict([[0.1, 0.2, 0.3, 0.4]])).toThrow(
    expect.objectContaining({ code: 'runtime', message: expect.stringMatching(/ebit\/core\.wasm.*useCore\(\)/) }),
  );
});

test('computes the same bits with a module that was compiled elsewhere', async () => {
  const run = async ({ bellNetwork, chsh, classifier, fit, qcnn }: typeof import('../../src/index.js')) => {
    const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
    return [...(await fit(model, chsh(), { iterations: 5, seed: 3 })).model.parameters];
  };
  const here = await run(await import('../../src/index.js'));
  vi.resetModules();
  const elsewhere = await withoutCompiler();
  elsewhere.useCore(core);
  expect(await run(elsewhere)).toEqual(here);
});

test('may come after the first use, for what is opened from then on', async () => {
  const { acquireCore } = await import('../../src/core/load.js');
  const { useCore } = await import('../../src/core/use-core.js');
  acquireCore();
  // The module's own, for the core that tests run on may be another build of it.
  const { heapBase } = new WebAssembly.Instance(core, {}).exports as { readonly heapBase: () => number };
  const made: unknown[] = [];
  const Instance = new Proxy(WebAssembly.Instance, {
    construct(target, [module, imports]) {
      made.push(module);
      return new target(module, imports);
    },
  });
  vi.stubGlobal('WebAssembly', { Module: WebAssembly.Module, Instance });
  useCore(core);
  expect(acquireCore().heapBase()).toBe(heapBase());
  expect(made.map((module) => module === core)).toEqual([true]);
});

test('a module of another realm is one', async () => {
  const { useCore } = await import('../../src/core/use-core.js');
  expect(() => useCore(runInNewContext('new WebAssembly.Module(bytes)', { bytes }))).not.toThrow();
});

test.each([
  ['bytes', bytes],
  ['an instance', new WebAssembly.Instance(core, {})],
  ['what asynchronous compiling gives', WebAssembly.compile(bytes)],
  ['an address', new URL('https://example.org/core.wasm')],
  ['nothing', undefined],
  ['null', null],
])('%s is refused', async (_, given) => {
  const { useCore } = await import('../../src/core/use-core.js');
  const message = expect.stringMatching(/give a WebAssembly\.Module.*ebit\/core\.wasm/);
  expect(() => useCore(given as WebAssembly.Module)).toThrow(expect.objectContaining({ code: 'config', message }));
});

test('a module of somebody else, and the core of another version, are refused by what they are', async () => {
  const { useCore } = await import('../../src/core/use-core.js');
  const empty = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  expect(() => useCore(empty)).toThrow(
    expect.objectContaining({ code: 'config', message: expect.stringContaining("is not ebit's; give") }),
  );
  const other = Uint8Array.from(bytes);
  other[other.length - 1] ^= 1;
  const digests = [new WebAssembly.Module(other), core].map(digestOf);
  expect(() => useCore(new WebAssembly.Module(other))).toThrow(
    expect.objectContaining({ code: 'config', message: expect.stringContaining(`(${digests.join(', not ')})`) }),
  );
});

test('says that there is no WebAssembly where there is none', async () => {
  const { useCore } = await import('../../src/core/use-core.js');
  vi.stubGlobal('WebAssembly', undefined);
  expect(() => useCore(core)).toThrow(expect.objectContaining({ code: 'runtime' }));
});
