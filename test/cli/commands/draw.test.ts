import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawCircuit } from '../../../src/circuit/draw.js';
import { processorCircuit } from '../../../src/cli/model-circuits.js';
import { parseModel } from '../../../src/models/model-file.js';
import { callEbit } from '../call-ebit.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
const draw = async (...words: string[]) => {
  const { code, stdout, stderr } = await callEbit(['draw', ...words]);
  expect(code, stderr).toBe(0);
  return stdout;
};

test('flags describe a model to draw', async () => {
  const text = await draw('--qubits', '2', '--depth', '1', '--processor', 'B', '--width', '400');
  const [network, ebit, model, , title, ...lines] = text.split('\n');
  expect(network).toBe('A (2 qubits) and B (2 qubits), 1 ebit of fidelity 1');
  expect(ebit).toBe('  A.0 - B.0, fidelity 1');
  expect(model).toBe('zz embedding (ring), qcnn of depth 1, free weights; 12 angles and 4 weights');
  expect(title).toBe('B: 2 qubits, 2 features');
  expect(lines[0]).toMatch(/^q0 ─H─RZ\(x0\)─ZZ.*RX\(θ6\)─M═/);
  expect(text).not.toContain('A: 2 qubits');
});

test('a trained model is drawn with its angles', async () => {
  const words = 'train --data chsh --depth 1 --iterations 20 --out run'.split(' ');
  expect((await callEbit(words)).code).toBe(0);
  const model = parseModel(readFileSync(join(folder, 'run/model.json'), 'utf8'));
  const { parameters } = model;
  expect(await draw('run', '--values', '--processor', 'A', '--width', '90')).toContain(
    drawCircuit(processorCircuit(model, 0), { width: 90, parameters }),
  );
  const qasm = await draw('run', '--qasm', '--values');
  expect(qasm).toContain(`rx(${parameters[0]}) q[0];`);
  expect(qasm).not.toContain('theta');
});

test('the whole network is one OpenQASM program', async () => {
  const qasm = await draw('--qubits', '2', '--ebits', '1', '--qasm');
  expect(qasm).toMatch(/^OPENQASM 3\.0;\ninclude "stdgates\.inc";/);
  expect(qasm).toContain('qubit[4] q;\nbit[4] c;\nh q[0];\nctrl @ x q[0], q[2];');
});

describe('refused is', () => {
  test.each([
    ['an unknown processor', ['--processor', 'C'], 2, 'There is no processor "C"; there are A, B.'],
    [
      'flags beside a model',
      ['model.json', '--depth', '3'],
      2,
      'The model in "model.json" has its own; leave --depth or the model out',
    ],
    ['an imperfect ebit in OpenQASM', ['--fidelity', '0.9', '--qasm'], 1, 'export the processors one by one'],
    ['a width that is none', ['--width', 'x'], 1, 'The width of a drawing is NaN'],
  ])('%s', async (_, words, code, message) => {
    const ended = await callEbit(['draw', ...words]);
    expect(ended.stderr).toContain(message);
    expect(ended.code).toBe(code);
  });
});
