import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawCircuit } from '../../../src/circuit/draw.js';
import { processorCircuit } from '../../../src/models/circuits.js';
import { classifier } from '../../../src/models/classifier.js';
import { modelToJSON, parseModel } from '../../../src/models/model-file.js';
import { qcnn } from '../../../src/models/qcnn.js';
import { network } from '../../../src/network/network.js';
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

test('a qcnn on three qubits is drawn and exported: its last qubit is pooled onto in the second stage', async () => {
  const words = ['--qubits', '3', '--depth', '0', '--processor', 'A'];
  const text = await draw(...words, '--width', '400');
  expect(text).toContain('zz embedding (ring), qcnn of depth 0, free weights; 16 angles and 4 weights');
  expect(text).toContain('A: 3 qubits, 3 features');
  const measured = (await draw(...words, '--qasm')).split('\n').filter((line) => line.includes('measure'));
  expect(measured.map((line) => /q\[(\d)\]/.exec(line)?.[1])).toEqual(['0', '1', '2']);
});

test('a circuit that reads its features again is drawn layer by layer, with a word on what its readout misses', async () => {
  const text = await draw(
    '--qubits',
    '2',
    '--circuit',
    'reuploading',
    '--layers',
    '1',
    '--processor',
    'A',
    '--width',
    '400',
  );
  expect(text.split('\n').slice(0, 7)).toEqual([
    'A (2 qubits) and B (2 qubits), 1 ebit of fidelity 1',
    '  A.0 - B.0, fidelity 1',
    'The readout of A does not see x0, which so few layers do not take to it; 2 layers would.',
    'The readout of B does not see x0, which so few layers do not take to it; 2 layers would.',
    're-uploading in 1 layer, free weights; 16 angles and 4 weights',
    '',
    'A: 2 qubits, 2 features',
  ]);
  expect(text).toContain('─RY(θ5)─RZ(θ6)─RY(θ7)─M═');
  expect(await draw('--circuit', 'reuploading')).toContain('re-uploading in 6 layers');
  expect(await draw('--circuit', 'qcnn')).toContain('qcnn of depth 1');
});

test('noise behind gates is drawn, and told by processor', async () => {
  const words = ['--qubits', '2', '--noise', 'depolarizing:0.01:cz,phaseFlip:0.2:rx', '--processor', 'A'];
  const lines = (await draw(...words, '--width', '400')).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'A (2 qubits, noisy gates) and B (2 qubits, noisy gates), 1 ebit of fidelity 1',
    '  A.0 - B.0, fidelity 1',
    '  noise at A, B: depolarizing (p 0.01) behind cz',
    '  noise at A, B: phaseFlip (p 0.2) behind rx',
  ]);
  expect(lines[7]).toMatch(/^q0 ─H─RZ\(x0\)─ZZ.*─●─~DP─RX\(θ0\)─~PF─M═/);
  expect(lines.filter((line) => line.startsWith('~'))).toEqual(['~PF: phaseFlip, p 0.2', '~DP: depolarizing, p 0.01']);
  const { code, stderr } = await callEbit(['draw', ...words, '--qasm']);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^error \[circuit\]: .* OpenQASM has no noise; .*ebit export/),
  ]);
});

