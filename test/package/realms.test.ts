// Test runners such as Jest run programs in a realm of their own: its arrays and errors are not those of the outside, and
// what only Node or only browsers have may be missing.

import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { expect, test } from 'vitest';

const library = transformSync(readFileSync(new URL('../../dist/browser/ebit.js', import.meta.url), 'utf8'), {
  format: 'iife',
  globalName: 'ebit',
  define: { 'import.meta.url': '"https://example.org/ebit.js"' },
}).code;

/** A realm with what every page and Node have, but for a TextDecoder. */
function realm(outside: Readonly<Record<string, unknown>> = {}) {
  const context = createContext({ atob, performance, setTimeout, MessageChannel, URL, ...outside });
  runInContext(library, context);
  return (program: string): Promise<unknown> => runInContext(`(async () => { ${program} })()`, context);
}

const model =
  'const model = ebit.classifier({ network: ebit.bellNetwork({ ebits: 1, qubits: 2 }), circuit: ebit.qcnn({ depth: 1 }) });';

test('trains in a realm without TextDecoder', async () => {
  const run = realm();
  const program = `${model} return (await ebit.fit(model, ebit.chsh(), { iterations: 5, seed: 1 })).loss.training;`;
  expect(await run(program)).toBeGreaterThan(0);
});

test('takes arrays and knows errors of another realm', async () => {
  const rows = Float64Array.from({ length: 16 }, (_, i) => i / 16);
  const labels = [1, -1, 1, -1];
  const error = Object.assign(new Error('x'), { name: 'EbitError', code: 'range' });
  const run = realm({ rows, labels, floats: Float32Array.from(rows), error, signal: new AbortController().signal });
  const program = `${model}
    const options = { iterations: 5, seed: 1, signal };
    const all = [rows, floats, [...rows]].map((one) => ebit.dataset(one, labels));
    const runs = await Promise.all(all.map((one) => ebit.fit(model, one, options)));
    return [runs.map((one) => one.iterations).join(), model.predict(rows).length, ebit.isEbitError(error)].join(' ');`;
  expect(await run(program)).toBe('5,5,5 4 true');
});
