import { describe, expect, test } from 'vitest';
import { data, dataProduct, parameter, scaledData } from '../../src/circuit/angle.js';
import { type CircuitBuilder, circuit } from '../../src/circuit/builder.js';
import { drawCircuit } from '../../src/circuit/draw.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';
import { aCircuit } from './random-circuit.js';

/** Lines as a drawing. */
const drawing = (...lines: string[]): string => lines.join('\n');

test('a Bell pair', () => {
  expect(drawCircuit(circuit(2).h(0).cx(0, 1))).toBe(
    drawing(
      'q0 ─H─●─', //
      '      │',
      'q1 ───⊕─',
    ),
  );
});

test('wires alone', () => {
  expect(drawCircuit(circuit(2))).toBe(drawing('q0 ─', 'q1 ─'));
});

test('gates on different qubits share a column', () => {
  expect(drawCircuit(circuit(2).h(0).tdg(1).x(0).sdg(0).y(1))).toBe(
    drawing(
      'q0 ─H──X─S†─', //
      'q1 ─T†─Y────',
    ),
  );
});

test('angles: multiples of pi, numbers, parameters, features, products', () => {
  const factor = (feature: number) => ({ feature, offset: Math.PI, slope: -1 });
  const built = circuit(1)
    .rx(-Math.PI / 4, 0)
    .ry(0.123456, 0)
    .rz(parameter(12), 0)
    .phase(data(3), 0)
    .rx(dataProduct(0.5, factor(0), factor(1)), 0);
  expect(drawCircuit(built)).toBe('q0 ─RX(-π/4)─RY(0.1235)─RZ(θ12)─P(x3)─RX(0.5(π-x0)(π-x1))─');
});

test('an angle shows its scale and offset, or the number that they make of a given parameter', () => {
  const built = circuit(1).rx(parameter(0, { scale: -0.5, offset: Math.PI }), 0);
  expect(drawCircuit(built)).toBe('q0 ─RX(π-0.5θ0)─');
  expect(drawCircuit(built, { parameters: [Math.PI] })).toBe('q0 ─RX(π/2)─');
});

test('a scaled angle shows its parameter in front of the features, or the number', () => {
  const built = circuit(1).ry(scaledData(0, 3), 0);
  expect(drawCircuit(built)).toBe('q0 ─RY(θ0x3)─');
  expect(drawCircuit(built, { parameters: [0.5] })).toBe('q0 ─RY(0.5x3)─');
});

test('given parameters stand in place of their names', () => {
  const built = circuit(1).rx(parameter(0), 0).ry(parameter(1), 0);
  expect(drawCircuit(built, { parameters: [Math.PI / 2, 1.23456] })).toBe('q0 ─RX(π/2)─RY(1.235)─');
});

test('controls of both values, and lines that pass other wires', () => {
  const guards = [
    { qubit: 1, value: 0 },
    { qubit: 4, value: 1 },
  ] as const;
  const built = circuit(5)
    .swap(0, 2)
    .controlled(guards, (b) => b.swap(0, 2).rzz(Math.PI / 4, 0, 3))
    .cx(3, 0)
    .y(1)
    .cz(1, 0);
  expect(drawCircuit(built)).toBe(
    drawing(
      'q0 ─×─×─ZZ(π/4)─⊕───●─',
      '    │ │    │    │   │',
      'q1 ─┼─○────○────┼─Y─●─',
      '    │ │    │    │',
      'q2 ─×─×────┼────┼─────',
      '      │    │    │',
      'q3 ───┼───ZZ────●─────',
      '      │    │',
      'q4 ───●────●──────────',
    ),
  );
});

test('a measured wire is double, and so is the line of a condition', () => {
  const built = circuit(3)
    .measure(0)
    .when(0, 1, (b) => b.rz(parameter(0), 2))
    .when(0, 0, (b) => b.controlled([{ qubit: 1, value: 1 }], (c) => c.x(2)))
    .cx(1, 2)
    .measure(2);
  expect(drawCircuit(built)).toBe(
    drawing('q0 ─M═══●════○═════', '        ║    ║', 'q1 ─────╫────●─●───', '        ║    ║ │', 'q2 ───RZ(θ0)─⊕─⊕─M═'),
  );
});

test('lines that cross a measured wire', () => {
  const built = circuit(4)
    .measure(1)
    .cz(0, 2)
    .measure(0)
    .when(0, 1, (b) => b.h(3));
  expect(drawCircuit(built)).toBe(
    drawing(
      'q0 ───●─M═●═',
      '      │   ║',
      'q1 ─M═╪═══╬═',
      '      │   ║',
      'q2 ───●───╫─',
      '          ║',
      'q3 ───────H─',
    ),
  );
});

