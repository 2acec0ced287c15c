// The release's core with its functions' names in it, for profiles; and the hook with which Node loads it.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileCore } from './compile.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Returns the path of the named core of some sources, which is compiled if it is not there yet.
 *
 * @param isQuick - compiles in a few seconds, with fewer optimisations than the release
 */
export async function namedCore(sources, isQuick = false) {
  const words = isQuick ? ['--optimizeLevel', '1'] : ['--optimizeLevel', '3', '--converge'];
  const hash = createHash('sha256')
    .update(readFileSync(`${root}asconfig.json`))
    .update(words.join(' '));
  for (const [path, text] of sources) hash.update(`${path}\n${text}\n`);
  const folder = `${root}node_modules/.cache/ebit`;
  const path = `${folder}/named-${hash.digest('hex').slice(0, 12)}.wasm`;
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, await compileCore(sources, [...words, '--debug']));
    renameSync(`${path}.${process.pid}`, path);
  }
  return path;
}
