// Changes the numeric core, one operator, sign, comparison or number at a time, and says which changes no test notices.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { coreSources } from './core/compile.mjs';
import { Judge } from './mutation/judge.mjs';
import { allMutants, keyOf } from './mutation/mutants.mjs';

const help = `Usage: npm run mutate -- [options]

Changes the numeric core (assembly/), one operator, sign, comparison or number at a time, and runs the tests that look at
its numbers until one fails. Ends with 1 if a change that .ci/mutants.json does not explain passes them all.

  --part K/N      the K-th of N parts: every N-th mutant of the list (default 1/1)
  --file NAME     mutants of this file of assembly/ alone
  --sample COUNT  so many mutants, drawn instead of a part
  --seed TEXT     what the draw of a sample depends on (default: the hash of the commit)
  --minutes M     ends after so many minutes; the last line says how many were tried by then
  --afresh        judges those again that earlier runs have seen caught
  --glance        runs the quick cases alone (test/core/digest-cases.ts), and none of the test files behind them
  --list          prints the mutants and judges none
  --tidy          takes out of .ci/mutants.json what is no mutant any more
  --help          shows this text

A part that was broken off goes on where it stopped: what was caught is noted in node_modules/.cache/ebit, and holds as
long as assembly/ stays as it is.
`;

const root = fileURLToPath(new URL('..', import.meta.url));
const explainedPath = `${root}.ci/mutants.json`;
const say = (text) => process.stdout.write(`${text}\n`);

class UsageError extends Error {}

function optionsOf(words) {
  const options = {
    part: { type: 'string', default: '1/1' },
    file: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string' },
    minutes: { type: 'string' },
    afresh: { type: 'boolean', default: false },
    glance: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    tidy: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  };
  let values;
  try {
    ({ values } = parseArgs({ args: words, options }));
  } catch (error) {
    throw new UsageError(error.message);
  }
  const [, part, parts] = (values.part.match(/^(\d+)\/(\d+)$/) ?? []).map(Number);
  if (!(part >= 1 && part <= parts)) throw new UsageError(`--part takes K/N with K from 1 to N, not ${values.part}`);
  const count = (name) => {
    const value = values[name];
    if (value !== undefined && !(Number(value) > 0)) throw new UsageError(`--${name} takes a number, not ${value}`);
    return value === undefined ? Number.POSITIVE_INFINITY : Number(value);
  };
  return { ...values, part, parts, sample: count('sample'), minutes: count('minutes') };
}

/** Mutants in an order that a text decides, the same on every machine. */
function drawnBy(text, mutants) {
  const rank = (mutant) =>
    createHash('sha256')
      .update(`${text}\n${keyOf(mutant)}`)
      .digest('hex');
  const ranked = mutants.map((mutant) => ({ mutant, rank: rank(mutant) }));
  return ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ mutant }) => mutant);
}

function chosen(mutants, { file, part, parts, sample, seed }) {
  const within = mutants.filter((mutant) => file === undefined || mutant.file === file);
  if (within.length === 0) throw new UsageError(`assembly/ has no mutants of a file ${file}`);
  if (Number.isFinite(sample)) {
    const commit = () => execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
    return drawnBy(seed ?? commit(), within).slice(0, sample);
  }
  return within.filter((_, i) => i % parts === part - 1);
}

/** [{ reason, mutants }], as written. */
function explained() {
  return existsSync(explainedPath) ? JSON.parse(readFileSync(explainedPath, 'utf8')) : [];
}

function tidy(mutants) {
  const keys = new Set(mutants.map(keyOf));
  const before = explained();
  const after = before.map((group) => ({ ...group, mutants: group.mutants.filter((one) => keys.has(keyOf(one))) }));
  const count = (groups) => groups.reduce((sum, group) => sum + group.mutants.length, 0);
  const kept = after.filter((group) => group.mutants.length > 0);
  writeFileSync(explainedPath, `${JSON.stringify(kept, null, 2)}\n`);
  say(`${count(before) - count(kept)} of ${count(before)} taken out.`);
}