test('names of wires line up from q10 on', () => {
  const lines = drawCircuit(circuit(11).h(0).h(10)).split('\n');
  expect([lines[0], lines[9], lines[10]]).toEqual(['q0  ─H─', 'q9  ───', 'q10 ─H─']);
});

/** One QCNN pool and a block before it. */
function pooled(): CircuitBuilder {
  return circuit(2)
    .h(0)
    .h(1)
    .cz(0, 1)
    .rx(parameter(0), 0)
    .rx(parameter(1), 1)
    .measure(0)
    .when(0, 0, (b) => b.rz(parameter(2), 1))
    .when(0, 1, (b) => b.rz(parameter(3), 1))
    .when(0, 0, (b) => b.rx(parameter(4), 1))
    .when(0, 1, (b) => b.rx(parameter(5), 1))
    .measure(1);
}

describe('width', () => {
  test('a long circuit goes on below', () => {
    expect(drawCircuit(pooled())).toBe(
      drawing(
        'q0 ─H─●─RX(θ0)─M═══○══════●══════○══════●══════',
        '      │            ║      ║      ║      ║',
        'q1 ─H─●─RX(θ1)───RZ(θ2)─RZ(θ3)─RX(θ4)─RX(θ5)─M═',
      ),
    );
    expect(drawCircuit(pooled(), { width: 30 })).toBe(
      drawing(
        'q0 ─H─●─RX(θ0)─M═══○════',
        '      │            ║',
        'q1 ─H─●─RX(θ1)───RZ(θ2)─',
        '',
        'q0 ═══●══════○══════●══════',
        '      ║      ║      ║',
        'q1 ─RZ(θ3)─RX(θ4)─RX(θ5)─M═',
      ),
    );
  });

  test('no line is wider than asked, and unwrapped pieces join to the whole', () => {
    fc.assert(
      fc.property(aCircuit({ maxQubits: 4, maxOperations: 14 }), fc.integer({ min: 80, max: 160 }), (random, width) => {
        const whole = drawCircuit(random.circuit, { width: 100_000 }).split('\n');
        const blocks = drawCircuit(random.circuit, { width })
          .split('\n\n')
          .map((block) => block.split('\n'));
        for (const line of blocks.flat()) expect(line.length).toBeLessThanOrEqual(width);
        for (let qubit = 0; qubit < random.circuit.qubits; qubit++) {
          const name = `q${qubit} `;
          const pieces = blocks.map((lines) => lines.find((line) => line.startsWith(name)) ?? '');
          // Every piece but the last ends with one character of bare wire.
          const joined = pieces
            .map((piece, k) => piece.slice(name.length, k < pieces.length - 1 ? -1 : undefined))
            .join('');
          expect(name + joined).toBe(whole.find((line) => line.startsWith(name)));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a gate that is wider than the width still stands on a line of its own', () => {
    expect(drawCircuit(circuit(1).h(0).rx(parameter(0), 0).h(0), { width: 5 })).toBe(
      drawing('q0 ─H─', '', 'q0 ─RX(θ0)─', '', 'q0 ─H─'),
    );
  });
});

describe('bad input', () => {
  test.each([0, -5, 2.5, Number.NaN])('a width of %d', (width) => {
    const error = refusal(() => drawCircuit(circuit(1), { width }));
    expect(error.code).toBe('range');
    expect(error.message).toContain(`width of a drawing is ${width}`);
  });

  test('too few parameters, a broken circuit', () => {
    expect(refusal(() => drawCircuit(pooled(), { parameters: [1] })).code).toBe('shape');
    const { operations } = pooled();
    expect(refusal(() => drawCircuit({ qubits: 1, operations, parameters: 6, features: 0 })).code).toBe('range');
  });
});

test('noise is a short mark, told below; with its values where a channel comes with several', () => {
  const built = circuit(2)
    .h(0)
    .depolarizing(0.1, 0)
    .depolarizing(0.2, 1)
    .bitFlip(Math.PI / 4, 0)
    .measure(0)
    .when(0, 1, (b) => b.x(1).pauli([0.1, 0, 1 / 3], 1));
  expect(drawCircuit(built)).toBe(
    drawing(
      'q0 ────H─────~DP(0.1)─~BF─M═●══●══',
      '                            ║  ║',
      'q1 ─~DP(0.2)────────────────⊕─~PC─',
      '',
      '~BF: bitFlip, p 0.7854',
      '~PC: pauli, pX 0.1, pY 0, pZ 0.3333',
    ),
  );
  const thermal = circuit(1).thermal({ t1: 1e-3, t2: 5e-4, time: 1e-7 }, 0);
  expect(drawCircuit(thermal)).toBe(drawing('q0 ─~TH─', '', '~TH: thermal, t1 0.001 s, t2 0.0005 s, time 1e-7 s'));
});
