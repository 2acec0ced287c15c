import { describe, expect, test } from 'vitest';
import { circuit } from '../../src/circuit/builder.js';
import { toPennyLane } from '../../src/interchange/to-pennylane.js';
import { toQiskit } from '../../src/interchange/to-qiskit.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { unitaryEmbedding } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { parametersFor } from '../models/engine-cases.js';
import { refusal } from '../refusal.js';
import { programCases } from './cases.js';

const small = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 0 }), seed: 1 });
const both = [toPennyLane, toQiskit] as const;

/** The numbers of a list of Python by its name. */
function listed(text: string, name: string): number[] {
  const [, list] = new RegExp(`^${name} = np\\.array\\((\\[[^\\]]*\\])\\)`, 'm').exec(text)!;
  return JSON.parse(list.replace(/,\s*\]/, ']')) as number[];
}

describe.each(both)('%o', (write) => {
  test('carries angles, weights and scale with all their bits', () => {
    const model = small
      .withParameters(parametersFor(small, 4).map((value, i) => (i === 0 ? 1 / 3e20 : i === 1 ? 12 : value)))
      .withTable({ columns: null, scale: { minimum: [0.1, -2, 1e-7, 3], maximum: [0.3, 2e22, 1e-6, 3] } });
    const text = write(model);
    expect(listed(text, 'THETA')).toEqual(Array.from(model.parameters.subarray(0, model.angles)));
    expect(listed(text, 'WEIGHTS')).toEqual(Array.from(model.parameters.subarray(model.angles)));
    expect(listed(text, 'MINIMUM')).toEqual(model.scale?.minimum);
    expect(listed(text, 'MAXIMUM')).toEqual(model.scale?.maximum);
  });

  test('says the Bell weights of a noisy ebit and the faces of a coin, and leaves out what has no weight', () => {
    const pairs = {
      processors: ['A', 'B'].map((name) => ({ name, qubits: 2 })),
      ebits: [{ between: ['A.1', 'B.0'], weights: { phiPlus: 0.5, phiMinus: 0, psiPlus: 0.25, psiMinus: 0.25 } }],
      coins: [{ between: ['B.1', 'A.0'], heads: 0.25, basis: 'X' }],
    } as const;
    const text = write(classifier({ network: network(pairs), circuit: qcnn({ depth: 0 }) }));
    expect(text).toContain('(1, 2, [(0, 0.5), (2, 0.25), (3, 0.25)]),\n');
    expect(text).toContain('(3, 0, "X", [(0, 0.25), (1, 0.75)]),\n');
  });

  test('is the same text for the same model, ends in a line, and has no line with blanks at its end', () => {
    for (const { model } of programCases) {
      const text = write(model);
      expect(write(model)).toBe(text);
      expect(text).toMatch(/[^\n]\n$/);
      expect(text).not.toMatch(/[ \t]\n/);
      expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
    }
  });

  test('checks itself on three rows, or on those that are given', () => {
    const rows = [[0.1, 0.2, 0.3, -0.4]];
    const text = write(small, { rows });
    expect(text).toContain('CHECK_ROWS = np.array([\n    [0.1, 0.2, 0.3, -0.4],\n])');
    const found = Array.from(small.probabilities(rows), (value) => Number(value.toFixed(12)));
    expect(text).toContain(`CHECK_PROBABILITIES = np.array([\n    [${found.join(', ')}],\n])`);
    expect(write(small)).toMatch(/CHECK_ROWS = np\.array\(\[\n( {4}\[.*\],\n){3}\]\)/);
  });

  test('writes words of a table so that no word ends a text or becomes a statement', () => {
    const evil = '"\n__import__("os")\\';
    const model = small.withTable({
      columns: {
        features: { A: [evil, '\u2028'], B: ["'", '{0}'] },
        label: { column: 'y', positive: evil, negative: '' },
      },
      scale: null,
    });
    const text = write(model);
    expect(text).toContain(`COLUMNS = [${JSON.stringify(evil)}, `);
    expect(text).not.toContain('\n__import__');
  });
});

test('gates are spelled as the packages spell them', () => {
  const gates = circuit(2)
    .h(0)
    .cx(0, 1)
    .cz(1, 0)
    .sdg(1)
    .rzz(0.5, 0, 1)
    .measure(0)
    .when(0, 0, (b) => b.rx(Math.PI, 1));
  const model = classifier({
    network: bellNetwork({ ebits: 1, qubits: 2 }),
    circuit: customCircuit({ circuit: gates, readout: 1 }),
  });
  const body = (text: string) => {
    const [, lines] = /# Trained circuit\n((?: {4}.*\n)*)/.exec(text)!;
    return lines
      .trimEnd()
      .split('\n')
      .map((line) => line.trim());
  };
  expect(body(toPennyLane(model))).toEqual([
    'qml.Hadamard(wires=q[0])',
    'qml.CNOT(wires=[q[0], q[1]])',
    'qml.CZ(wires=[q[1], q[0]])',
    'qml.adjoint(qml.S(wires=q[1]))',
    'qml.IsingZZ(0.5, wires=[q[0], q[1]])',
    '# q[0] is measured: from here on it only controls.',
    'qml.ctrl(qml.RX(pi, wires=q[1]), control=[q[0]], control_values=[0])',
  ]);
  expect(body(toQiskit(model))).toEqual([
    'c.h(q[0])',
    'c.cx(q[0], q[1])',
    'c.cz(q[1], q[0])',
    'c.sdg(q[1])',
    'c.rzz(0.5, q[0], q[1])',
    '# q[0] is measured: from here on it only controls.',
    'c.append(RXGate(pi).control(1, ctrl_state="0"), [q[0], q[1]])',
  ]);
});

