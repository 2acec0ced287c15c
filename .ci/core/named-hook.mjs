// A hook for Node's module loader: the core comes from the file that EBIT_NAMED_CORE names.
import { readFileSync } from 'node:fs';

export async function load(url, context, next) {
  if (!/\/src\/core\/generated\/wasm-bytes\.[jt]s(\?|$)/.test(url)) return next(url, context);
  const text = readFileSync(process.env.EBIT_NAMED_CORE).toString('base64');
  return { format: 'module', source: `export const wasmBase64 = '${text}';`, shortCircuit: true };
}
