import { expect, it } from 'vitest';
import { classifier } from '../../src/models/classifier.js';
import { qcnn } from '../../src/models/qcnn.js';
import { openSession } from '../../src/models/session.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { randomStream } from '../../src/random.js';

const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }), seed: 3 });
const count = 9000;
const stream = randomStream(5, 'segments');
const rows = Float64Array.from({ length: 4 * count }, (_, i) => stream.uniform(i));
const labels = Float64Array.from({ length: count }, (_, n) => (stream.uniform(4 * count + n) < 0.5 ? -1 : 1));
const weights = Float64Array.from({ length: count }, (_, n) => 0.5 + stream.uniform(5 * count + n));
const batch = Int32Array.from({ length: 8500 }, (_, i) => (i * 7919) % count);

/** The mean over rows that are taken one by one, each a step of its own. */
function oneByOne(of: Float64Array | null, loss: 'mse' | 'logistic') {
  const session = openSession(model, rows, labels);
  const part = new Float64Array(model.parameters.length);
  const gradient = new Float64Array(part.length);
  let sum = 0;
  let weight = 0;
  for (const n of batch) {
    const w = of === null ? 1 : of[n];
    sum += w * session.step(model.parameters, [n], loss, part);
    for (let i = 0; i < part.length; i++) gradient[i] += w * part[i];
    weight += w;
  }
  session.close();
  return { loss: sum / weight, gradient: gradient.map((g) => g / weight) };
}

it.each([
  ['all alike', null, 'mse' as const],
  ['weighted', weights, 'logistic' as const],
])('sums segments of a large batch to its mean, rows %s', (_, of, loss) => {
  const session = openSession(model, rows, labels, of === null ? {} : { weights: of });
  const gradient = new Float64Array(model.parameters.length).fill(9);
  const value = session.step(model.parameters, batch, loss, gradient);
  session.close();
  const right = oneByOne(of, loss);
  expect(value).toBeCloseTo(right.loss, 12);
  for (let i = 0; i < gradient.length; i++) expect(gradient[i]).toBeCloseTo(right.gradient[i], 12);
});

it('has the bits of its segments, whatever else the session holds', () => {
  const session = openSession(model, rows, labels);
  const gradient = new Float64Array(model.parameters.length);
  const value = session.step(model.parameters, null, 'mse', gradient);
  const parts = [0, 4096, 8192].map((from) => {
    const own = new Float64Array(gradient.length);
    const segment = Int32Array.from({ length: Math.min(4096, count - from) }, (_, i) => from + i);
    return { loss: session.step(model.parameters, segment, 'mse', own), own, size: segment.length };
  });
  session.close();
  const mean = (of: (part: (typeof parts)[number]) => number) =>
    parts.reduce((sum, part) => sum + part.size * of(part), 0) / count;
  expect(value).toBe(mean(({ loss }) => loss));
  gradient.forEach((g, i) => {
    expect(g).toBe(mean(({ own }) => own[i]));
  });
});
