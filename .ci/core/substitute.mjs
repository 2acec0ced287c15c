// A plugin for vitest that gives the tests another core than the built one.
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../src/core/generated/wasm-bytes.ts', import.meta.url)).replaceAll('\\', '/');

/**
 * Puts the WebAssembly file at `path` in the place of the built core. It is read when a test's own modules are loaded,
 * so that a later run of the same process finds what stands there by then.
 */
export function substituteCore(path) {
  return {
    name: 'another-core',
    enforce: 'pre',
    load(id) {
      if (id.split('?')[0].replaceAll('\\', '/') !== built) return null;
      return `import { readFileSync } from 'node:fs';
export const wasmBase64 = readFileSync(${JSON.stringify(path)}).toString('base64');
`;
    },
  };
}
