// The projects of .ci/hosts, and the program that builds and runs them: what can be said of them without their packages.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { describeInChromium } from '../browser/absence.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const hosts = join(root, '.ci/hosts');
const json = (...path: string[]) => JSON.parse(readFileSync(join(hosts, ...path), 'utf8'));
const folders = readdirSync(hosts, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
const rows = [...readFileSync(join(hosts, 'README.md'), 'utf8').matchAll(/^\| \[[^\]]+\]\((.+?)\) *\| (.+?) *\|/gm)];

test('every project has a line of what is run and a row of the table, and no row is without one', () => {
  expect(Object.keys(json('hosts.json')).sort()).toEqual(folders.sort());
  expect(rows.map(([, folder]) => folder).sort()).toEqual(folders);
});

test.each(rows.map(([, folder, versions]) => ({ folder, versions })))(
  'the row of $folder says what is tested: $versions',
  ({ folder, versions }) => {
    const { dependencies } = json(folder, 'package.json');
    const own = json('../../package.json').version;
    const wanted = dependencies === undefined ? [own] : Object.values<string>(dependencies);
    const exact = wanted.map((version) => version.replace(/^npm:.*@/, ''));
    expect(exact).toEqual(expect.arrayContaining(versions.split(', ')));
    expect(exact.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  },
);

describe.each(folders)('%s', (folder) => {
  const program = json(folder, 'package.json');
  const lock = json(folder, 'package-lock.json');

  test('is locked to what any registry gives, and names the package nowhere', () => {
    expect(lock.packages[''].dependencies).toEqual(program.dependencies);
    expect(Object.keys({ ...program.dependencies, ...program.devDependencies })).not.toContain('ebit');
    const { '': _, ...packages } = lock.packages as Record<string, Record<string, unknown>>;
    const odd = Object.entries(packages).filter(
      ([path, { version, integrity, resolved, link, inBundle }]) =>
        !path.startsWith('node_modules/') ||
        typeof version !== 'string' ||
        resolved !== undefined ||
        link !== undefined ||
        (inBundle !== true && !/^sha512-/.test(String(integrity))),
    );
    expect(odd).toEqual([]);
  });

  test('adds nothing to what the repository itself installs', () => {
    // What the library's own build, page and tests stand on.
    const own = ['esbuild', 'rollup', 'vite'];
    const { dependencies = {}, devDependencies } = json('../../package.json');
    const added = Object.keys(program.dependencies ?? {}).filter((name) => !own.includes(name));
    expect(added.filter((name) => name in devDependencies || name in dependencies)).toEqual([]);
  });
});

describe('the program that runs them', () => {
  const place = mkdtempSync(join(tmpdir(), 'ebit-hosts-test-'));
  afterAll(() => rmSync(place, { recursive: true, force: true }));
  const run = (words: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
    spawnSync(process.execPath, ['.ci/hosts.mjs', '--as-built', ...words], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    });

  test('names the hosts when it is asked for another', () => {
    const { status, stderr } = run(['vite', 'grunt']);
    expect(status).toBe(1);
    expect(stderr).toBe(`No host: grunt. There are ${Object.keys(json('hosts.json')).join(', ')}.\n`);
  });

  test('skips by name what no registry answers for', () => {
    const report = join(place, 'report.json');
    const nobody = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: join(place, 'cache') };
    const { status, stdout } = run(['node-bundle', '--report', report], nobody);
    expect(stdout).toMatch(
      /^skipped node-bundle, \d+ s: no registry answers\n0 passed, 0 failed, 1 skipped \(node-bundle\)\n$/,
    );
    expect(status).toBe(0);
    const [{ assertionResults }] = JSON.parse(readFileSync(report, 'utf8')).testResults;
    expect(assertionResults).toEqual([
      { title: 'node-bundle', status: 'skipped', failureMessages: ['no registry answers'] },
    ]);
  });

  describeInChromium('with a browser', () => {
    test('passes a page that imports the library from another origin', () => {
      const { status, stdout, stderr } = run(['foreign-origin']);
      expect(stdout + stderr).toMatch(/^passed foreign-origin, \d+ s\n1 passed, 0 failed, 0 skipped\n$/);
      expect(status).toBe(0);
      expect(existsSync(join(hosts, 'foreign-origin/training.js'))).toBe(false);
    });
  });
});