/** A file for what holds as long as these sources do. */
function noteFor(name, sources) {
  const hash = createHash('sha256');
  for (const [path, text] of sources) hash.update(`${path}\n${text}\n`);
  const folder = `${root}node_modules/.cache/ebit`;
  mkdirSync(folder, { recursive: true });
  return `${folder}/${name}-${hash.digest('hex').slice(0, 12)}`;
}

function showSurvivor({ file, function: name, line, becomes, nth, at }) {
  say(`SURVIVED assembly/${file}:${at}\n  - ${line}\n  + ${becomes}`);
  say(`  ${JSON.stringify({ file, function: name, line, becomes, nth })}`);
}

/** Has a wait end with `over` once so many minutes have gone by, even in the middle of a mutant. */
function timeLimit(minutes) {
  const over = new Error('the time is over');
  let timer;
  const late = new Promise((_, reject) => {
    if (Number.isFinite(minutes)) timer = setTimeout(() => reject(over), 60_000 * minutes);
  });
  late.catch(() => {});
  const race = (work) => {
    // Of a mutant that is left behind nobody asks any more.
    work.catch(() => {});
    return Promise.race([late, work]);
  };
  return { over, race, clear: () => clearTimeout(timer) };
}

async function judgeAll(mutants, sources, { afresh, glance, minutes }) {
  const known = new Set(explained().flatMap((group) => group.mutants.map(keyOf)));
  const notes = noteFor('caught', sources);
  if (afresh) rmSync(notes, { force: true });
  const caughtBefore = new Set(existsSync(notes) ? readFileSync(notes, 'utf8').split('\n') : []);
  const judge = new Judge(sources, noteFor('usual', sources));
  const counts = { caught: 0, before: 0, explained: 0, survived: 0 };
  const isCaught = (mutant, { caught, by, words }) => {
    if (!caught) return false;
    counts.caught++;
    appendFileSync(notes, `${keyOf(mutant)}\n`);
    if (process.env.EBIT_MUTANTS_LOUD) say(`caught by ${by}: ${mutant.file}:${mutant.at} ${mutant.becomes} (${words})`);
    return true;
  };
  const passed = [];
  const limit = timeLimit(minutes);
  try {
    const open = mutants.filter((mutant) => {
      const key = keyOf(mutant);
      if (known.has(key)) counts.explained++;
      else if (caughtBefore.has(key)) counts.before++;
      else return true;
      return false;
    });
    const glances = judge.glances(open);
    for (;;) {
      const { value, done } = await limit.race(glances.next());
      if (done) break;
      if (!isCaught(value.mutant, value)) passed.push(value.mutant);
    }
    // What the quick cases let pass takes a hundred times as long, so it comes last.
    if (passed.length > 0) say(`${counts.caught} caught at a glance; ${passed.length} are left`);
    if (glance) {
      counts.survived = passed.length;
      for (const mutant of passed) showSurvivor(mutant);
      passed.length = 0;
    }
    for (const mutant of passed) {
      if (isCaught(mutant, await limit.race(judge.verdict(mutant)))) continue;
      counts.survived++;
      showSurvivor(mutant);
    }
  } catch (error) {
    if (error !== limit.over) throw error;
    say(`Stopped after ${minutes} min.`);
  } finally {
    limit.clear();
    judge.close();
  }
  const seen = counts.caught + counts.before + counts.explained + counts.survived;
  const remarks = [
    `${counts.caught + counts.before} caught${counts.before > 0 ? ` (${counts.before} of them by an earlier run)` : ''}`,
    `${counts.explained} explained`,
    `${counts.survived} survived`,
  ];
  say(`${seen} of ${mutants.length} mutants tried: ${remarks.join(', ')}`);
  return counts.survived;
}

async function main() {
  try {
    const options = optionsOf(process.argv.slice(2));
    if (options.help) {
      process.stdout.write(help);
      return;
    }
    const sources = coreSources();
    const all = allMutants(sources);
    const mutants = chosen(all, options);
    if (options.tidy) tidy(all);
    else if (options.list) for (const { file, at, becomes } of mutants) say(`${file}:${at} ${becomes}`);
    else {
      // At once, whatever a mutant that was left behind still does.
      process.exit((await judgeAll(mutants, sources, options)) > 0 ? 1 : 0);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${help}`);
    process.exitCode = 2;
  }
}

await main();
