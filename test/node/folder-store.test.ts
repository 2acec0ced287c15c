import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callingThread, runStudy, study, studyRows, studyStatus } from '../../src/index.js';
import { fit } from '../../src/jobs/fit.js';
import { folderStore } from '../../src/node/folder-store.js';
import { studyPart } from '../../src/studies/study.js';
import { dimensionTask } from '../../src/tasks/dimension-task.js';
import { taskId } from '../../src/tasks/task.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { model, training } from '../jobs/fixtures.js';

const task = dimensionTask({ inputs: { kind: 'haar', count: 4 }, network: { ebits: 0 }, model: { depth: 1 } });
const id = taskId(task);
const outcome = {
  kind: 'dimension',
  rank: 8,
  cap: 8,
  atCap: true,
  parameters: 36,
  gap: null,
  tolerance: 1e-10,
  inputs: 4,
  dof: 2,
  ranks: [8],
  fallbacks: 0,
  singularValues: [0.1, 1e-17],
  abbas: null,
} as const;
const entry = { task, outcome };
const failure = { task, code: 'memory', message: 'too large', tries: 1 } as const;
const none = { outcomes: new Set(), checkpoints: new Set(), failures: new Set() };

test('an outcome comes back as it was, under its task’s name, in the folder of its first digits', () => {
  const folder = join(temporaryFolder(), 'deep', 'results');
  const store = folderStore(folder);
  expect(store.read(id)).toBeNull();
  expect(store.contents()).toEqual(none);
  store.write(id, entry);
  expect(store.read(id)).toEqual(entry);
  expect(readdirSync(folder)).toEqual([id.slice(0, 2)]);
  expect(readdirSync(join(folder, id.slice(0, 2)))).toEqual([`${id}.json`]);
  expect(existsSync(store.placeOf(id))).toBe(true);
  expect(store.contents()).toEqual({ ...none, outcomes: new Set([id]) });
});

test('a checkpoint and a failure stand beside it until there is an outcome', async () => {
  const folder = temporaryFolder();
  const store = folderStore(folder);
  const { checkpoint } = await fit(model, training, { iterations: 2, seed: 1 });
  expect([store.checkpoint(id), store.failure(id)]).toEqual([null, null]);
  store.keepCheckpoint(id, checkpoint);
  store.keepFailure(id, failure);
  expect(JSON.stringify(store.checkpoint(id))).toBe(JSON.stringify(checkpoint));
  expect(store.failure(id)).toEqual(failure);
  expect(store.contents()).toEqual({ ...none, checkpoints: new Set([id]), failures: new Set([id]) });
  store.keepFailure(id, null);
  expect(store.failure(id)).toBeNull();
  store.keepFailure(id, failure);
  store.write(id, entry);
  expect(store.contents()).toEqual({ ...none, outcomes: new Set([id]) });
  expect(readdirSync(join(folder, id.slice(0, 2)))).toEqual([`${id}.json`]);
});

test('a file that is cut off, or something else, counts as missing', () => {
  const folder = temporaryFolder();
  const store = folderStore(folder);
  store.write(id, entry);
  const path = store.placeOf(id);
  const text = readFileSync(path, 'utf8');
  for (const damaged of [text.slice(0, 40), '', '{"outcome":8}', 'null']) {
    writeFileSync(path, damaged);
    expect(store.read(id)).toBeNull();
    expect(store.contents().outcomes.has(id)).toBe(true);
  }
  for (const kind of ['checkpoint', 'failed']) writeFileSync(path.replace('.json', `.${kind}.json`), text.slice(0, 40));
  expect([store.checkpoint(id), store.failure(id)]).toEqual([null, null]);
});

test('what an earlier version kept without folders is found', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, `${id}.json`), JSON.stringify(entry));
  const store = folderStore(folder);
  expect(store.read(id)).toEqual(entry);
  expect(store.contents().outcomes).toEqual(new Set([id]));
  // Of another form and another name it is not.
  const old = JSON.stringify({ trial: { kind: 'rank', ebits: 0 }, result: { kind: 'rank', rank: 8 } });
  writeFileSync(join(folder, `${id}.json`), old);
  expect(store.read(id)).toBeNull();
});

test('times of all programs count, half a line of one that was killed does not', () => {
  const folder = temporaryFolder();
  const stores = [folderStore(folder), folderStore(folder)];
  expect(stores[0].rate('fit')).toBeNull();
  stores[0].keepRate('fit', { work: 1, seconds: 2 });
  stores[1].keepRate('fit', { work: 3, seconds: 4 });
  stores[1].keepRate('dimension', { work: 5, seconds: 6 });
  writeFileSync(join(folder, 'times', 'other.jsonl'), '{"kind":"fit","work":10,"seconds":10}\n{"kind":"fit","wo');
  expect(stores[0].rate('fit')).toEqual({ work: 14, seconds: 16 });
  expect(stores[0].rate('evaluation')).toBeNull();
});

test('a folder that cannot be made is refused', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  expect(() => folderStore(join(folder, 'file', 'store'))).toThrow(expect.objectContaining({ code: 'file' }));
});

test('two stores are merged by copying, and a damaged file is named and run again', async () => {
  const plan = study({
    task: { data: 'chsh', training: { iterations: 3 } },
    axes: [{ path: 'model.depth', list: [1, 2] }],
    repeats: 2,
  });
  const folders = [temporaryFolder(), temporaryFolder()];
  const stores = folders.map(folderStore);
  const executor = callingThread();
  await runStudy(studyPart(plan, 0, 2), { store: stores[0], executor });
  await runStudy(studyPart(plan, 1, 2), { store: stores[1], executor });
  for (const { repeats } of studyPart(plan, 1, 2).cells) {
    const [one] = repeats;
    mkdirSync(join(folders[0], one.id.slice(0, 2)), { recursive: true });
    renameSync(stores[1].placeOf(one.id), join(folders[0], one.id.slice(0, 2), `${one.id}.json`));
  }
  expect(studyStatus(plan, stores[0])).toMatchObject({ done: 4, total: 4 });
  const place = stores[0].placeOf(plan.cells[0].repeats[0].id);
  const whole = readFileSync(place, 'utf8');
  writeFileSync(place, whole.slice(0, 100));
  expect(studyStatus(plan, stores[0])).toMatchObject({ done: 3, damaged: [place] });
  const damaged: string[] = [];
  await runStudy(plan, { store: stores[0], executor, onDamage: (one) => damaged.push(one) });
  expect(damaged).toEqual([place]);
  expect(readFileSync(place, 'utf8')).toBe(whole);
  expect(studyRows(plan, stores[0])).toHaveLength(4);
});
