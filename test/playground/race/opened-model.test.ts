import { describe, expect, it } from 'vitest';
import { classifier } from '../../../src/models/classifier.js';
import { modelToJSON } from '../../../src/models/model-file.js';
import { qcnn } from '../../../src/models/qcnn.js';
import { bellNetwork } from '../../../src/network/bell-network.js';
import { network } from '../../../src/network/network.js';
import { firstData, plainData, raceData } from '../../../src/playground/race/data.js';
import { misfit, openedRun, openModel } from '../../../src/playground/race/opened-model.js';
import { modelAt } from '../../../src/playground/race/run.js';
import { runModel } from '../../../src/playground/race/run-model.js';
import { changed, defaults } from '../../../src/playground/race/settings.js';

const clusters = raceData(firstData);
const game = raceData({ settings: plainData('chsh'), text: null });
const model = runModel(changed(defaults, { depth: 2, coins: 1 }), clusters).withInitialParameters(5);
const text = JSON.stringify(modelToJSON(model));
const file = (content: string, name = 'model.json', size = content.length) => ({
  name,
  size,
  text: async () => content,
});

describe('openModel', () => {
  it('reads what the page and the command line write, bit for bit', async () => {
    const opened = await openModel(file(text));
    expect(opened.name).toBe('model.json');
    const run = openedRun(1, opened);
    expect(run).toMatchObject({
      phase: 'done',
      settings: { network: { ebits: 1, coins: 1, fidelity: 1 }, model: { depth: 2, circuit: 'qcnn' } },
    });
    expect(modelAt(run, clusters).parameters).toEqual(model.parameters);
    expect(run.parameters).toEqual(model.parameters);
    expect(openedRun(1, opened).parameters).not.toBe(run.parameters);
  });

  const threeParties = () => {
    const processors = ['A', 'B', 'C'].map((name) => ({ name, qubits: 1 }));
    return JSON.stringify(modelToJSON(classifier({ network: network({ processors }), circuit: qcnn({ depth: 0 }) })));
  };

  it.each([
    ['no JSON', file(text.slice(0, 200)), 'model', /not whole JSON/],
    ['other JSON', file('[1, 2]'), 'model', /That is no model file/],
    ['nothing', file(''), 'model', /not whole JSON/],
    ['a newer version', file(text.replace(/"version":\d+/, '"version":99')), 'model-version', /version 99/],
    ['an angle too few', file(text.replace(/"A":\[[^,]+,/, '"A":[')), 'model', /parameters under "A"/],
    ['a huge one', file(text, 'big.json', 2e9), 'model', /It has 2000 MB/],
    ['three parties', file(threeParties()), 'model', /a model of 3 processors; the page shows those of two/],
  ] as const)('refuses %s in words', async (_, wrong, code, words) => {
    await expect(openModel(wrong)).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  });

  it('cuts a long name short', async () => {
    expect((await openModel(file(text, 'x'.repeat(300)))).name.length).toBeLessThan(50);
  });
});

describe('misfit', () => {
  it('says why a model cannot be held against data', () => {
    expect(misfit(model, clusters)).toBeNull();
    expect(misfit(model, game)).toBe('It reads 4 and 4 features, and these data have 2 and 2.');
    const three = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 1 }), classes: 3 });
    expect(misfit(three, clusters)).toBe('It tells 3 classes apart, and these data have 2.');
  });

  it('holds a model of a table against the same columns in the same scale alone', () => {
    const lines = Array.from({ length: 16 }, (_, i) => `${i},${i * i},${i < 8 ? 'p' : 'q'}`);
    const table = (names: string, seed: number) => {
      const [a, b] = names;
      const settings = {
        kind: 'table',
        path: 't.csv',
        columns: { A: [a], B: [b] },
        label: 'y',
        validation: 0.25,
        seed,
      };
      return raceData({ settings: settings as never, text: [`${a},${b},y`, ...lines].join('\n') });
    };
    const own = table('ab', 1);
    const trained = runModel(changed(defaults, { circuit: 'reuploading', ebits: 1 }), own);
    expect(misfit(trained, own)).toBeNull();
    expect(misfit(trained, table('cd', 1))).toMatch(/a table of other columns/);
    const others = [2, 3, 4, 5].map((seed) => table('ab', seed));
    const rescaled = others.find(({ table: of }) => JSON.stringify(of?.scale) !== JSON.stringify(own.table?.scale));
    expect(misfit(trained, rescaled!)).toMatch(/scales the columns in another way/);
  });
});
