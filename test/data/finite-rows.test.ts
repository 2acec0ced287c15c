// Numbers are looked at once on their way from a table to the core, and what was spoilt afterwards is refused.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { chsh } from '../../src/data/chsh.js';
import { clusters } from '../../src/data/clusters.js';
import { readTable } from '../../src/data/csv.js';
import { type Dataset, dataset } from '../../src/data/dataset.js';
import { areKnownFinite } from '../../src/data/finite-rows.js';
import { asRows } from '../../src/data/rows.js';
import { scaledSplit } from '../../src/data/scaled-split.js';
import { stratifiedSplit } from '../../src/data/split.js';
import { fit } from '../../src/jobs/fit.js';
import { classifier } from '../../src/models/classifier.js';
import { unitaryEmbedding } from '../../src/models/embedding.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';

afterEach(() => {
  vi.restoreAllMocks();
});

const COUNT = 200;
const text = `a,b,c,d,label\n${Array.from({ length: COUNT }, (_, n) => `${n}.25,${(7 * n) % 31},${(n * n) % 17},${n % 5},${n % 2 === 0 ? 'x' : 'y'}`).join('\n')}`;
const columns = { A: ['a', 'b'], B: ['c', 'd'] };
const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });

describe('rows that are known to be finite', () => {
  test('are those that were made here, by any way', () => {
    const table = readTable(text, { columns, label: 'label' });
    const { training, validation } = scaledSplit(table);
    const { training: half } = stratifiedSplit(dataset([[1], [2], [3], [4]], [1, -1, 1, -1]));
    const all = [
      table,
      training,
      validation,
      half,
      chsh(),
      clusters().all,
      clusters().training,
      dataset([[1, 2]], [1]),
    ];
    for (const { rows } of all) expect(areKnownFinite(rows)).toBe(true);
    expect(areKnownFinite(asRows([1, 2, 3, 4], 2))).toBe(true);
  });

  test("are never a caller's own array, a part or a copy", () => {
    const own = Float64Array.of(1, 2);
    expect(areKnownFinite(dataset(own, [1]).rows)).toBe(false);
    expect(areKnownFinite(asRows(own, 2))).toBe(false);
    const { rows } = chsh();
    for (const other of [rows.slice(), rows.subarray(4), structuredClone(rows)])
      expect(areKnownFinite(other)).toBe(false);
  });

  test('are looked at twice between a table and its training: as a cell and as an angle', async () => {
    const finite = vi.spyOn(Number, 'isFinite');
    const { training, validation } = scaledSplit(readTable(text, { columns, label: 'label' }));
    await fit(model, training, { validation, iterations: 1, evaluateEvery: 1 });
    const looks = finite.mock.calls.filter(([value]) => typeof value === 'number').length;
    // Beside the 4 numbers a row: its label in words, and some hundred numbers of options and parameters.
    expect(looks / (4 * COUNT)).toBeLessThan(3.5);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'are refused all the same once %d was written to them',
    async (value) => {
      const spoilt = (data: Dataset): Dataset => {
        data.rows[5] = value;
        return data;
      };
      const { training } = scaledSplit(readTable(text, { columns, label: 'label' }));
      await expect(fit(model, spoilt(training), { iterations: 1 })).rejects.toMatchObject({ code: 'not-finite' });
      expect(() => model.predict(spoilt(chsh()).rows)).toThrow(/give an angle of/);
      const unitary = classifier({
        network: bellNetwork({ ebits: 1, qubits: 1 }),
        embedding: unitaryEmbedding(),
        circuit: qcnn({ depth: 0 }),
      });
      const identity = [1, 0, 0, 0, 0, 0, 1, 0];
      const matrices = dataset([[...identity, ...identity]], [1]);
      expect(() => unitary.predict(spoilt(matrices).rows)).toThrow(/not unitary/);
    },
  );
});
