// The checked core: the same arithmetic, in which every access to memory has to lie inside one region that an arena has
// reserved, to 16 bytes. It is for tests alone; see checked.ts.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileCore } from './compile.mjs';
import { substituteCore } from './substitute.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Words for the compiler without which a check takes a hundred times what it checks. */
export const optimised = ['--optimizeLevel', '1'];

/** Accesses to memory by name, and what stands in their places. */
const accesses = new Map([
  ['load<', 'checkedLoad<'],
  ['store<', 'checkedStore<'],
  ['v128.load(', 'checkedLoad<v128>('],
  ['v128.store(', 'checkedStore<v128>('],
  ['v128.load64_splat(', 'checkedSplat('],
  ['v128.load64_zero(', 'checkedZero('],
  ['v128.load_lane<', 'checkedLane<'],
  ['memory.fill(', 'checkedFill('],
  ['memory.copy(', 'checkedCopy('],
]);

/** A source with checked accesses. */
function checkedText(path, text) {
  const changed = text.replace(/(?<![\w.])(?:v128\.(?:load|store)\w*[<(]|memory\.\w+\(|(?:load|store)<)/g, (access) => {
    const other = accesses.get(access);
    if (other === undefined) throw new Error(`assembly/${path}: .ci/core/checked.mjs knows no check for ${access}`);
    return other;
  });
  const up = '../'.repeat(path.split('/').length - 1) || './';
  const names = 'checkedCopy, checkedFill, checkedLane, checkedLoad, checkedSplat, checkedStore, checkedZero';
  const verbs = path === 'index.ts' ? `export { reserveRegion } from './checked'; ` : '';
  // On the first line, so that the others keep their numbers.
  return `import { ${names} } from '${up}checked'; ${verbs}${changed}`;
}

/**
 * Compiles checked sources.
 *
 * @param sources - the core's, by path below assembly/
 * @param words - further words for the compiler, such as `optimised`
 */
export function compileChecked(sources, words) {
  const checked = new Map([...sources].map(([path, text]) => [path, checkedText(path, text)]));
  checked.set('checked.ts', readFileSync(new URL('checked.ts', import.meta.url), 'utf8'));
  return compileCore(checked, ['--debug', ...words]);
}

/** Returns the path of the checked core of some sources, which is compiled if it is not there yet. */
export async function checkedCore(sources) {
  const hash = createHash('sha256');
  for (const name of ['checked.ts', 'checked.mjs', 'compile.mjs'])
    hash.update(readFileSync(new URL(name, import.meta.url)));
  for (const [path, text] of sources) hash.update(`${path}\n${text}\n`);
  const folder = `${root}node_modules/.cache/ebit`;
  const path = `${folder}/checked-${hash.digest('hex').slice(0, 12)}.wasm`;
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, await compileChecked(sources, optimised));
    renameSync(`${path}.${process.pid}`, path);
  }
  return path;
}

/** src/core/arena.ts with each region told to the checked core. */
export function withToldRegions(code) {
  const verb = 'reserve(bytes: number): number {';
  if (code.split(verb).length !== 2) throw new Error(`src/core/arena.ts has no "${verb}" to tell regions from`);
  const told = `${verb}
    const at = this.#reserve(bytes);
    const whole = Math.ceil(Math.max(bytes, 16) / 16) * 16;
    // Behind each a stretch that belongs to none, so that no region goes over into the next.
    this.#next += 16 * alignment;
    (this.#core as unknown as { reserveRegion?(at: number, bytes: number): void }).reserveRegion?.(at, whole);
    return at;
  }
  #reserve(bytes: number): number {`;
  return code.replace(verb, told);
}

/** Plugins for vitest with which the tests run on the checked core at `path`. */
export function substituteChecked(path) {
  const toldRegions = {
    name: 'regions-are-told',
    enforce: 'pre',
    transform(code, id) {
      if (!id.split('?')[0].replaceAll('\\', '/').endsWith('/src/core/arena.ts')) return null;
      return { code: withToldRegions(code), map: null };
    },
  };
  return [substituteCore(path), toldRegions];
}
