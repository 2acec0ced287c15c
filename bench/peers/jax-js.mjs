// The training step with one ebit in jax-js: the Heisenberg picture in array operations, compiled by its `jit`, the gradient
// by its reverse mode, float64 on its WebAssembly backend.
//
//     node jax-js.mjs FOLDER      requests as JSON lines on stdin, answers as JSON lines on stdout
//
// FOLDER is where `npm install @jax-js/jax` was run. jax-js' own sine is exact to 3e-8 in float64, too little to compare
// losses, so cos and sin of the phases are JavaScript's, and so is the way from their slopes to those of the angles. The
// phases of the embedding are made once for the minibatch, as those of the other programs are kept.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

// Older Nodes have no Float16Array, which jax-js asks about for every array it is given.
globalThis.Float16Array ??= class {};

const install = createRequire(pathToFileURL(join(process.argv[2] ?? '.', 'package.json')));
const jax = await import(pathToFileURL(install.resolve('@jax-js/jax').replace(/\.cjs$/, '.js')));
const { numpy } = jax;

const QUBITS = 4;
const SIZE = 1 << QUBITS;
const RING = [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 0],
];
const EVEN = [
  [0, 1],
  [2, 3],
];
const ODD = [
  [1, 2],
  [3, 0],
];

const bit = (k, qubit) => (k >> (QUBITS - 1 - qubit)) & 1;
const sign = (k, qubit) => 1 - 2 * bit(k, qubit);
const range = (n) => Array.from({ length: n }, (_, i) => i);
const square = (entry) => range(SIZE).map((i) => range(SIZE).map((j) => entry(i, j)));

/** H on some of the qubits, the identity on the others. */
function hadamards(qubits) {
  const scale = 2 ** (-qubits.length / 2);
  return square((i, j) => {
    const apart = range(QUBITS).some((q) => !qubits.includes(q) && bit(i, q) !== bit(j, q));
    return apart ? 0 : scale * qubits.reduce((value, q) => (bit(i, q) && bit(j, q) ? -value : value), 1);
  });
}

function controlledZ(pairs) {
  return square((i, j) =>
    i === j ? pairs.reduce((value, [a, b]) => (bit(i, a) && bit(i, b) ? -value : value), 1) : 0,
  );
}

const product = (a, b) => square((i, j) => range(SIZE).reduce((sum, k) => sum + a[i][k] * b[k][j], 0));

/**
 * One processor's circuit as an alternation of real matrices and diagonals, in the order of time. A diagonal is a list of
 * [angle, factor of every basis state]: its phases are the sums of both.
 */
function qcnn(depth) {
  const steps = [];
  const matrix = (next) => {
    const last = steps.at(-1);
    if (last?.matrix) last.matrix = product(next, last.matrix);
    else steps.push({ matrix: next });
  };
  const diagonal = (terms) => steps.push({ terms });
  const rotations = (qubits, first) =>
    diagonal(qubits.map((q, i) => [first + i, range(SIZE).map((k) => sign(k, q) / 2)]));
  const row = (qubits, pairs, first) => {
    matrix(hadamards(qubits));
    matrix(controlledZ(pairs));
    matrix(hadamards(qubits));
    rotations(qubits, first);
    matrix(hadamards(qubits));
  };
  const pool = (measured, kept, first) => {
    const conditioned = (at) =>
      [0, 1].map((o) => [at + o, range(SIZE).map((k) => (bit(k, measured) === o ? sign(k, kept) / 2 : 0))]);
    diagonal(conditioned(first));
    matrix(hadamards([kept]));
    diagonal(conditioned(first + 2));
    matrix(hadamards([kept]));
  };
  for (let layer = 0; layer < depth; layer++) {
    row([0, 1, 2, 3], EVEN, 4 * layer);
    row([0, 1, 2, 3], ODD, 4 * layer);
  }
  pool(0, 1, 4 * depth);
  pool(2, 3, 4 * depth + 4);
  for (let layer = 0; layer < depth; layer++) row([1, 3], [[1, 3]], 4 * depth + 8 + 2 * layer);
  pool(1, 3, 6 * depth + 8);
  return steps;
}

const float64 = (values) => numpy.array(values, { dtype: numpy.float64 });

