import { describe, expect, it } from 'vitest';
import { accuracyAtShots, approximateAccuracy, weightedRows } from '../../../../src/analysis/accuracy-at-shots.js';
import { type AskedFit, CURVE } from '../../../../src/playground/questions/task/asked.js';
import { clusterCells } from '../../../../src/playground/questions/task/cells.js';
import { taskFit, taskRows } from '../../../../src/playground/questions/task/fits.js';
import { taskMap } from '../../../../src/playground/questions/task/map.js';
import { taskMeasured, trainedModel } from '../../../../src/playground/questions/task/measured.js';
import type { FitOutcome } from '../../../../src/tasks/outcome.js';
import { runTask } from '../../../../src/tasks/run.js';
import { accuracy } from '../../../../src/training/metrics.js';
import { shotsTried } from '../../../../src/worth/measured.js';

/** A training cut short: what is measured of it is the same. */
async function briefly(asked: AskedFit): Promise<Float64Array> {
  const task = taskFit(asked);
  const training = { ...task.training, iterations: 40, evaluateEvery: 40, loss: 'mse' } as const;
  return ((await runTask({ ...task, training })) as FitOutcome).parameters;
}

const clustered: AskedFit = { data: 'clusters', seed: 1, price: 100, resource: { ebits: 1, coins: 0 } };
const real: AskedFit = { data: 'cancer', seed: 2, price: null, resource: { ebits: 0, coins: 1 } };

describe('what a training came to', () => {
  it.each([clustered, real])('is what the library says of the same model: $data', async (asked) => {
    const parameters = await briefly(asked);
    const model = trainedModel(asked, parameters);
    const { choosing, reported } = taskRows(asked.data, asked.seed);
    const measured = taskMeasured(asked, parameters);
    const exact = (rows: typeof reported) => accuracy(model.expectations(rows.rows), rows.labels);
    CURVE.forEach((shots, i) => {
      const wanted =
        shots === null
          ? exact(reported)
          : shots <= 100
            ? accuracyAtShots(model, reported, shots).accuracy
            : approximateAccuracy(weightedRows(model, reported), shots);
      expect(measured.curve[i]).toBe(wanted);
    });
    const priced = (rows: typeof reported) =>
      asked.price === null ? exact(rows) : accuracyAtShots(model, rows, asked.price).accuracy;
    expect(measured.reported.priced).toBe(priced(reported));
    expect(measured.choosing.priced).toBe(priced(choosing));
    const tried = shotsTried();
    const last = tried.length - 1;
    expect(measured.choosing.tried).toHaveLength(tried.length);
    expect(measured.choosing.tried[last]).toBe(approximateAccuracy(weightedRows(model, choosing), tried[last]));
    expect(measured.baseRate).toBeGreaterThanOrEqual(0.5);
  });

  it('is near what many shots do where their sum is taken for normal', async () => {
    const parameters = await briefly(clustered);
    const model = trainedModel(clustered, parameters);
    const { reported } = taskRows('clusters', 1);
    const at300 = taskMeasured(clustered, parameters).curve[CURVE.indexOf(300)];
    expect(Math.abs(at300 - accuracyAtShots(model, reported, 300).accuracy)).toBeLessThan(0.003);
  });
});

describe('a map', () => {
  it('rings the rows whose exact sign is wrong, each in the cell of its corners', async () => {
    const parameters = await briefly(clustered);
    const { points, chances, size, cells } = taskMap(clustered, parameters);
    const { reported } = taskRows('clusters', 1);
    const expectations = trainedModel(clustered, parameters).expectations(reported.rows);
    const { labels } = clusterCells(1);
    for (let n = 0; n < reported.length; n++) {
      expect(points.isRight[n]).toBe(reported.labels[n] * expectations[n] > 0 ? 1 : 0);
      const [i, j] = [Math.floor(cells * points.x[n]), cells - 1 - Math.floor(cells * points.y[n])];
      expect(labels[i][j]).toBe(points.labels[n]);
    }
    expect(chances).toHaveLength(size * size);
    expect(chances.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
  });

  it('has the label of the corner itself in the middle of each cell', async () => {
    const parameters = await briefly(clustered);
    const { chances, size, cells } = taskMap(clustered, parameters);
    const { a, b } = clusterCells(1);
    const model = trainedModel(clustered, parameters);
    const half = Math.floor(size / cells / 2);
    for (let i = 0; i < cells; i++) {
      for (let j = 0; j < cells; j++) {
        const corner = Float64Array.from([...a[i], ...b[j]], (sign) => (sign * Math.PI) / 4);
        const [x, y] = [(i * size) / cells + half, ((cells - 1 - j) * size) / cells + half];
        expect(chances[y * size + x] > 0.5).toBe(model.expectations(corner)[0] > 0);
      }
    }
  });

  it('of real rows shows where they lie', async () => {
    const { points, cells, names } = taskMap(real, await briefly(real));
    expect(cells).toBe(1);
    expect(names).toEqual(['worst concave points', 'worst area']);
    expect([...points.x, ...points.y].every((place) => place >= 0 && place <= 1)).toBe(true);
  });
});
