import { describe, expect, test } from 'vitest';
import { effectiveDimension } from '../../src/analysis/effective-dimension.js';
import { fisherMatrix } from '../../src/analysis/fisher.js';
import type { DrawProgress } from '../../src/analysis/fisher-draws.js';
import { rankOf } from '../../src/analysis/rank.js';
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { chsh } from '../../src/data/chsh.js';
import { haarUnitaries } from '../../src/data/haar.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { unitaryEmbedding } from '../../src/models/embedding.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { randomStream } from '../../src/random.js';

const small = (ebits: number, depth = 2, mixing = 0) =>
  classifier({
    network: bellNetwork({ ebits, qubits: 2 }),
    circuit: qcnn({ depth }),
    mixing: { layers: mixing },
  });

describe('effectiveDimension', () => {
  test('is the rank at angles 2 pi u over unitaries of the seed, one stream a processor', async () => {
    const model = small(1, 2, 1);
    const found = await effectiveDimension(model, { inputs: 7, draws: 1, seed: 5 });
    const [a, b] = [0, 1].map((p) =>
      haarUnitaries({ qubits: 2, count: 7, seed: 5, stream: `effective-dimension/inputs/${p}` }),
    );
    const rows = Array.from({ length: 7 }, (_, n) => [
      ...a.subarray(32 * n, 32 * (n + 1)),
      ...b.subarray(32 * n, 32 * (n + 1)),
    ]);
    const haar = classifier({ ...model.spec, network: model.network, embedding: unitaryEmbedding() });
    const chance = randomStream(5, 'effective-dimension/angles');
    const angles = Float64Array.from({ length: model.angles }, (_, i) => 2 * Math.PI * chance.uniform(i));
    const { rank, singularValues, gap } = rankOf(fisherMatrix(haar, rows, angles), model.angles);
    expect(found.rank).toBe(rank);
    expect(found.gap).toBeGreaterThan(1e8);
    expect(gap).toBeGreaterThan(1e8);
    found.singularValues.forEach((value, i) => {
      expect(Math.abs(value - singularValues[i])).toBeLessThan(1e-13 * singularValues[0]);
    });
  });

  test('names its cap and says when it is reached', async () => {
    const [product, entangled, full] = await Promise.all(
      [0, 1, 2].map((ebits) => effectiveDimension(small(ebits, 8), { inputs: 3, draws: 4 })),
    );
    expect(product).toMatchObject({
      rank: 6,
      cap: 6,
      dof: 2,
      inputs: 3,
      atCap: true,
      parameters: 40,
      tolerance: 1e-10,
    });
    expect(entangled).toMatchObject({ rank: 9, cap: 9, dof: 3, atCap: true });
    expect(full).toMatchObject({ rank: 3, cap: 3, dof: 1, atCap: true });
    expect(await effectiveDimension(small(2, 8), { inputs: 40, draws: 4 })).toMatchObject({ cap: 40, atCap: false });
  });

  test('makes no further draw once no rank can be higher, but all draws before', async () => {
    expect((await effectiveDimension(small(2, 8), { inputs: 3, draws: 9 })).ranks).toEqual([3]);
    expect((await effectiveDimension(small(1, 1), { inputs: 40, draws: 5 })).ranks).toHaveLength(5);
  });

  test('is 0 where no outcome depends on an angle', async () => {
    const idle = classifier({
      network: bellNetwork({ ebits: 1, qubits: 1, fidelity: 0.25 }),
      circuit: customCircuit({ circuit: circuit(1).rx(parameter(0), 0), readout: 0 }),
    });
    expect(await effectiveDimension(idle, { inputs: 5 })).toMatchObject({ rank: 0, cap: 0, atCap: true, gap: 1 });
  });

  test('takes the greatest rank of all draws', async () => {
    // <Z> = cos(theta_0) over the input |0>: the second angle matters nowhere, the first at almost every draw.
    const model = classifier({
      network: bellNetwork({ ebits: 0, qubits: 1 }),
      circuit: customCircuit({ circuit: circuit(1).rx(parameter(0), 0).rz(parameter(1), 0), readout: 0 }),
    });
    const found = await effectiveDimension(model, { inputs: 10, draws: 6, seed: 2 });
    expect(found.rank).toBe(Math.max(...found.ranks));
    expect(found).toMatchObject({ rank: 2, parameters: 4, ranks: [2, 2, 2, 2, 2, 2] });
    expect(found.singularValues.filter((value) => value > 1e-10)).toHaveLength(2);
  });

  test('reads the rows of a data set through the model’s own embedding', async () => {
    const { rows } = chsh();
    const found = await effectiveDimension(small(1, 3), { rows, draws: 3, seed: 1 });
    expect(found).toMatchObject({ inputs: 16, cap: 48 });
    const { rank } = await effectiveDimension(small(1, 3), { rows: rows.subarray(0, 4), draws: 1, seed: 1 });
    expect(rank).toBeLessThanOrEqual(3);
    expect(found.rank).toBeGreaterThan(3);
  });

  test('gives the same numbers again, and others for another seed', async () => {
    const one = await effectiveDimension(small(1), { inputs: 12, draws: 3, seed: 9 });
    expect(await effectiveDimension(small(1), { inputs: 12, draws: 3, seed: 9 })).toEqual(one);
    expect((await effectiveDimension(small(1), { inputs: 12, draws: 3, seed: 8 })).singularValues).not.toEqual(
      one.singularValues,
    );
  });

  test('reports every draw, and stops between two', async () => {
    const seen: DrawProgress[] = [];
    const controller = new AbortController();
    const stopped = effectiveDimension(small(1), {
      inputs: 30,
      draws: 4,
      signal: controller.signal,
      onProgress: (progress) => {
        seen.push(progress);
        if (progress.draw === 2) controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted', message: 'Stopped after 2 of 4 draws.' });
    expect(seen).toEqual([
      { draw: 1, draws: 4 },
      { draw: 2, draws: 4 },
    ]);
  });

  test.each([
    ['no input', { inputs: 0 }, 'range'],
    ['half a draw', { draws: 0.5 }, 'range'],
    ['a negative seed', { seed: -1 }, 'range'],
    ['a tolerance of 1', { tolerance: 1, inputs: 2 }, 'range'],
    ['rows and inputs', { rows: chsh().rows, inputs: 3 }, 'config'],
    ['rows of another length', { rows: [[1, 2, 3]] }, 'shape'],
  ])('refuses %s', async (_, options, code) => {
    await expect(effectiveDimension(small(1), options)).rejects.toMatchObject({ code });
  });

  test('refuses random unitaries for a circuit that reads data itself', async () => {
    const model = classifier({
      network: bellNetwork({ ebits: 0, qubits: 1 }),
      circuit: customCircuit({ circuit: circuit(1).rx(data(0), 0).ry(parameter(0), 0), readout: 0 }),
    });
    await expect(effectiveDimension(model)).rejects.toMatchObject({ code: 'circuit' });
    expect(
      await effectiveDimension(model, {
        rows: [
          [1, 2],
          [0.5, 0.25],
        ],
        draws: 2,
      }),
    ).toMatchObject({ inputs: 2 });
  });
});