test('a network of a file is drawn, and flags add to it', async () => {
  const spec = {
    processors: [
      { name: 'Alice', qubits: 2, noise: [{ channel: 'bitFlip', p: 0.1 }] },
      { name: 'Bob', qubits: 1 },
    ],
    ebits: [{ between: ['Alice.1', 'Bob.0'], fidelity: 0.9 }],
  };
  writeFileSync(join(folder, 'net.json'), JSON.stringify(spec));
  const text = await draw('--network', 'net.json', '--depth', '0');
  expect(text).toContain('Alice (2 qubits, noisy gates) and Bob (1 qubit), 1 ebit of fidelity 0.9\n');
  expect(text).toContain('q0 ─H─~BF─RZ(x0)─~BF─');
  expect(await draw('--network', 'net.json', '--ebits', '0', '--depth', '0')).toContain('Bob (1 qubit), no ebit\n');
  for (const [words, sentence] of [
    [['--noise', 'bitFlip:0.1'], 'Processor "Alice" has noise of its own; drop it there, or drop --noise.'],
    [['--qubits', '2'], '"--qubits" and "processors" both say the same thing'],
    [['model.json'], 'leave --network or the model out'],
    [['some.qasm'], 'leave --network out'],
  ] as const) {
    const { code, stderr } = await callEbit(['draw', '--network', 'net.json', ...words]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  }
});

test('coins are listed beside the ebits, and an X coin says what it makes of the features', async () => {
  const text = await draw('--qubits', '2', '--coins', '1', '--depth', '1');
  expect(text.split('\n').slice(0, 4)).toEqual([
    'A (2 qubits) and B (2 qubits), 1 ebit of fidelity 1, 1 coin of basis Z',
    '  A.0 - B.0, fidelity 1',
    '  coin A.1 - B.1, basis Z',
    'zz embedding (ring), qcnn of depth 1, free weights; 12 angles and 4 weights',
  ]);
  const processors = [
    { name: 'A', qubits: 2 },
    { name: 'B', qubits: 1 },
  ];
  const coins = [{ between: ['A.0', 'B.0'] as const, basis: 'X' as const, heads: 0.3 }];
  const drawn = async (mixing: number, name: string) => {
    const model = classifier({
      network: network({ processors, coins }),
      mixing: { layers: mixing },
      circuit: qcnn({ depth: 1 }),
    });
    writeFileSync(join(folder, name), JSON.stringify(modelToJSON(model)));
    return draw(name);
  };
  const felt = 'the feature of A.0 is felt only through its neighbours, the feature of B.0 is not felt at all.';
  expect(await drawn(0, 'x.json')).toContain(`Under the zz embedding a coin in the basis X leaves a phase: ${felt}`);
  expect(await drawn(1, 'mixed.json')).not.toContain('felt');
  const { code, stderr } = await callEbit(['draw', 'x.json', '--qasm']);
  expect(code).toBe(1);
  expect(stderr).toContain('The coin A.0 - B.0, heads 0.3, basis X is a mixture, and cannot be made by gates');
  expect(await draw('x.json', '--qasm', '--processor', 'B')).toContain(
    'q[0] is half of a coin with A.0, which is not part of the program: here it begins in |0>.',
  );
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
  expect(qasm).not.toContain('not part of the program:');
  expect(qasm).toContain('qubit[4] q;\nbit[4] c;\nh q[0];\nctrl @ x q[0], q[2];');
});

describe('an OpenQASM program says what it leaves out', () => {
  const noisy = network({
    processors: [
      { name: 'A', qubits: 1, readoutError: 0.3 },
      { name: 'B', qubits: 2, readoutError: { flip0: 0.02, flip1: 0.11 } },
    ],
    ebits: [{ between: ['A.0', 'B.0'] }],
  });
  const model = classifier({ network: noisy, circuit: qcnn({ depth: 0 }), weights: 'parity' });
  const comments = (text: string) => text.split('\n').filter((line) => line.startsWith('// '));
  const readoutErrors = [
    'A reads its bit wrongly with probability 0.3; this readout error is not part of the program.',
    'B reads 1 for 0 with probability 0.02 and 0 for 1 with probability 0.11; this readout error is not part of the program.',
  ];

  test('of a network, in comments below the header and in notes', async () => {
    writeFileSync(join(folder, 'noisy.json'), JSON.stringify(modelToJSON(model)));
    const { code, stdout, stderr } = await callEbit(['draw', 'noisy.json', '--qasm']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^OPENQASM 3\.0;\ninclude "stdgates\.inc";\n\/\/ Processor A/);
    expect(comments(stdout)).toEqual(
      [
        'Processor A: q[0], its bit is c[0], its features x0.',
        'Processor B: q[1] to q[2], its bit is c[2], its features x1 to x2.',
        'The label is the sign of E = sum_a w_a P(a) over the outcomes a of c[0], c[2]; the weights w_a are trained, and not part of the program.',
        ...readoutErrors,
      ].map((line) => `// ${line}`),
    );
    for (const line of readoutErrors) expect(stderr).toContain(line);
  });

  test('with its weights, where the angles have values', async () => {
    expect(await draw('noisy.json', '--qasm', '--values')).toContain('in the order of a, are 1, -1, -1, 1.\n');
  });

  test('of one processor, its halves of ebits too', async () => {
    const { stdout, stderr } = await callEbit(['draw', 'noisy.json', '--qasm', '--processor', 'B']);
    const half = 'q[0] is half of an ebit with A.0, which is not part of the program: here it begins in |0>.';
    expect(comments(stdout)).toEqual([
      '// Processor B: q[0] to q[1], its bit is c[1], its features x0 to x1.',
      `// ${half}`,
      `// ${readoutErrors[1]}`,
    ]);
    expect(stderr).toContain(half);
  });

  test('and the drawing names the readout errors', async () => {
    expect(await draw('noisy.json')).toContain(
      'A (1 qubit, readout error 0.3) and B (2 qubits, readout error 0.02/0.11)',
    );
  });
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
    ['a width that is none', ['--width', 'x'], 1, 'The width of a drawing is "x"'],
  ])('%s', async (_, words, code, message) => {
    const ended = await callEbit(['draw', ...words]);
    expect(ended.stderr).toContain(message);
    expect(ended.code).toBe(code);
  });
});

