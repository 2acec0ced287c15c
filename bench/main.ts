// `npm run bench`: measures, prints tables, writes JSON to bench/results.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.js';
import { browser } from './browser.js';
import { built } from './built-library.js';
import { circuit } from './circuit.js';
import { compiling } from './compiling.js';
import { fisher } from './fisher.js';
import { games } from './games.js';
import { javascript } from './javascript.js';
import { joint } from './joint.js';
import { quick, thorough } from './measure.js';
import { nativeProgram } from './native.js';
import { networkCosts } from './network-cost.js';
import { networks } from './networks.js';
import { noise } from './noise.js';
import { page } from './page.js';
import { openJaxJs, openPeers, openSimulators } from './peers.js';
import { redis } from './redis.js';
import { reuploadingStep } from './reuploading.js';
import { type Row, rowsAsText } from './row.js';
import { service } from './service.js';
import { serving } from './serving.js';
import { shots } from './shots.js';
import { startUp } from './start-up.js';
import { step } from './step.js';
import { studies } from './studies.js';
import { tables } from './tables.js';
import { threads } from './threads.js';
import { training } from './training.js';
import { workers } from './workers.js';

const benches: readonly Bench[] = [
  step,
  noise,
  reuploadingStep,
  networks,
  networkCosts,
  joint,
  javascript,
  circuit,
  fisher,
  games,
  shots,
  training,
  workers,
  threads,
  redis,
  studies,
  compiling,
  serving,
  startUp,
  tables,
  browser,
  page,
  service,
];

const help = `Usage: npm run bench -- [options]

Measures ebit on this machine and prints every figure with its rate and its goal.

  --quick          small sizes and few rounds, to see that everything runs
  --only NAME      one bench, repeatable: ${benches.map(({ name }) => name).join(', ')}
  --json FILE      where the figures go; bench/results/<date>.json unless told
  --peers PYTHON   a Python with bench/peers/requirements.txt installed: the same work in JAX and PennyLane, in turn with
                   ours; ratios are printed once losses and gradients agree to 1e-9
  --js-peers FOLDER
                   bench/peers, once npm ci was run in it: amplitudes of circuits in quantum-circuit, jsqubits, qsharp-lang
                   and jax-js, and the step with one ebit in jax-js, in turn with ours
  --native FILE    a native program for the training step, in turn with ours: FILE EBITS DEPTH REPETITIONS prints its
                   median microseconds at batch 768 behind the word "med"
  --minutes N      how long the service is under load while its memory is looked at; half a minute unless told
  --before FOLDER  a checkout of another commit, built: compiling, predicting and starting of its library in turn with ours
`;

function options() {
  return parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      peers: { type: 'string' },
      'js-peers': { type: 'string' },
      native: { type: 'string' },
      minutes: { type: 'string' },
      before: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values;
}

/** @throws Error for what is no length of time */
function minutesOf(word: string): number {
  const minutes = Number(word);
  if (minutes > 0 && minutes <= 600) return minutes;
  throw new Error(`--minutes is ${word}; give a number above 0, at most 600.`);
}

function chosen(names: readonly string[]): readonly Bench[] {
  for (const name of names) {
    if (!benches.some((bench) => bench.name === name)) {
      throw new Error(`There is no bench "${name}"; there are ${benches.map((bench) => bench.name).join(', ')}.`);
    }
  }
  return names.length === 0 ? benches : benches.filter(({ name }) => names.includes(name));
}

async function main(): Promise<void> {
  const given = options();
  if (given.help) {
    process.stdout.write(help);
    return;
  }
  const selection = chosen(given.only);
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    processors: cpus().length,
    node: process.version,
    date: new Date().toISOString(),
    load: loadavg()[0],
  };
  const results = fileURLToPath(new URL('./results', import.meta.url));
  const file = given.json ?? join(results, `${machine.date.replaceAll(':', '-')}.json`);
  mkdirSync(dirname(file), { recursive: true });
  const peers = given.peers === undefined ? null : await openPeers(given.peers);
  const jsPeers = given['js-peers'];
  const simulators = jsPeers === undefined ? null : await openSimulators(jsPeers);
  const jaxJs = jsPeers === undefined ? null : await openJaxJs(jsPeers);
  const folder = mkdtempSync(join(tmpdir(), 'ebit-bench-'));
  const versions = peers === null && jsPeers === undefined ? null : { ...peers?.versions, ...simulators?.versions };
  const rows: Row[] = [];
  try {
    process.stdout.write(
      `${machine.processors} x ${machine.processor}, Node ${machine.node}, ${machine.date}, load ${machine.load.toFixed(2)}\n`,
    );
    for (const bench of selection) {
      process.stderr.write(`measuring ${bench.name} …\n`);
      const measured = await bench.run({
        effort: given.quick ? quick : thorough,
        quick: given.quick,
        peers,
        simulators,
        jaxJs,
        native: given.native === undefined ? null : nativeProgram(given.native),
        before: given.before === undefined ? null : built(resolve(given.before)),
        minutes: given.minutes === undefined ? null : minutesOf(given.minutes),
        folder,
      });
      process.stdout.write(`\n${rowsAsText(bench.title, measured)}`);
      rows.push(...measured);
      const record = { machine, quick: given.quick, peers: versions, rows };
      writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
    }
    process.stdout.write(`\nWritten to ${file}\n`);
  } finally {
    peers?.close();
    simulators?.close();
    jaxJs?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