/** Phases of the embedding by group: the top bit of an index names its group. [group][processor][n][re of 8, im of 8]. */
function phaseTables(rows) {
  const table = (group, processor) =>
    rows.map((row) => {
      const x = row.slice(QUBITS * processor, QUBITS * (processor + 1));
      const phases = range(SIZE / 2).map((i) => {
        const k = i + (group * SIZE) / 2;
        const single = range(QUBITS).reduce((sum, q) => sum + x[q] * sign(k, q), 0);
        return (
          RING.reduce(
            (sum, [a, b]) => sum + 0.5 * (Math.PI - x[a]) * (Math.PI - x[b]) * sign(k, a) * sign(k, b),
            single,
          ) / -2
        );
      });
      return [...phases.map(Math.cos), ...phases.map(Math.sin)];
    });
  return [0, 1].map((group) => float64([0, 1].map((processor) => table(group, processor))));
}

/** V = U^+ (the basis states whose readout bit is 1), real and imaginary parts, each [processor, 16, 8]. */
function backwards(cos, sin, steps, matrices) {
  let re = float64(range(SIZE).map((k) => [0, 1].map(() => range(SIZE / 2).map((c) => (k === 2 * c + 1 ? 1 : 0)))));
  let im = numpy.zerosLike(re.ref);
  let diagonals = steps.filter(({ terms }) => terms).length;
  for (const step of [...steps].reverse()) {
    if (step.matrix) {
      re = numpy.tensordot(matrices.get(step).ref, re, 1);
      im = numpy.tensordot(matrices.get(step).ref, im, 1);
    } else {
      diagonals--;
      const c = cos.ref.slice(diagonals);
      const s = sin.ref.slice(diagonals);
      [re, im] = [c.ref.mul(re.ref).sub(s.ref.mul(im.ref)), s.mul(re).add(c.mul(im))];
    }
  }
  cos.dispose();
  sin.dispose();
  return [re, im].map((part) => numpy.transpose(part, [1, 0, 2]));
}

const adjoint = (x) => numpy.matrixTranspose(x);

/** The mean square loss from cos and sin of the diagonals' phases, [diagonal, 16, processor, 1], and the weights. */
function lossOf({ cos, sin, weights }, steps, matrices, tables, labels) {
  const [re, im] = backwards(cos, sin, steps, matrices);
  // O = 1 - 2 V V^+.
  const one = float64(square((i, j) => (i === j ? 1 : 0)));
  const outer = numpy.matmul(re.ref, adjoint(re.ref)).add(numpy.matmul(im.ref, adjoint(im.ref)));
  const realPart = one.sub(outer.mul(2));
  const imaginaryPart = numpy
    .matmul(re.ref, adjoint(im.ref))
    .sub(numpy.matmul(im, adjoint(re)))
    .mul(2);
  // S[a][b], the sums of conj(p_i) O_ij p_j over i in group a and j in group b, each [processor, n].
  const half = (x, axis, group) => {
    const part = [group * 8, group * 8 + 8];
    return axis === 2 ? x.slice([], [], part) : x.slice([], part);
  };
  const sums = (a, b) => {
    const or = adjoint(half(half(realPart.ref, 1, a), 2, b));
    const oi = adjoint(half(half(imaginaryPart.ref, 1, a), 2, b));
    const [pr, pi, qr, qi] = [b, a].flatMap((g) => [
      tables[g].ref.slice([], [], [0, 8]),
      tables[g].ref.slice([], [], [8, 16]),
    ]);
    const tr = numpy.matmul(pr.ref, or.ref).sub(numpy.matmul(pi.ref, oi.ref));
    const ti = numpy.matmul(pr, oi).add(numpy.matmul(pi, or));
    const sumRe = numpy.sum(qr.ref.mul(tr.ref).add(qi.ref.mul(ti.ref)), 2);
    if (a === b) {
      for (const unused of [tr, ti, qr, qi]) unused.dispose();
      return [sumRe];
    }
    return [sumRe, numpy.sum(qr.mul(ti).sub(qi.mul(tr)), 2)];
  };
  const [first] = sums(0, 0);
  const [second] = sums(1, 1);
  const [crossRe, crossIm] = sums(0, 1);
  realPart.dispose();
  imaginaryPart.dispose();
  const mean = first.ref.add(second.ref).div(SIZE);
  const both = (x) => x.ref.slice(0).mul(x.slice(1));
  const pairs = both(first)
    .add(both(second))
    .add(both(crossRe).sub(both(crossIm)).mul(2));
  const [a, b, ab] = [mean.ref.slice(0), mean.slice(1), pairs.mul(2 / SIZE ** 2)];
  const [w00, w01, w10, w11] = range(4).map((y) => (y < 3 ? weights.ref : weights).slice(y));
  // E = sum over outcomes of the weight times the probability.
  const value = w00
    .mul(a.ref.add(b.ref).add(ab.ref).add(1))
    .add(w01.mul(a.ref.sub(b.ref).sub(ab.ref).add(1)))
    .add(w10.mul(b.ref.sub(a.ref).sub(ab.ref).add(1)))
    .add(w11.mul(ab.sub(a).sub(b).add(1)))
    .div(4);
  const error = value.sub(labels.ref);
  // A plain number is rounded to float32 on its way in; an array is not.
  return numpy.sum(error.ref.mul(error)).mul(float64(1 / labels.shape[0]));
}

