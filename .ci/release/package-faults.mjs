// What is wrong with a package that is about to be packed.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The paths that a package.json promises to its users: entries, programs and listed files, patterns left out. */
function promised({ exports = {}, imports = {}, bin = {}, files = [] }) {
  const leaves = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(leaves));
  return [...leaves(exports), ...leaves(imports), ...leaves(bin), ...files].filter((path) => !/[!*]/.test(path));
}

function newestBelow(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return paths
    .filter((path) => !path.includes('generated'))
    .map((path) => ({ path, time: statSync(path).mtimeMs }))
    .reduce((a, b) => (b.time > a.time ? b : a), { path: '', time: 0 });
}

/**
 * Returns sentences, none if all is well: paths that package.json names are there, and nothing below src/ or assembly/ is
 * newer than what was built of it.
 *
 * @param root - the repository's folder
 */
export function packageFaults(root) {
  const description = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const missing = promised(description)
    .filter((path) => !existsSync(join(root, path)))
    .map((path) => `package.json names ${path}, which is not there.`);
  const entry = join(root, description.exports['.'].default);
  if (!existsSync(entry)) return missing;
  const built = statSync(entry).mtimeMs;
  const stale = ['src', 'assembly']
    .map((folder) => newestBelow(join(root, folder)))
    .filter(({ time }) => time > built)
    .map(({ path }) => `${path} is newer than the build; build again.`);
  return [...missing, ...stale];
}
