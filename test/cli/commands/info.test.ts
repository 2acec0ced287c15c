import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { coreSize } from '../../../src/core/size.js';
import { classifier } from '../../../src/models/classifier.js';
import { modelJsonSchema } from '../../../src/models/json-schema.js';
import { modelToJSON } from '../../../src/models/model-file.js';
import { qcnn } from '../../../src/models/qcnn.js';
import type { GateNoiseSpec } from '../../../src/network/gate-noise.js';
import { network } from '../../../src/network/network.js';
import { callEbit } from '../call-ebit.js';
import { tableText, written } from '../tables.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
const info = async (...words: string[]) => {
  const { code, stdout, stderr } = await callEbit(['info', ...words]);
  expect(code, stderr).toBe(0);
  return stdout;
};

test('of the program', async () => {
  expect(JSON.parse(await info('--json'))).toMatchObject({
    node: process.versions.node,
    threads: availableParallelism(),
    wasmBytes: coreSize(),
  });
  expect(await info()).toMatch(/^ebit +\d+\.\d+\.\d+\nnode /);
});

test('of a run and of its model', async () => {
  written(folder, 'table.csv', tableText(40));
  const words = 'train --data table.csv --columns A=x --columns B=y --depth 1 --iterations 20 --out run --json'.split(
    ' ',
  );
  const { stdout } = await callEbit(words);
  const summary = JSON.parse(stdout);
  const facts = JSON.parse(await info('run', '--json'));
  expect(facts).toMatchObject({
    state: 'finished',
    seeds: 0,
    iterations: 20,
    validationAccuracy: summary.accuracy.validation,
    ebits: ['A.0 - B.0, fidelity 1'],
    coins: [],
    shared: 'entangled: ebit A.0 - B.0',
    columns: ['A: x', 'B: y'],
    label: 'label: "same" is +1, "different" is -1',
    digest: summary.digest,
  });
  expect(summary.shared).toEqual([{ kind: 'ebit', between: ['A.0', 'B.0'], entangled: true }]);
  const text = await info('run/model.json');
  expect(text).toContain('contraction  8 products a row, 12 numbers kept, order A B\n');
  expect(text).toContain('columns      A: x\n             B: y\n');
  expect(text).toContain(`digest       ${summary.digest}`);
});

test('the schema of model files, as the package has it', async () => {
  const text = await info('--schema');
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(modelJsonSchema())));
  expect(readFileSync(new URL('../../../dist/model.schema.json', import.meta.url), 'utf8')).toBe(text);
  const { code, stderr } = await callEbit(['info', '--schema', '--json']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--schema is about all model files')]);
});

test('of a network in a file', async () => {
  const noise = [{ after: 'two-qubit', channel: 'depolarizing', p: 0.01 }];
  const processors = ['A', 'B'].map((name) => ({ name, qubits: 2, noise }));
  written(folder, 'net.json', JSON.stringify({ processors, ebits: [{ between: ['A.0', 'B.0'] }] }));
  const facts = {
    network: 'A (2 qubits, noisy gates) and B (2 qubits, noisy gates), 1 ebit of fidelity 1',
    ebits: ['A.0 - B.0, fidelity 1'],
    coins: [],
    shared: 'entangled: ebit A.0 - B.0',
    noise: ['A, B: depolarizing (p 0.01) behind gates on two qubits'],
  };
  expect(JSON.parse(await info('--network', 'net.json', '--json'))).toEqual(facts);
  expect(await info('--network', 'net.json')).toContain(
    'noise    A, B: depolarizing (p 0.01) behind gates on two qubits',
  );
  const { code, stderr } = await callEbit(['info', '--network', 'net.json', 'run']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('are two things to tell about')]);
});

test('of a network in a file that shares states of several', async () => {
  const memory = { t1: 0.01, t2: 0.01 };
  const processors = ['A', 'B', 'C'].map((name) => ({ name, qubits: 3, memory }));
  const on = (qubit: number) => ['A', 'B', 'C'].map((name) => `${name}.${qubit}`);
  const shares = [
    { between: on(0), state: 'ghz', age: 1e-3 },
    { between: on(1), generators: ['XXX'] },
  ];
  written(folder, 'shares.json', JSON.stringify({ processors, shares, coins: [{ between: on(2) }] }));
  expect(JSON.parse(await info('--network', 'shares.json', '--json'))).toMatchObject({
    coins: ['A.2 - B.2 - C.2, basis Z'],
    shares: ['A.0 - B.0 - C.0, GHZ state, age 0.001 s', 'A.1 - B.1 - C.1, stabilisers XXX (mixed: 1 of 3 generators)'],
    shared:
      'entangled: share A.0 - B.0 - C.0 (across every cut); separable: coin A.2 - B.2 - C.2; ' +
      'not shown to be entangled: share A.1 - B.1 - C.1',
  });
});

test('of a model with noise: how many channels each processor got', async () => {
  const noise = (after: string[]): GateNoiseSpec => ({ after, channel: 'depolarizing', p: 0.01 });
  const model = classifier({
    network: network({
      processors: [
        { name: 'A', qubits: 2, noise: [noise(['cz', 'h'])] },
        { name: 'B', qubits: 2, noise: [noise(['swap'])] },
        { name: 'C', qubits: 1 },
      ],
    }),
    circuit: qcnn({ depth: 1 }),
  });
  written(folder, 'noisy.json', JSON.stringify(modelToJSON(model)));
  expect(JSON.parse(await info('noisy.json', '--json'))).toMatchObject({
    noise: ['A: depolarizing (p 0.01) behind cz, h', 'B: depolarizing (p 0.01) behind swap'],
    // H, H; H, H, CZ on two qubits; the embedding has two RZ and an RZZ, the circuit two RX and four turns of a pool.
    channels: ['A: 6 depolarizing behind 5 of its 14 gates', 'B: none, no gate of its circuits has noise'],
  });
});
