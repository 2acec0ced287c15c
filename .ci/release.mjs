// Makes the package of a version ready to be published, and publishes nothing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { changelogFaults } from './release/changelog-faults.mjs';

const help = `Usage: npm run release -- [options]

Checks that the work tree is clean, that package.json, the lock file and src/CHANGELOG.md agree on the version and that no
tag has it, runs .ci/run, and packs. Says how to publish; does not publish.

  --check   only the checks that take no time
  --help    shows this text
`;

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a command printed, or null if it failed. */
function said(command, ...words) {
  const { status, stdout } = spawnSync(command, words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 2] });
  return status === 0 ? stdout.trim() : null;
}

function quickFaults() {
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const { version } = JSON.parse(read('package.json'));
  const faults = changelogFaults(read('src/CHANGELOG.md'), version);
  if (said('git', 'status', '--porcelain') !== '') faults.push('The work tree is not clean; commit or take back.');
  const locked = JSON.parse(read('package-lock.json')).version;
  if (locked !== version) faults.push(`package-lock.json says ${locked} and package.json ${version}.`);
  if (said('git', 'tag', '--list', `v${version}`) !== '') faults.push(`There is a tag v${version} already.`);
  return { version, faults };
}

function release({ check }) {
  const { version, faults } = quickFaults();
  if (faults.length > 0) return faults;
  if (check) return [];
  if (spawnSync(join(root, '.ci/run'), { cwd: root, stdio: ['ignore', 2, 2] }).status !== 0) {
    return ['.ci/run is not well.'];
  }
  const folder = mkdtempSync(join(tmpdir(), 'ebit-release-'));
  const packed = said('npm', 'pack', '--json', '--pack-destination', folder);
  if (packed === null) return ['npm pack failed.'];
  const [{ filename, integrity, size }] = JSON.parse(packed);
  const path = join(folder, filename);
  process.stdout.write(`${path}\n${integrity}\n${size} bytes\n\n`);
  process.stdout.write(`To publish it:\n  npm publish ${path}\n  git tag v${version} && git push origin v${version}\n`);
  return [];
}

const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help) process.stdout.write(help);
else {
  const faults = release(values);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}
