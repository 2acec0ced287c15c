import { describe, expect, test } from 'vitest';
import { type Angle, constant, data, dataProduct, parameter, scaledData } from '../../../src/circuit/angle.js';
import { circuit } from '../../../src/circuit/builder.js';
import { toOpenQasm3 } from '../../../src/circuit/open-qasm.js';
import { fromOpenQasm } from '../../../src/circuit/read-open-qasm/read.js';
import { basisState, denseRun, denseUnitary, distance, type Matrix } from '../../oracle/dense.js';
import { refusal } from '../../refusal.js';
import fc from '../../seeded.js';
import { aCircuit } from '../random-circuit.js';

const three = (...lines: string[]): string => ['OPENQASM 3.0;', 'include "stdgates.inc";', ...lines].join('\n');
const two = (...lines: string[]): string => ['OPENQASM 2.0;', 'include "qelib1.inc";', ...lines].join('\n');
const operationsOf = (text: string) => fromOpenQasm(text).circuit.operations;
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** The angle of rx in a program with an input of each kind. */
function anglesOf(expression: string): (Angle | null)[] {
  const inputs = ['theta0', 'theta1', 'x0', 'x1'].map((name) => `input float ${name};`);
  return operationsOf(three(...inputs, 'qubit q;', `rx(${expression}) q;`)).map((operation) =>
    operation.kind === 'gate' ? operation.angle : null,
  );
}

/** The number that a constant expression of a version comes to. */
function numberOf(expression: string, version: 2 | 3 = 3): number {
  const text = version === 3 ? three('qubit q;', `rx(${expression}) q;`) : two('qreg q[1];', `rx(${expression}) q[0];`);
  const [operation] = operationsOf(text);
  return operation.kind === 'gate' && operation.angle?.kind === 'constant' ? operation.angle.value : Number.NaN;
}

