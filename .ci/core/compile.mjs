// Compiles the numeric core as assembly/build.mjs does, but to bytes in memory, and of sources that may be changed on
// their way to the compiler. Nothing in the work tree is written.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The compiler refuses the sources. */
export class SourceError extends Error {}

/** The core's sources, by their paths below assembly/, in alphabetical order. */
export function coreSources() {
  const names = readdirSync(`${root}assembly`, { recursive: true }).map((name) => String(name).replaceAll('\\', '/'));
  const paths = names.filter((name) => name.endsWith('.ts')).sort();
  return new Map(paths.map((path) => [path, readFileSync(`${root}assembly/${path}`, 'utf8')]));
}

/** What the release build asks of the compiler, without what it takes its time for. */
function releaseWords() {
  const { entries, options } = JSON.parse(readFileSync(`${root}asconfig.json`, 'utf8'));
  const { optimizeLevel, shrinkLevel, converge, ...rest } = options;
  const words = Object.entries(rest).flatMap(([name, value]) => {
    if (value === true) return [`--${name}`];
    return [value].flat().flatMap((one) => [`--${name}`, String(one)]);
  });
  return [...entries, ...words];
}

/**
 * Returns the core's bytes, compiled of the sources given: the same arithmetic to the last bit, about a second's work,
 * and a few times slower to run than the release, unless `words` ask for more.
 *
 * @param sources - texts by path below assembly/
 * @param words - further words for the compiler
 * @throws SourceError with the compiler's own text where it refuses the sources
 */
export async function compileCore(sources, words = ['-O0']) {
  let bytes = null;
  const { error, stderr } = await asc.main([...releaseWords(), ...words, '--outFile', 'core.wasm'], {
    readFile: (name) => {
      if (name.startsWith('assembly/')) return sources.get(name.slice('assembly/'.length)) ?? null;
      // The compiler would take its options too, beside those given.
      if (name.endsWith('asconfig.json')) return null;
      try {
        return statSync(`${root}${name}`).isFile() ? readFileSync(`${root}${name}`, 'utf8') : null;
      } catch {
        return null;
      }
    },
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm')) bytes = contents;
    },
    listFiles: () => [],
  });
  if (error !== null || bytes === null) throw new SourceError(`${stderr.toString()}${error?.message ?? ''}`);
  return bytes;
}
