// Says where a bench spends its time, the core's functions by name.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { coreSources } from './core/compile.mjs';
import { namedCore } from './core/named.mjs';
import { hottest, tableOf } from './profile/hottest.mjs';

const help = `Usage: npm run profile -- BENCH [options]

Runs a bench of bench/, such as step, fisher or joint, under the sampling profiler, prints the functions that were
longest at work themselves, and says where the profile is, which browsers' developer tools open. The core is the
release's with its names kept; its first build takes half a minute.

  --size SIZE   quick, thorough, or tiny, which only shows that all works (default quick)
  --rows N      how many functions are printed (default 25)
  --help        shows this text
`;

const root = fileURLToPath(new URL('..', import.meta.url));

function refuse(message) {
  process.stderr.write(`${message}\n\n${help}`);
  process.exitCode = 2;
}

const options = { size: { type: 'string', default: 'quick' }, rows: { type: 'string', default: '25' } };
const { values, positionals } = parseArgs({
  options: { ...options, help: { type: 'boolean' } },
  allowPositionals: true,
});
const [name] = positionals;
if (values.help) process.stdout.write(help);
else if (name === undefined) refuse('Which bench?');
else if (!/^[a-z-]+$/.test(name) || !existsSync(`${root}bench/${name}.ts`)) refuse(`There is no bench/${name}.ts.`);
else if (!['tiny', 'quick', 'thorough'].includes(values.size)) refuse(`--size takes no "${values.size}".`);
else {
  const file = join(mkdtempSync(join(tmpdir(), 'ebit-profile-')), `${name}.cpuprofile`);
  const core = await namedCore(coreSources(), values.size === 'tiny');
  const words = ['--no-warnings', '--import', 'tsx', '.ci/profile/run.mjs', name, file, values.size];
  const { status } = spawnSync(process.execPath, words, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, EBIT_NAMED_CORE: core },
  });
  if (status !== 0) process.exitCode = status ?? 1;
  else {
    const rows = hottest(JSON.parse(readFileSync(file, 'utf8')));
    process.stdout.write(`${tableOf(rows.slice(0, Number(values.rows)))}\n\n${file}\n`);
  }
}