describe('an OpenQASM file', () => {
  const program = [
    'OPENQASM 3;',
    'include "stdgates.inc";',
    'input float tilt;',
    'qubit[2] q;',
    'ry(tilt) q[0];',
    'cx q[0], q[1];',
  ];

  test('is drawn, its inputs named, and written anew', async () => {
    const path = join(folder, 'small.qasm');
    writeFileSync(path, program.join('\n'));
    expect((await draw(path)).split('\n')).toEqual([
      '2 qubits, 2 gates, 0 measurements, 1 parameter, 0 features',
      'tilt is parameter 0',
      '',
      'q0 ─RY(θ0)─●─',
      '           │',
      'q1 ────────⊕─',
      '',
    ]);
    expect(await draw(path, '--qasm')).toContain('\nry(theta0) q[0];\nctrl @ x q[0], q[1];\n');
    const { code, stdout } = await callEbit(['info', path]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('q[1] is qubit 1')]);
  });

  test('is refused with its path, line and column, and takes no flags of models', async () => {
    const path = join(folder, 'wrong.qasm');
    writeFileSync(path, program.join('\n').replace('cx', 'cxx'));
    const wrong = await callEbit(['draw', path]);
    expect(wrong.code).not.toBe(0);
    expect(wrong.stderr).toContain(`"${path}": Line 6, column 1: There is no gate "cxx". Did you mean "cx"?`);
    const flags = await callEbit(['draw', path, '--depth', '2']);
    expect(flags.stderr).toContain('is a circuit and no model; leave --depth out.');
    const values = await callEbit(['draw', path, '--values']);
    expect(values.stderr).toContain('leave --values out.');
  });
});

test('three parties and more: the network stands before the circuits', async () => {
  const { stdout } = await callEbit(['draw', '--parties', '3', '--topology', 'ring', '--qubits', '2']);
  expect(stdout).toContain('A 2 qubits ───●───────●\n');
  expect(stdout).toContain('● ebit\n');
  const one = await callEbit(['draw', '--parties', '3', '--topology', 'ring', '--qubits', '2,2,3', '--processor', 'C']);
  expect(one.stdout).not.toContain('● ebit\n');
  expect(one.stdout).toContain('C: 3 qubits');
});
