import { describe, expect, test } from 'vitest';
import { data, dataProduct, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { toOpenQasm3 } from '../../src/circuit/open-qasm.js';
import { refusal } from '../refusal.js';

const program = (...lines: string[]): string => ['OPENQASM 3.0;', 'include "stdgates.inc";', ...lines, ''].join('\n');

test('an empty circuit is its qubits', () => {
  expect(toOpenQasm3(circuit(3))).toBe(program('qubit[3] q;'));
});

test('gates, controls of both values, measurements and conditions', () => {
  const built = circuit(4)
    .h(0)
    .sdg(1)
    .cx(0, 1)
    .swap(2, 3)
    .phase(Math.PI / 2, 0)
    .controlled(
      [
        { qubit: 0, value: 0 },
        { qubit: 3, value: 1 },
      ],
      (b) => b.ry(-0.25, 2),
    )
    .measure(0)
    .measure(1)
    .when(0, 1, (b) => b.x(2))
    .when(0, 0, (b) => b.when(1, 1, (c) => c.cz(2, 3)));
  expect(toOpenQasm3(built)).toBe(
    program(
      'qubit[4] q;',
      'bit[4] c;',
      'h q[0];',
      'sdg q[1];',
      'ctrl @ x q[0], q[1];',
      'swap q[2], q[3];',
      'p(pi/2) q[0];',
      'negctrl @ ctrl @ ry(-0.25) q[0], q[3], q[2];',
      'c[0] = measure q[0];',
      'c[1] = measure q[1];',
      'if (c[0] == true) { x q[2]; }',
      'if (c[0] == false) { if (c[1] == true) { ctrl @ z q[2], q[3]; } }',
    ),
  );
});

const half = (feature: number) => ({ feature, offset: Math.PI, slope: -1 });
const embedded = circuit(2)
  .rz(data(0), 0)
  .rz(data(4), 1)
  .rzz(dataProduct(0.5, half(0), half(4)), 0, 1)
  .rx(parameter(10), 0)
  .rx(parameter(2), 1)
  .rx(parameter(10), 1)
  .ry(dataProduct(1, { feature: 0, offset: 0.1, slope: 2.5 }), 1);

test('features and parameters in use are inputs, each once, in ascending order; rzz is defined', () => {
  expect(toOpenQasm3(embedded)).toBe(
    program(
      'gate rzz(t) a, b { cx a, b; rz(t) b; cx a, b; }',
      'input float theta2;',
      'input float theta10;',
      'input float x0;',
      'input float x4;',
      'qubit[2] q;',
      'rz(x0) q[0];',
      'rz(x4) q[1];',
      'rzz(0.5*(pi-x0)*(pi-x4)) q[0], q[1];',
      'rx(theta10) q[0];',
      'rx(theta2) q[1];',
      'rx(theta10) q[1];',
      'ry(0.1+2.5*x0) q[1];',
    ),
  );
});

test('given parameters are written as numbers, to the last digit', () => {
  const values = new Float64Array(11);
  values[2] = 1 / 3;
  values[10] = (-3 * Math.PI) / 4;
  const text = toOpenQasm3(embedded, { parameters: values });
  expect(text).not.toContain('theta');
  expect(text).toContain('\nrx(-3*pi/4) q[0];\nrx(0.3333333333333333) q[1];\nrx(-3*pi/4) q[1];\n');
});

test('scale and offset of a parameter are written, with a value as the number that comes out', () => {
  const built = circuit(1)
    .rx(parameter(1, { scale: -0.5, offset: Math.PI / 2 }), 0)
    .ry(parameter(0, { scale: -1 }), 0);
  expect(toOpenQasm3(built)).toContain('\nrx(pi/2-0.5*theta1) q[0];\nry(-theta0) q[0];\n');
  expect(toOpenQasm3(built, { parameters: [0.25, Math.PI] })).toContain('\nrx(0) q[0];\nry(-0.25) q[0];\n');
});

test('a scaled angle is an input times an input, with a value the number in front of the feature', () => {
  const product = dataProduct(0.5, half(0), { feature: 3, offset: 0, slope: 2 });
  const built = circuit(1).rx(scaledData(1, 2), 0).ry(scaledData(4, product), 0);
  expect(toOpenQasm3(built)).toBe(
    program(
      'input float theta1;',
      'input float theta4;',
      'input float x0;',
      'input float x2;',
      'input float x3;',
      'qubit[1] q;',
      'rx(theta1*x2) q[0];',
      'ry(0.5*theta4*(pi-x0)*2*x3) q[0];',
    ),
  );
  const values = [0, -0.25, 0, 0, Math.PI];
  expect(toOpenQasm3(built, { parameters: values })).toBe(
    program(
      'input float x0;',
      'input float x2;',
      'input float x3;',
      'qubit[1] q;',
      'rx(-0.25*x2) q[0];',
      'ry((pi/2)*(pi-x0)*2*x3) q[0];',
    ),
  );
});

test('comments stand below the header, and nothing in them becomes a statement', () => {
  expect(toOpenQasm3(circuit(1), { comments: ['one', 'two\nx q[0];\r\nthree\u2028y q[0];'] })).toBe(
    program('// one', '// two', '// x q[0];', '// three', '// y q[0];', 'qubit[1] q;'),
  );
});

describe('bad input', () => {
  test.each<[string, unknown, string, string]>([
    ['a slip', { parametres: [1] }, 'config', 'Did you mean "parameters"?'],
    ['values alone', [1], 'config', 'write { parameters: … }.'],
    ['values that are no list', { parameters: 7 }, 'shape', 'The parameter values are 7; give an array'],
    ['a list by its length alone', { parameters: { length: 2 ** 40 } }, 'shape', 'an object; give an array'],
    ['a comment without a list', { comments: 'x' }, 'config', 'The comments are "x"; give a list of texts.'],
  ])('%s', (_, options, code, part) => {
    const error = refusal(() => toOpenQasm3(circuit(1), options as never));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(part)]);
  });

  test('too few parameters, one that is not finite, a broken circuit', () => {
    expect(refusal(() => toOpenQasm3(embedded, { parameters: [1] })).code).toBe('shape');
    const nan = new Float64Array(11).fill(Number.NaN);
    expect(refusal(() => toOpenQasm3(embedded, { parameters: nan })).code).toBe('not-finite');
    const { operations } = embedded;
    const broken = { qubits: 1, operations, parameters: 11, features: 5 };
    expect(refusal(() => toOpenQasm3(broken)).code).toBe('range');
  });
});
