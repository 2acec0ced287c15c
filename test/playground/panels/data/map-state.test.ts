import { afterEach, describe, expect, it } from 'vitest';
import { clusters } from '../../../../src/data/clusters.js';
import { classifier } from '../../../../src/models/classifier.js';
import { qcnn } from '../../../../src/models/qcnn.js';
import { bellNetwork } from '../../../../src/network/bell-network.js';
import { gridRows } from '../../../../src/playground/panels/data/decision-grid.js';
import {
  across,
  followShown,
  grid,
  heldRow,
  map,
  mapFault,
  mapProgress,
  SIZE,
} from '../../../../src/playground/panels/data/map-state.js';
import { type ShownModel, shown } from '../../../../src/playground/shown.js';

const { training, validation } = clusters({ seed: 1 });
const bell1 = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 1 }), seed: 1 });
const run = (iteration: number, model = bell1): ShownModel => ({
  name: 'Bell-1',
  ebits: 1,
  model,
  training,
  validation,
  columns: ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3', 'b4'],
  iteration,
});

/** Waits until the latest map is as wished. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
}

let end = () => {};

afterEach(() => {
  end();
  shown.value = null;
  map.value = null;
  mapFault.value = null;
  heldRow.value = 0;
  across.value = 0;
});

describe('followShown', () => {
  it('finds the map of the run that is shown, and the next one when the run has moved on', async () => {
    shown.value = run(10);
    end = followShown();
    await until(() => map.value !== null);
    const expected = bell1.expectations(gridRows(grid.value!, 0, SIZE * SIZE));
    map.value!.values.forEach((value, cell) => {
      expect(value).toBeCloseTo(expected[cell], 12);
    });
    const later = bell1.withInitialParameters(2);
    shown.value = run(20, later);
    await until(() => map.value?.iteration === 20);
    expect(map.value!.values[0]).toBeCloseTo(later.expectations(gridRows(grid.value!, 0, 1))[0], 12);
    expect(mapProgress.value).toBe(null);
  });

  it('follows the features and the row that are chosen', async () => {
    shown.value = run(10);
    end = followShown();
    await until(() => map.value !== null);
    across.value = 2;
    heldRow.value = null;
    await until(() => map.value?.grid === grid.value);
    expect(map.value!.grid.across).toBe(2);
    // The clusters lie about 0.
    expect(Math.max(...map.value!.grid.held.map(Math.abs))).toBeLessThan(0.5);
  });

  it('says what is wrong with a run, and goes on with the next', async () => {
    const narrow = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
    shown.value = run(10, narrow);
    end = followShown();
    await until(() => mapFault.value !== null);
    expect(mapFault.value).toBe("The map's rows have 8 features and the model reads 4; train it on these data.");
    expect(map.value).toBe(null);
    shown.value = run(11);
    await until(() => map.value?.iteration === 11);
    expect(mapFault.value).toBe(null);
  });

  it('rests where there is no run', async () => {
    end = followShown();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect([map.value, grid.value, mapProgress.value]).toEqual([null, null, null]);
  });
});