/** A function of nothing that returns the step's loss and gradient, angles then weights. */
function trainingStep(problem) {
  const { depth, angles, weights } = problem;
  const width = 2 * QUBITS;
  const rows = problem.indices.map((n) => problem.rows.slice(width * n, width * (n + 1)));
  const labels = float64(problem.indices.map((n) => problem.labels[n]));
  const tables = phaseTables(rows);
  const steps = qcnn(depth);
  const made = new Map();
  const matrices = new Map();
  for (const step of steps) {
    if (!step.matrix) continue;
    const transposed = square((i, j) => step.matrix[j][i]);
    const key = JSON.stringify(transposed);
    if (!made.has(key)) made.set(key, float64(transposed));
    matrices.set(step, made.get(key));
  }
  const diagonals = steps.filter(({ terms }) => terms).map(({ terms }) => terms);
  const own = angles.length / 2;
  const program = jax.jit(jax.valueAndGrad((given) => lossOf(given, steps, matrices, tables, labels)));
  const count = diagonals.length * 2 * SIZE;
  const shape = [diagonals.length, SIZE, 2, 1];

  const place = (diagonal, k, processor) => (diagonal * SIZE + k) * 2 + processor;

  return () => {
    const cos = new Float64Array(count);
    const sin = new Float64Array(count);
    const phases = new Float64Array(count);
    diagonals.forEach((terms, d) => {
      for (const processor of [0, 1]) {
        for (const [angle, factors] of terms) {
          for (let k = 0; k < SIZE; k++) phases[place(d, k, processor)] += angles[processor * own + angle] * factors[k];
        }
      }
    });
    for (let i = 0; i < count; i++) {
      cos[i] = Math.cos(phases[i]);
      sin[i] = Math.sin(phases[i]);
    }
    const [loss, slopes] = program({
      cos: float64(cos).reshape(shape),
      sin: float64(sin).reshape(shape),
      weights: float64(weights),
    });
    const byCos = slopes.cos.dataSync();
    const bySin = slopes.sin.dataSync();
    const gradient = new Array(angles.length).fill(0);
    diagonals.forEach((terms, d) => {
      for (const processor of [0, 1]) {
        for (const [angle, factors] of terms) {
          for (let k = 0; k < SIZE; k++) {
            const at = place(d, k, processor);
            gradient[processor * own + angle] += factors[k] * (cos[at] * bySin[at] - sin[at] * byCos[at]);
          }
        }
      }
    });
    return { loss: loss.item(), gradient: [...gradient, ...slopes.weights.dataSync()] };
  };
}

const prepared = new Map();

function answer({ peer, problem: path, repetitions }) {
  if (!prepared.has(path)) {
    const problem = JSON.parse(readFileSync(path, 'utf8'));
    if (problem.format !== 'ebit-bench-problem' || problem.kind !== 'step' || problem.ebits !== 1) {
      throw new Error(`${path} is no training step with one ebit.`);
    }
    const program = trainingStep(problem);
    prepared.set(path, { program, samples: problem.indices.length, first: program() });
  }
  const { program, samples, first } = prepared.get(path);
  const microseconds = range(repetitions).map(() => {
    const start = performance.now();
    program();
    return (performance.now() - start) * 1000;
  });
  return { peer, samples, ...first, microseconds };
}

await jax.init('wasm');
jax.defaultDevice('wasm');
const { version } = JSON.parse(
  readFileSync(join(process.argv[2] ?? '.', 'node_modules/@jax-js/jax/package.json'), 'utf8'),
);
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
say({ versions: { '@jax-js/jax': version } });
for await (const line of createInterface({ input: process.stdin })) say(answer(JSON.parse(line)));
