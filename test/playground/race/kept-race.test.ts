import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { callingThread } from '../../../src/jobs/run-job.js';
import { address } from '../../../src/playground/address.js';
import { decodeRace, encodeRace } from '../../../src/playground/race/codec.js';
import { firstData } from '../../../src/playground/race/data.js';
import { keepRace, presentSettings, restoreFaults, restoreRace } from '../../../src/playground/race/kept-race.js';
import { choice, data, runs, setRace } from '../../../src/playground/race/race.js';
import { readyRun, runJob } from '../../../src/playground/race/run.js';
import { defaults } from '../../../src/playground/race/settings.js';

// Its workers' program is made when the page is built.
vi.mock('../../../src/playground/work.js', () => ({ workers: () => null }));

/** A race on a table as version 0.1.0 kept it, a third of its way, and the parameters that it had at its end there. */
const kept: {
  readonly address: string;
  readonly storage: Readonly<Record<string, string>>;
  readonly parameters: readonly number[];
} = JSON.parse(readFileSync(new URL('version-0.1.0/kept-race.json', import.meta.url), 'utf8'));

/** A window's storage that holds some texts. */
function store(texts: Readonly<Record<string, string>>): Map<string, string> {
  const held = new Map(Object.entries(texts));
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => held.get(name) ?? null,
    setItem: (name: string, text: string) => held.set(name, text),
    removeItem: (name: string) => held.delete(name),
  });
  return held;
}

afterEach(() => {
  vi.unstubAllGlobals();
  // A new window has no race yet.
  setRace(firstData, []);
});

test('a race that version 0.1.0 kept is there again, and comes to the same end', async () => {
  store(kept.storage);
  address.value = { tab: 'race', settings: kept.address, isSlide: false };
  restoreRace();
  expect(restoreFaults.value).toEqual([]);
  expect(choice.value.settings).toEqual({
    kind: 'table',
    path: 'old.csv',
    columns: { A: ['a', 'b'], B: ['c', 'd'] },
    label: 'class',
    validation: 0.25,
    seed: 5,
  });
  const [run] = runs.value;
  expect(run).toMatchObject({ phase: 'still', iteration: 20, settings: { network: { fidelity: 0.9 } } });
  expect(run.course.losses).toHaveLength(20);
  expect(run.course.evaluations[1]).toMatchObject({ iteration: 1, trainingBalanced: 0.625, validationBalanced: 1 });
  expect(data.value.error).toBeNull();
  const job = runJob(run, data.value.data!);
  const [resumed, anew] = await Promise.all(
    [job, { ...job, resume: null }].map((one) =>
      callingThread()
        .open(one, () => {})
        .step(),
    ),
  );
  expect([...resumed!.parameters]).toEqual(kept.parameters);
  expect(anew!.parameters).toEqual(resumed!.parameters);
  expect(presentSettings()).toBe(kept.address);
});

test('a table is kept as version 0.1.0 kept it', () => {
  const held = store(kept.storage);
  address.value = { tab: 'race', settings: kept.address, isSlide: false };
  restoreRace();
  held.delete('ebit-table');
  keepRace();
  expect(JSON.parse(held.get('ebit-table') ?? '')).toEqual(JSON.parse(kept.storage['ebit-table']));
});

test.each([
  ['no table', {}],
  ['no JSON', { 'ebit-table': '{' }],
  ['a table without rows', { 'ebit-table': JSON.stringify({ name: 'a', text: '', seed: 1, deal: { A: [], B: [] } }) }],
])('where %s was kept, the clusters are there instead, and it is said', (_, texts) => {
  store(texts);
  address.value = { tab: 'race', settings: kept.address, isSlide: false };
  restoreRace();
  expect(choice.value.settings.kind).toBe('clusters');
  expect(restoreFaults.value.at(-1)).toContain('clusters instead');
  expect(runs.value.map(({ phase }) => phase)).toEqual(['ready']);
});

test('an address of version 0.1.0 says the same race', () => {
  const words = 'data=clusters&data-seed=3&corners=distinct&run=0+1+20+0+0.01+mse+2000+7&run=2+0.4+5+1+0.1+product+9+1';
  const read = decodeRace(words);
  expect(read).toEqual({
    data: { kind: 'clusters', seed: 3, corners: 'distinct', dimension: 8 },
    runs: [
      {
        network: { ebits: 0, coins: 0, fidelity: 1 },
        model: { depth: 20, mixing: 0, circuit: 'qcnn' },
        training: { learningRate: 0.01, loss: 'mse', iterations: 2000, seed: 7 },
      },
      {
        network: { ebits: 2, coins: 0, fidelity: 0.4 },
        model: { depth: 5, mixing: 1, circuit: 'qcnn' },
        training: { learningRate: 0.1, loss: 'product', iterations: 9, seed: 1 },
      },
    ],
    view: {},
    faults: [],
  });
  expect(encodeRace(read)).toBe(words);
});

test('a race of clusters keeps no table', () => {
  const held = store({ 'ebit-table': 'old' });
  setRace({ settings: decodeRace('').data!, text: null }, [(id) => readyRun(id, defaults)]);
  keepRace();
  expect(held.has('ebit-table')).toBe(false);
});
