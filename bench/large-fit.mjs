// Trains on many rows whenever its parent asks, and says how many microseconds the last 20 steps of 60 took: other threads have
// joined by then.
const [, , library, threads] = process.argv;
const { classifier, fitSteps, network, qcnn } = await import(library);

const count = 100_000;
let state = 1;
const uniform = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};
const rows = Float64Array.from({ length: 16 * count }, uniform);
const labels = Float64Array.from({ length: count }, () => (uniform() < 0.5 ? -1 : 1));
const training = { rows, labels, features: 16, length: count };
const model = classifier({
  network: network({
    processors: ['A', 'B', 'C', 'D'].map((name) => ({ name, qubits: 4 })),
    ebits: [{ between: ['A.0', 'B.0'] }, { between: ['C.0', 'D.0'] }],
  }),
  circuit: qcnn({ depth: 20 }),
});

process.on('message', async () => {
  const options = {
    iterations: 60,
    batch: 25_000,
    evaluateEvery: 1000,
    progressEvery: 4,
    seed: 1,
    threads: Number(threads),
  };
  let start = 0;
  for await (const { iteration } of fitSteps(model, training, options)) {
    if (iteration === 40) start = performance.now();
    if (iteration === 60) process.send((performance.now() - start) * 1000);
  }
});
process.send('ready');
