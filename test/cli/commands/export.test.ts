import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toPennyLane } from '../../../src/interchange/to-pennylane.js';
import { toQiskit } from '../../../src/interchange/to-qiskit.js';
import { classifier } from '../../../src/models/classifier.js';
import { modelToJSON } from '../../../src/models/model-file.js';
import { qcnn } from '../../../src/models/qcnn.js';
import { bellNetwork } from '../../../src/network/bell-network.js';
import { network } from '../../../src/network/network.js';
import { callEbit } from '../call-ebit.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

temporaryWorkingFolder();
const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 0 }), seed: 1 });
writeFileSync('model.json', JSON.stringify(modelToJSON(model)));
const wide = ['A', 'B', 'C'].map((name) => ({ name, qubits: 9 }));
const tooWide = classifier({ network: network({ processors: wide }), circuit: qcnn({ depth: 0 }) });
writeFileSync('wide.json', JSON.stringify(modelToJSON(tooWide)));

test.each([
  ['pennylane', toPennyLane],
  ['qiskit', toQiskit],
] as const)('a model goes to %s, on stdout or into a file', async (to, write) => {
  const printed = await callEbit(['export', 'model.json', '--to', to]);
  expect(printed).toEqual({ code: 0, stdout: write(model), stderr: '' });
  const filed = await callEbit(['export', 'model.json', '--to', to, '--out', `made/${to}.py`]);
  expect(filed).toEqual({ code: 0, stdout: '', stderr: `The program is in "made/${to}.py".\n` });
  expect(readFileSync(`made/${to}.py`, 'utf8')).toBe(write(model));
});

test.each([
  [['model.json'], 2, '[usage]: Say for which package: --to pennylane or --to qiskit.'],
  [['model.json', '--to', 'qiskitt'], 2, '[usage]: There is no package to export to "qiskitt".'],
  [['none.json', '--to', 'qiskit'], 1, '[file]'],
  [['wide.json', '--to', 'qiskit', '--out', 'wide.py'], 1, '[memory]: The processors have 27 qubits together'],
  [['--to', 'qiskit'], 2, "missing required argument 'model'"],
])('refused is %j', async (words, code, message) => {
  const ended = await callEbit(['export', ...words]);
  expect(ended.stderr).toContain(message);
  expect([ended.code, ended.stdout]).toEqual([code, '']);
  expect(() => readFileSync('wide.py')).toThrow('ENOENT');
});