describe('what toOpenQasm3 writes', () => {
  test('comes back as the circuit', () => {
    const from = (feature: number) => ({ feature, offset: Math.PI, slope: -1 });
    const built = circuit(4)
      .h(0)
      .sxdg(1)
      .rzz(dataProduct(0.5, from(0), from(1)), 0, 1)
      .rxx(parameter(1, { scale: -2, offset: 0.25 }), 2, 3)
      .ryy(scaledData(0, dataProduct(0.5, from(0))), 1, 2)
      .controlled([{ qubit: 0, value: 0 }], (b) => b.ry(data(1), 2).rzz(0.5, 1, 3))
      .cu(0.1, parameter(0), data(0), Math.PI / 2, 2, 3)
      .ccx(0, 1, 2)
      .measure(0)
      .measure(3)
      .when(0, 1, (b) => b.when(3, 0, (c) => c.rz(parameter(2), 1)))
      .x(2);
    const read = fromOpenQasm(toOpenQasm3(built));
    expect(read.circuit).toEqual(plain(built));
    expect(read.inputs.map(({ name }) => name)).toEqual(['theta0', 'theta1', 'theta2', 'x0', 'x1']);
    const values = { parameters: [0.1, 0.2, 0.3] };
    expect(toOpenQasm3(fromOpenQasm(toOpenQasm3(built, values)).circuit)).toBe(toOpenQasm3(built, values));
  });

  test('comes back with the same operator, and the second time with the same text', () => {
    fc.assert(
      fc.property(aCircuit({ maxQubits: 4, maxOperations: 12 }), ({ circuit: built, parameters, features }) => {
        const text = toOpenQasm3(built);
        const read = fromOpenQasm(text).circuit;
        const gap = distance(denseUnitary(read, parameters, features), denseUnitary(built, parameters, features));
        expect(gap).toBeLessThan(1e-12);
        const again = fromOpenQasm(toOpenQasm3(read)).circuit;
        expect(toOpenQasm3(again)).toBe(toOpenQasm3(read));
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});

describe('angles', () => {
  const at = (feature: number, offset = 0, slope = 1) => ({ feature, offset, slope });
  test.each<[string, Angle[]]>([
    ['theta1', [parameter(1)]],
    ['pi/2-0.5*theta1', [parameter(1, { scale: -0.5, offset: Math.PI / 2 })]],
    ['-(theta0 - 1)', [parameter(0, { scale: -1, offset: 1 })]],
    ['x1', [data(1)]],
    ['2*x0/4', [dataProduct(0.5, at(0))]],
    ['0.1+2.5*x0', [dataProduct(1, at(0, 0.1, 2.5))]],
    ['0.5*(pi-x0)*(pi-x1)', [dataProduct(0.5, at(0, Math.PI, -1), at(1, Math.PI, -1))]],
    ['(pi-x0)*((pi-x1)*0.5)', [dataProduct(0.5, at(0, Math.PI, -1), at(1, Math.PI, -1))]],
    ['theta1*x0', [scaledData(1, 0)]],
    ['0.5*theta1*(pi-x0)', [scaledData(1, dataProduct(0.5, at(0, Math.PI, -1)))]],
    ['theta0 + x1', [parameter(0), data(1)]],
    ['theta0 + theta1 + 0.5', [parameter(0, { offset: 0.5 }), parameter(1)]],
    ['x0*x1 + 1', [dataProduct(1, at(0), at(1)), constant(1)]],
    ['(1 + theta0)*x0', [data(0), scaledData(0, 0)]],
    ['x0 + x0', [dataProduct(2, at(0))]],
    ['float(3)/2 - 1', [constant(0.5)]],
  ])('%s', (expression, angles) => {
    expect(anglesOf(expression)).toEqual(angles);
  });

  test('a sum of inputs is a gate for each, with the operator of the sum', () => {
    const call = 'ctrl @ rxx(theta0*x0 + 2*x0 - 0.3) q[0], q[1], q[2];';
    const text = three('input float theta0;', 'input float x0;', 'qubit[3] q;', call);
    const read = fromOpenQasm(text).circuit;
    const turn = circuit(3).gate('rxx', [1, 2], {
      angle: 0.7 * 0.4 + 2 * 0.4 - 0.3,
      controls: [{ qubit: 0, value: 1 }],
    });
    expect(distance(denseUnitary(read, [0.7], [0.4]), denseUnitary(turn))).toBeLessThan(1e-14);
  });

  test.each<[string, number, (2 | 3)?]>([
    ['2+3*4', 14],
    ['-2**2', -4],
    ['2**3**2', 512],
    ['2.0**-1', 0.5],
    ['7%4', 3],
    ['6/3', 2],
    ['0x1F + 0b101 + 0o17 + 1_000', 1051],
    ['1.5e2 + .5 + 2.', 152.5],
    ['tau/2 - π', 0],
    ['-2^2', -4, 2],
    ['1/2', 0.5, 2],
    ['2^-1', 0.5, 2],
    ['ln(exp(1))', 1, 2],
  ])('%s is %d', (expression, value, version = 3) => {
    expect(numberOf(expression, version)).toBe(value);
  });

  test('functions come to what Math says, nearly to the last bit', () => {
    const names = ['sin', 'cos', 'tan', 'exp', 'sqrt', 'floor'] as const;
    for (const x of [0.001, 0.3, 0.7, 1, 1.9, 5, 300.25]) {
      const near = (found: number, expected: number): void =>
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(expected)));
      for (const name of names) near(numberOf(`${name}(${x})`), Math[name](x));
      near(numberOf(`log(${x})`), Math.log(x));
      near(numberOf(`ceiling(-${x})`), Math.ceil(-x));
      near(numberOf(`arctan(-${x})`), Math.atan(-x));
      near(numberOf(`arctan(${x})`), Math.atan(x));
      if (x > 1) continue;
      near(numberOf(`arcsin(${x})`), Math.asin(x));
      near(numberOf(`arccos(-${x})`), Math.acos(-x));
    }
    expect(numberOf('pow(2.0, 0.5)')).toBe(Math.SQRT2);
    expect(numberOf('pow(10, 0.3)')).toBeCloseTo(10 ** 0.3, 14);
    expect(numberOf('arcsin(-1)')).toBe(-Math.PI / 2);
  });
});

describe('inputs', () => {
  const program = three(
    'input float b;',
    'input angle[32] theta0;',
    'input float[64] x2;',
    'input float a;',
    'qubit q;',
    'rx(b) q;',
    'ry(theta0*x2) q;',
    'rz(a) q;',
  );

  test('theta and x with a number say where they go, and others take what is left', () => {
    const read = fromOpenQasm(program);
    expect(read.inputs).toEqual([
      { name: 'b', kind: 'parameter', index: 1 },
      { name: 'theta0', kind: 'parameter', index: 0 },
      { name: 'x2', kind: 'feature', index: 2 },
      { name: 'a', kind: 'parameter', index: 2 },
    ]);
    expect(plain(read.circuit)).toEqual(
      plain(circuit(1).rx(parameter(1), 0).ry(scaledData(0, 2), 0).rz(parameter(2), 0)),
    );
  });

  test('the caller says which are features', () => {
    const read = fromOpenQasm(program, { features: ['a', 'x2'] });
    expect(read.inputs.map(({ kind, index }) => [kind, index])).toEqual([
      ['parameter', 1],
      ['parameter', 0],
      ['feature', 1],
      ['feature', 0],
    ]);
    const error = refusal(() => fromOpenQasm(program, { features: ['x2', 'aa'] }));
    expect([error.code, error.message]).toEqual(['config', expect.stringContaining('Did you mean "a"?')]);
  });
});

describe('phases under a control', () => {
  const [theta, phi, lambda] = [0.7, -1.3, 2.9];
  const c = Math.cos(theta / 2);
  const s = Math.sin(theta / 2);
  const u = (angle: number): Matrix => {
    const part = (size: number, turn: number): [number, number] => [
      size * Math.cos(turn + angle),
      size * Math.sin(turn + angle),
    ];
    return [
      [part(c, 0), part(-s, lambda)],
      [part(s, phi), part(c, phi + lambda)],
    ];
  };
  const under = (matrix: Matrix): Matrix =>
    [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i > 1 && j > 1 ? matrix[i - 2][j - 2] : [i === j ? 1 : 0, 0])));

  test.each([
    ['U', theta / 2],
    ['u3', -(phi + lambda) / 2],
  ])('%s of OpenQASM 3 has the phase that its definition says', (name, phase) => {
    const text = three('qubit[2] q;', `ctrl @ ${name}(${theta}, ${phi}, ${lambda}) q[0], q[1];`);
    expect(distance(denseUnitary(fromOpenQasm(text).circuit), under(u(phase)))).toBeLessThan(1e-15);
  });

  test('cu has its fourth angle as a phase and not more', () => {
    const text = three('qubit[2] q;', `cu(${theta}, ${phi}, ${lambda}, 0.4) q[0], q[1];`);
    expect(distance(denseUnitary(fromOpenQasm(text).circuit), under(u(0.4)))).toBeLessThan(1e-15);
  });

  test('the phase of the whole is no gate', () => {
    expect(operationsOf(three('qubit q;', 'gphase(0.3);', 'id q;'))).toEqual([]);
  });

  test('a phase of controls that want 0', () => {
    const read = fromOpenQasm(three('qubit[2] q;', 'negctrl(2) @ gphase(0.3) q[0], q[1];')).circuit;
    const expected = [0, 1, 2, 3].map((i) =>
      [0, 1, 2, 3].map((j): [number, number] => (i !== j ? [0, 0] : i === 0 ? [Math.cos(0.3), Math.sin(0.3)] : [1, 0])),
    );
    expect(distance(denseUnitary(read), expected)).toBeLessThan(1e-15);
  });
});

describe('definitions', () => {
  test('inverse, powers and controls go inside', () => {
    const text = three(
      'gate g(a) p, q { ctrl @ rx(a/2) p, q; inv @ pow(2) @ s q; }',
      'qubit[3] q;',
      'ctrl @ inv @ g(0.8) q[2], q[0], q[1];',
    );
    const by = [
      { qubit: 2, value: 1 },
      { qubit: 0, value: 1 },
    ] as const;
    expect(operationsOf(text)).toEqual(
      circuit(3)
        .gate('s', [1], { controls: [by[0]] })
        .gate('s', [1], { controls: [by[0]] })
        .gate('rx', [1], { angle: -0.4, controls: by }).operations,
    );
  });

  test('a definition of the table is its gate, and another of that name is what it says', () => {
    const call = ['qubit[2] q;', 'rzz(0.3) q[0], q[1];'];
    const known = 'gate rzz(t) a, b { cx a, b; rz(t) b; cx a, b; }';
    expect(operationsOf(three(known, ...call))).toEqual(circuit(2).rzz(0.3, 0, 1).operations);
    expect(operationsOf(three(...call))).toEqual(circuit(2).rzz(0.3, 0, 1).operations);
    const other = known.replace('rz(t) b', 'rz(2*t) b');
    expect(operationsOf(three(other, ...call))).toEqual(circuit(2).cx(0, 1).rz(0.6, 1).cx(0, 1).operations);
    const mine = 'gate cx a, b { ctrl @ y a, b; }';
    expect(operationsOf(three(mine, known, ...call)).map((one) => one.kind === 'gate' && one.gate)).toEqual([
      'y',
      'rz',
      'y',
    ]);
  });

  test('what doubles itself is counted, not expanded', () => {
    const doubling = (levels: number): string[] =>
      Array.from({ length: levels }, (_, k) => `gate g${k + 1} q { g${k} q; g${k} q; }`);
    const bomb = three('gate g0 q { x q; }', ...doubling(60), 'qubit q;', 'g60 q;');
    expect(refusal(() => fromOpenQasm(bomb)).message).toMatch(/^Line 65, column 1: The program comes to \d+.* steps/);
    const idle = three('gate g0 q { }', ...doubling(60), 'qubit q;', 'g60 q;');
    expect(refusal(() => fromOpenQasm(idle)).message).toContain('steps');
    const powers = three('qubit q;', 'pow(1000000) @ pow(1000000) @ id q;');
    expect(refusal(() => fromOpenQasm(powers)).message).toContain('steps');
    const deep = three('gate g0 q { x q; }', ...Array.from({ length: 120 }, (_, k) => `gate g${k + 1} q { g${k} q; }`));
    expect(refusal(() => fromOpenQasm(deep)).message).toContain('101 definitions deep; the limit is 100.');
    expect(operationsOf(three('gate g0 q { x q; }', ...doubling(10), 'qubit q;', 'g10 q;')).length).toBe(1024);
  });
});

describe('measurements', () => {
  test('bits follow what is measured into them, and a second measurement of a qubit is the first', () => {
    const read = fromOpenQasm(
      three(
        'qubit[2] q;',
        'bit[2] c;',
        'bit d = measure q[0];',
        'c = measure q;',
        'c[0] = measure q[1];',
        'measure q[0];',
      ),
    );
    expect(read.circuit.operations).toEqual(circuit(2).measure(0).measure(1).operations);
    expect(read.bits).toEqual([
      { name: 'c[0]', qubit: 1 },
      { name: 'c[1]', qubit: 1 },
      { name: 'd', qubit: 0 },
    ]);
    expect(read.qubits).toEqual(['q[0]', 'q[1]']);
  });

  test('conditions in all their forms', () => {
    const lines = ['qubit[3] q;', 'bit[2] c = "00";', 'c[1] = measure q[0];'];
    const x = (value: 0 | 1) =>
      circuit(3)
        .measure(0)
        .when(0, value, (b) => b.x(2)).operations;
    const said = (condition: string) => operationsOf(three(...lines, `if (${condition}) x q[2];`));
    for (const one of [
      'c[1]',
      'c[1] == 1',
      'c[1] == true',
      '!(c[1] != 1)',
      'c == 2',
      '!c[0] && c[1]',
      'c[1] && c[1] == "1"',
    ]) {
      expect(said(one)).toEqual(x(1));
    }
    for (const one of ['!c[1]', 'c[1] == false', 'c == 0', 'c == "00"']) expect(said(one)).toEqual(x(0));
    for (const never of ['c == 1', 'c[0]', 'c[1] && !c[1]'])
      expect(said(never)).toEqual(circuit(3).measure(0).operations);
    expect(operationsOf(three(...lines, 'if (c[1]) { x q[2]; } else if (c[0]) { y q[2]; } else z q[1];'))).toEqual(
      circuit(3)
        .measure(0)
        .when(0, 1, (b) => b.x(2))
        .when(0, 0, (b) => b.z(1)).operations,
    );
  });

  test('barriers and resets of fresh qubits are nothing', () => {
    const text = three('qubit[2] q;', 'reset q;', 'barrier;', 'x q[0];', 'barrier q[0], q;', 'reset q[1];');
    expect(operationsOf(text)).toEqual(circuit(2).x(0).operations);
  });
});

test('a state by a program without header or version', () => {
  const { circuit: read, version } = fromOpenQasm('// U alone\n/* and\n lines */ qubit a;\r\nqubit b; U(pi, 0, pi) b;');
  expect([version, read.qubits]).toEqual(['3.0', 2]);
  const state = denseRun(read, [], [], basisState(0, 2));
  expect(Math.hypot(...state[1])).toBeCloseTo(1, 14);
});
