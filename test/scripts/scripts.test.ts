// The scripts of package.json that are for whoever works on the project: each says what it does, and does it.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = new URL('../../.ci/', import.meta.url);

const undo: (() => void)[] = [];
afterEach(() => {
  for (const one of undo.splice(0).reverse()) one();
});

function run(script: string, ...words: readonly string[]) {
  return spawnSync(process.execPath, [`.ci/${script}.mjs`, ...words], { cwd: root, encoding: 'utf8' });
}

/** A process that goes on until the test ends, and the wait for words that it says. */
function started(folder: string, script: string, ...words: readonly string[]) {
  const child: ChildProcess = spawn(process.execPath, [`.ci/${script}.mjs`, ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  undo.push(() => child.kill());
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const says = async (pattern: RegExp): Promise<RegExpMatchArray> => {
    for (;;) {
      const found = said.match(pattern);
      if (found !== null) return found;
      if (child.exitCode !== null) throw new Error(`The process ended; it said: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const forget = () => {
    said = '';
  };
  return { child, says, forget };
}

describe('every script', () => {
  test.each(['dev', 'watch', 'profile', 'mutate', 'release'])('%s has a help text', (script) => {
    const { status, stdout } = run(script, '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Usage: npm run ${script}`));
    expect(stdout).toContain('--help');
  });

  test.each([
    ['mutate', ['--part', '3'], /--part takes K\/N/],
    ['mutate', ['--minutes', 'many'], /--minutes takes a number/],
    ['mutate', ['--file', 'nothing.ts'], /no mutants of a file nothing\.ts/],
    ['mutate', ['--pieces', '3'], /--pieces/],
    ['profile', [], /Which bench/],
    ['profile', ['nothing'], /no bench\/nothing\.ts/],
    ['profile', ['step', '--size', 'huge'], /takes no "huge"/],
  ])('%s %j is refused with words and the help text', (script, words, message) => {
    const { status, stderr } = run(script, ...words);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toContain(`Usage: npm run ${script}`);
  });
});

test('dev serves the page from its sources, worker included, and ends when told', { timeout: 120_000 }, async () => {
  const { child, says } = started(root, 'dev', '--port', '0');
  const [, address] = await says(/The page is at (\S+);/);
  const textAt = async (path: string) => (await fetch(new URL(path, address))).text();
  const page = await textAt('/');
  expect(page).toContain('<script type="module" src="/main.tsx">');
  expect(page).toContain('<title>ebit playground</title>');
  // Its policy forbids what tells the page of changes.
  expect(page).not.toContain('Content-Security-Policy');
  expect(await textAt('/main.tsx')).toContain('render');
  // The pieces of the built page are modules here.
  const pieces = await textAt('/pieces.ts');
  const addressOf = (piece: string) => pieces.match(new RegExp(`import\\("([^"]*${piece}[^"]*)"\\)`))?.[1] ?? '';
  expect(await textAt(addressOf('program'))).toMatch(/^export const text = "/);
  expect(await textAt(addressOf('workshop'))).toContain('mount');
  child.kill('SIGTERM');
  const [status] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  expect(status).toBe(0);
});

test('watch builds again when a source has changed', { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ebit-watch-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', words, { cwd: root, encoding: 'utf8' }).split('\0');
  const sources = files.filter((name) => /^[^/]+$|^(\.ci|src|assembly)\//.test(name));
  for (const path of [...sources, 'dist', 'src/core/generated']) {
    cpSync(join(root, path), join(folder, path), { recursive: true, preserveTimestamps: true });
  }
  // Links to each package, and a lock file that is older than any installation: whatever happens, nothing is installed.
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')).filter((one) => one !== '.package-lock.json')) {
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
  }
  utimesSync(join(folder, 'package-lock.json'), 0, 0);
  const { says, forget } = started(folder, 'watch');
  await says(/Up to date after/);
  forget();
  appendFileSync(join(folder, 'src/index.ts'), "export const addedWhileWatched = 'added while watched';\n");
  await says(/Up to date after/);
  expect(readFileSync(join(folder, 'dist/index.js'), 'utf8')).toContain('added while watched');
});

test('profile prints where a bench spends its time, the core by name', { timeout: 300_000 }, () => {
  const { status, stdout, stderr } = run('profile', 'fisher', '--size', 'tiny', '--rows', '400');
  expect(status, stderr).toBe(0);
  const [head, ...lines] = stdout.split('\n');
  expect(head).toMatch(/^\s+ms\s+part\s+function\s+where$/);
  expect(lines[0]).toMatch(/^ +\d+\.\d +\d+\.\d % +\S/);
  expect(lines.filter((line) => / core$/.test(line)).join('\n')).toMatch(/\d %\s+[a-z]+\/[a-zA-Z]+/);
  expect(stdout).toMatch(/ src\/\S+\.ts\n/);
  const path = stdout.trim().split('\n').at(-1) ?? '';
  undo.push(() => rmSync(join(path, '..'), { recursive: true }));
  expect(JSON.parse(readFileSync(path, 'utf8')).nodes.length).toBeGreaterThan(10);
});

test('the hottest functions are those that were at work themselves', async () => {
  const { hottest, tableOf } = await import(new URL('profile/hottest.mjs', modules).href);
  const node = (id: number, functionName: string, url = '') => ({
    id,
    callFrame: { functionName, url, lineNumber: 3 },
  });
  const rows = hottest({
    nodes: [node(1, '(root)'), node(2, '(idle)'), node(3, 'assembly/step/step', 'wasm://wasm/1'), node(4, '')],
    samples: [1, 3, 2, 4, 3],
    timeDeltas: [500, 1000, 4000, 1000, 2000],
  });
  expect(rows).toEqual([
    { name: 'step/step', place: 'core', milliseconds: 3, part: 0.75 },
    { name: '(no name)', place: 'engine', milliseconds: 1, part: 0.25 },
  ]);
  expect(tableOf(rows).split('\n')).toEqual([
    '       ms    part  function   where',
    '      3.0  75.0 %  step/step  core',
    '      1.0  25.0 %  (no name)  engine',
  ]);
});
