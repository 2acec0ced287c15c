// Builds and runs a tiny project in every host that the package promises to work in: bundlers, frameworks, other runtimes,
// test runners, compilers. Each is a folder of .ci/hosts, with a lock file and a line in hosts.json. The package is packed
// once and unpacked into each, as npm would; what trains there must come to the same bits as in plain Node.
//
//   node .ci/hosts.mjs [--report FILE] [--as-built] [HOST...]    all of them unless told, two at a time
//
// With --as-built the build is taken as it is, instead of made anew where sources are newer.
// They have eight minutes together; what has not ended by then fails.
// One whose packages cannot be fetched, since no registry answers, is skipped by its name. The last line counts.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { extract } from 'tar';
import { closeBrowser } from './hosts/browser.mjs';
import { runHost, Skipped } from './hosts/run-host.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const table = JSON.parse(readFileSync(new URL('hosts/hosts.json', import.meta.url), 'utf8'));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { report: { type: 'string' }, 'as-built': { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !(name in table));
if (unknown.length > 0) {
  process.stderr.write(`No host: ${unknown.join(', ')}. There are ${Object.keys(table).join(', ')}.\n`);
  process.exit(1);
}
const end = Date.now() + 8 * 60_000;
const place = mkdtempSync(join(tmpdir(), 'ebit-hosts-'));

/** Packs the repository, unpacks it, and returns where; the build is made if there is none. */
function packed() {
  if (!values['as-built']) execFileSync(process.execPath, ['.ci/ensure.mjs'], { cwd: root, stdio: ['ignore', 2, 2] });
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', place], {
    cwd: root,
    stdio: ['ignore', 'ignore', 2],
  });
  const [tarball] = readdirSync(place);
  extract({ file: join(place, tarball), cwd: place, sync: true });
  return join(place, 'package');
}

/** What plain Node comes to, in this thread and in workers. */
function expectedOf(folder) {
  const own = join(place, 'expected');
  mkdirSync(join(own, 'node_modules'), { recursive: true });
  cpSync(folder, join(own, 'node_modules/ebit'), { recursive: true });
  cpSync(join(root, '.ci/hosts/training.js'), join(own, 'training.mjs'));
  const program = "process.stdout.write(await (await import('./training.mjs')).trained());";
  const text = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: own,
    encoding: 'utf8',
  });
  const { here, there, error } = JSON.parse(text);
  if (here === undefined || here !== there)
    throw new Error(error ?? `Plain Node comes to ${here}, and ${there} in workers.`);
  return text;
}

const results = [];
async function judge(name, pack, expected) {
  const start = performance.now();
  const result = { name, status: 'passed', why: '' };
  const folder = join(place, name);
  try {
    await runHost({ name, ...table[name] }, { folder, pack, expected, end });
  } catch (error) {
    result.status = error instanceof Skipped ? 'skipped' : 'failed';
    result.why = error.message;
  }
  rmSync(folder, { recursive: true, force: true });
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  process.stdout.write(`${result.status} ${name}, ${seconds} s${result.why === '' ? '' : `: ${result.why}`}\n`);
  results.push(result);
}

try {
  const pack = packed();
  const expected = expectedOf(pack);
  // The longest first, so that none is left alone at the end.
  const queue =
    positionals.length > 0 ? positionals : Object.keys(table).sort((a, b) => table[b].limit - table[a].limit);
  const takeTurns = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) await judge(name, pack, expected);
  };
  await Promise.all([takeTurns(), takeTurns()]);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  results.push({ name: 'the package', status: 'failed', why: error.message });
} finally {
  await closeBrowser();
  rmSync(place, { recursive: true, force: true });
}
const count = (status) => results.filter((result) => result.status === status).length;
const skipped = results.flatMap(({ name, status }) => (status === 'skipped' ? name : []));
const named = skipped.length > 0 ? ` (${skipped.join(', ')})` : '';
process.stdout.write(`${count('passed')} passed, ${count('failed')} failed, ${skipped.length} skipped${named}\n`);
if (values.report !== undefined) {
  const assertionResults = results.map(({ name, status, why }) => ({ title: name, status, failureMessages: [why] }));
  const status = count('failed') > 0 ? 'failed' : 'passed';
  writeFileSync(values.report, JSON.stringify({ testResults: [{ name: '.ci/hosts', status, assertionResults }] }));
}
process.exitCode = count('failed') > 0 || (count('passed') === 0 && count('skipped') === 0) ? 1 : 0;
