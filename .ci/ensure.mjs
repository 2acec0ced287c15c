// Installs the locked packages when they are missing or stale, then builds what is out of date: with --afresh everything,
// as from a clean checkout. It uses nothing outside Node itself, so that it runs on a fresh clone.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  process.stderr.write(`ebit needs Node 20 or newer; this is ${process.versions.node}.\n`);
  process.exit(1);
}

const run = (command, ...words) => {
  const { status } = spawnSync(command, words, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
};
const time = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
const newestBelow = (folder) =>
  Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !(entry.parentPath ?? entry.path).includes('generated'))
      .map((entry) => time(`${entry.parentPath ?? entry.path}/${entry.name}`)),
  );

if (time(`${root}node_modules/.package-lock.json`) < time(`${root}package-lock.json`)) {
  process.stderr.write('Installing packages …\n');
  run('npm', 'ci', '--no-audit', '--no-fund');
}
if (process.argv.includes('--afresh')) {
  for (const folder of ['dist', 'src/core/generated']) rmSync(root + folder, { recursive: true, force: true });
}
const newest = Math.max(
  newestBelow(`${root}src`),
  newestBelow(`${root}assembly`),
  ...['package.json', '.ci/bundle.mjs', '.ci/playground.mjs'].map((path) => time(root + path)),
);
// Types and page are made last: without them a build was broken off.
const isWhole = ['types/index.d.ts', 'playground/index.html'].every((path) => time(`${root}dist/${path}`) > 0);
if (time(`${root}dist/index.js`) < newest || !isWhole) {
  process.stderr.write('Building …\n');
  run('npm', 'run', '--silent', 'build');
}