test('noise goes by the package’s name, or by its operators; in a branch it holds the outcome', () => {
  const noisy = circuit(2)
    .h(0)
    .depolarizing(0.01, 0)
    .pauli([0, 0.36, 0], 1)
    .measure(0)
    .when(0, 1, (b) => b.x(1).phaseFlip(0.36, 1).pauli([0, 0.36, 0], 1));
  const model = classifier({
    network: bellNetwork({ ebits: 1, qubits: 2 }),
    circuit: customCircuit({ circuit: noisy, readout: 1 }),
  });
  const lines = (text: string) =>
    text.split('\n').filter((line) => /Channel|noise\(|default|DensityMatrix\(/.test(line));
  const own = [
    '    qml.DepolarizingChannel(0.01, wires=q[0])',
    '    noise(NOISE[0], q[1], [])',
    '    noise(NOISE[1], q[1], [(q[0], 1)])',
    '    noise(NOISE[0], q[1], [(q[0], 1)])',
  ];
  const helper = [
    'def noise(kraus, wire, conditions):',
    '    return qml.QubitChannel(operators, wires=[qubit for qubit, _ in conditions] + [wire])',
  ];
  expect(lines(toPennyLane(model))).toEqual([
    ...helper,
    ...own,
    ...own,
    '@qml.qnode(qml.device("default.mixed", wires=QUBITS))',
  ]);
  expect(toPennyLane(model)).toContain(
    'NOISE = [\n    # 0: pauli, pX 0, pY 0.36, pZ 0\n    [[[0.8, 0.0], [0.0, 0.8]], [[0.0, 0.0], [0.0, 0.0]], ' +
      '[[0.0, -0.6j], [0.6j, 0.0]], [[0.0, 0.0], [0.0, 0.0]]],\n    # 1: phaseFlip, p 0.36\n',
  );
  const written = [
    '    noise(c, NOISE[0], q[0], [])',
    '    noise(c, NOISE[1], q[1], [])',
    '    noise(c, NOISE[2], q[1], [(q[0], 1)])',
    '    noise(c, NOISE[1], q[1], [(q[0], 1)])',
  ];
  expect(lines(toQiskit(model))).toEqual([
    'def noise(c, kraus, qubit, conditions):',
    ...written,
    ...written,
    '    return DensityMatrix(network_circuit(row, bells, faces)).probabilities(READOUTS[::-1])',
  ]);
});

test('a program without noise says nothing of it', () => {
  for (const write of both) expect(write(small)).not.toMatch(/NOISE|noise\(|default\.mixed|DensityMatrix|Kraus/);
});

describe('refused, before a word is written, is', () => {
  const qubits = (count: number, each: number) =>
    Array.from({ length: count }, (_, i) => ({ name: 'ABCDEFGH'[i], qubits: each }));
  const wide = classifier({ network: network({ processors: qubits(5, 5) }), circuit: qcnn({ depth: 0 }) });
  const noisy = classifier({
    network: bellNetwork({ ebits: 7, fidelity: 0.9, qubits: 7 }),
    circuit: qcnn({ depth: 0 }),
  });
  const smeared = classifier({
    network: network({
      processors: qubits(2, 7).map((one) => ({ ...one, noise: [{ channel: 'bitFlip' as const, p: 0.1 }] })),
    }),
    circuit: qcnn({ depth: 0 }),
  });
  const large = classifier({
    network: network({ processors: qubits(1, 7) }),
    embedding: unitaryEmbedding(),
    circuit: qcnn({ depth: 0 }),
  });
  const refused: readonly (readonly [string, Model, object, string, string])[] = [
    ['what is no model', { ...small }, {}, 'model', 'A model is needed'],
    ['an option that is not known', small, { row: [] }, 'config', 'It takes rows'],
    ['options that are none', small, [] as object, 'config', 'takes an object with rows'],
    ['a row of another length', small, { rows: [[1, 2]] }, 'shape', '4'],
    ['no row', small, { rows: [] }, 'shape', 'row'],
    ['too many rows', small, { rows: new Float64Array(404) }, 'range', '101 rows are given'],
    ['a row with what is no number', small, { rows: [[1, 2, Number.NaN, 0]] }, 'not-finite', 'Feature 2 of row 0'],
    ['more qubits than one state vector has', wide, {}, 'memory', '25 qubits together'],
    ['more qubits with noise than one density matrix has', smeared, {}, 'memory', 'one density matrix may have 12'],
    ['more states than can be gone through', noisy, {}, 'range', '16384 states together'],
    ['matrices of too many qubits', large, {}, 'memory', 'matrices of 7 qubits'],
  ];
  test.each(refused)('%s', (_, model, options, code, words) => {
    for (const write of both) {
      const error = refusal(() => write(model, options));
      expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
    }
  });
});
