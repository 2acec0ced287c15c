// The simulators that npm has beside ours: amplitudes of the same random circuits, and jax-js' training step. Rate: gates or
// samples a second. Ratios are printed once amplitudes, loss and gradient agree to 1e-9. No goals: they are others' programs.
import { randomCircuit } from '../src/benchmark/circuit-workloads.js';
import { clusters } from '../src/data/clusters.js';
import { openSimulator } from '../src/simulator/simulator.js';
import { medianOf } from '../src/statistics.js';
import { checkAgreement } from './agreement.js';
import type { Bench, Surroundings } from './bench.js';
import { burst, type Contender, race } from './measure.js';
import { minibatch, paperModel, writeStateProblem, writeStepProblem } from './problem.js';
import { missingRow, type Row, ratioRow, timeRow } from './row.js';
import { ours, theirs } from './step.js';

const name = 'javascript';

/** In the order of tables; Q# is compiled in every run, as whoever calls it has it. */
const simulators = ['quantum-circuit', 'jsqubits', 'qsharp-lang', '@jax-js/jax'] as const;
const note: Readonly<Record<string, string>> = { 'qsharp-lang': ', compiling included' };

/** The final state of a random circuit of so many qubits and layers. */
async function state(
  qubits: number,
  layers: number,
  { effort, simulators: peers, folder }: Surroundings,
): Promise<Row[]> {
  if (peers === null) return [];
  const circuit = randomCircuit(qubits, layers);
  const simulator = openSimulator(circuit);
  const path = writeStateProblem(folder, `state-${qubits}`, circuit);
  const label = `${circuit.operations.length} gates on ${qubits} qubits`;
  const contenders: Contender[] = [burst(label, () => simulator.amplitudes(), effort)];
  const amplitudes = simulator.amplitudes();
  for (const peer of simulators) {
    process.stderr.write(`${peer}: checking ${label} …\n`);
    checkAgreement({ amplitudes }, await peers.run(peer, path, 3));
    contenders.push({
      name: peer,
      sample: async () => medianOf((await peers.run(peer, path, 3)).microseconds),
    });
  }
  const samples = await race(contenders, Math.ceil(effort.rounds / 3));
  simulator.close();
  const work = { count: circuit.operations.length, unit: 'gates/s' };
  return [
    timeRow(name, label, samples[label], work),
    ...simulators.flatMap((peer) => [
      timeRow(name, `  ${peer}${note[peer] ?? ''}`, samples[peer], work),
      ratioRow(name, `  ${peer} / ours`, samples[peer], samples[label]),
    ]),
  ];
}

/** The training step with one ebit in jax-js. */
async function jaxJsStep({ effort, quick, jaxJs, folder }: Surroundings): Promise<Row[]> {
  if (jaxJs === null) return [];
  const { training } = clusters({ seed: 1 });
  const depth = quick ? 2 : 20;
  const problem = { model: paperModel({ ebits: 1, depth }), data: training, indices: minibatch(training, 768) };
  const own = ours(`1 ebit, depth ${depth}, batch 768`, problem, effort);
  const path = writeStepProblem(folder, 'step-jax-js', problem, depth);
  const { contender } = await theirs(jaxJs, 'jax-js', path, own, 5);
  const samples = await race([own.contender, contender], Math.ceil(effort.rounds / 3));
  own.close();
  return [
    timeRow(name, own.label, samples[own.label], { count: own.samples, unit: 'samples/s' }),
    timeRow(name, '  jax-js', samples['jax-js'], { count: own.samples, unit: 'samples/s' }),
    ratioRow(name, '  jax-js / ours', samples['jax-js'], samples[own.label]),
  ];
}

export const javascript: Bench = {
  name,
  title: 'Other JavaScript programs: random circuits and a training step, one thread',
  async run(surroundings) {
    const { quick, simulators: peers, jaxJs } = surroundings;
    if (peers === null && jaxJs === null) return [missingRow(name, 'nothing without --js-peers')];
    const sizes = quick
      ? [[3, 2]]
      : [
          [6, 6],
          [10, 6],
        ];
    const rows: Row[] = [];
    for (const [qubits, layers] of sizes) rows.push(...(await state(qubits, layers, surroundings)));
    rows.push(...(await jaxJsStep(surroundings)));
    return rows;
  },
};
