import { describe, expect, test } from 'vitest';
import { type CircuitBuilder, circuit } from '../../src/circuit/builder.js';
import { drawCircuit } from '../../src/circuit/draw.js';
import { gateNames, gates, isGateName, type RecipeStep } from '../../src/circuit/gates.js';
import { toOpenQasm3 } from '../../src/circuit/open-qasm.js';
import {
  add,
  applyMatrix,
  basisState,
  type Complex,
  denseUnitary,
  distance,
  gateMatrix,
  identity,
  type Matrix,
  product,
  times,
} from '../oracle/dense.js';

const angles = [0.7, -2.3, Math.PI, 5];

/** The sum of two matrices, the second one times a number. */
function plus(a: Matrix, b: Matrix, factor: Complex): Matrix {
  return a.map((row, i) => row.map((entry, j) => add(entry, times(factor, b[i][j]))));
}

/** exp(-i angle G / 2) by its series. */
function exponential(generator: Matrix, angle: number): Matrix {
  let term: Matrix = identity(generator.length);
  let total = term;
  for (let n = 1; n < 60; n++) {
    const none = term.map((row) => row.map((): Complex => [0, 0]));
    term = plus(none, product(term, generator), [0, -angle / (2 * n)]);
    total = plus(total, term, [1, 0]);
  }
  return total;
}

const pauli: Record<string, Matrix> = {
  I: identity(2),
  X: gateMatrix('x', 0),
  Y: gateMatrix('y', 0),
  Z: gateMatrix('z', 0),
};

function tensor(a: Matrix, b: Matrix): Matrix {
  return a.flatMap((rowA) => b.map((rowB) => rowA.flatMap((x) => rowB.map((y) => times(x, y)))));
}

/** The product of a recipe's steps as a matrix on the gate's targets. */
function stepsMatrix(steps: readonly RecipeStep[], angle: number, targets: number): Matrix {
  return steps.reduce((total, step) => product(stepMatrix(step, angle, targets), total), identity(2 ** targets));
}

function stepMatrix(step: RecipeStep, angle: number, targets: number): Matrix {
  const columns = Array.from({ length: 2 ** targets }, (_, k) => {
    const state = basisState(k, targets);
    if (step.kind === 'hadamard') return applyMatrix(state, gateMatrix('h', 0), [step.target], [], targets);
    const bits = (qubit: number): number => (k >> (targets - 1 - qubit)) & 1;
    if (step.ones.some((qubit) => bits(qubit) === 0)) return state;
    const n = step.parity.reduce((total, qubit) => total + bits(qubit), 0) % 2 === 0 ? step.even : step.odd;
    const phase = step.kind === 'fixed' ? (2 * Math.PI * n) / 16 : (-angle * n) / 2;
    return state.map((amplitude) => times(amplitude, [Math.cos(phase), Math.sin(phase)]));
  });
  return columns.map((_, i) => columns.map((column) => column[i]));
}

function inverted(steps: readonly RecipeStep[]): RecipeStep[] {
  return steps
    .map((step) => (step.kind === 'hadamard' ? step : { ...step, even: -step.even, odd: -step.odd }))
    .reverse();
}

test('the table holds these gates', () => {
  const fixed = ['h', 'x', 'y', 'z', 's', 'sdg', 't', 'tdg', 'sx', 'sxdg'];
  expect(gateNames).toEqual([...fixed, 'rx', 'ry', 'rz', 'phase', 'swap', 'rxx', 'ryy', 'rzz']);
  expect(isGateName('rx')).toBe(true);
  for (const word of ['cx', 'toString', '', 3, null]) expect(isGateName(word)).toBe(false);
});

describe.each(gateNames)('%s', (name) => {
  const gate = gates[name];
  const some = gate.hasAngle ? angles : [0];

  test('is filed under its own name', () => {
    expect(gate.name).toBe(name);
  });

  test('has the matrix that the oracle has', () => {
    for (const angle of some) {
      const matrix = gate.matrix(Math.cos(angle / 2), Math.sin(angle / 2));
      expect(distance(matrix, gateMatrix(name, angle))).toBeLessThan(1e-15);
      expect(matrix.length).toBe(2 ** gate.targets);
    }
  });

  test('is undone by its inverse', () => {
    for (const angle of some) {
      const undone = product(gateMatrix(gate.inverse, -angle), gateMatrix(name, angle));
      expect(distance(undone, identity(2 ** gate.targets))).toBeLessThan(1e-15);
    }
    expect(gates[gate.inverse].inverse).toBe(name);
  });

  test('is the exponential of its generator, which only gates with an angle have', () => {
    expect(gate.generator !== null).toBe(gate.hasAngle);
    if (gate.generator === null) return;
    const zero = gateMatrix(name, 0).map((row) => row.map((): Complex => [0, 0]));
    const generator = gate.generator.reduce((total, { coefficient, pauli: letters }) => {
      expect(letters.length).toBe(gate.targets);
      return plus(total, [...letters].map((letter) => pauli[letter]).reduce(tensor), [coefficient, 0]);
    }, zero as Matrix);
    for (const angle of angles) {
      expect(distance(exponential(generator, angle), gateMatrix(name, angle))).toBeLessThan(1e-12);
    }
  });

  test('has a recipe that gives its matrix, with and without the core', () => {
    const { frame, core, bare } = gate.recipe;
    for (const angle of some) {
      const matrix = gateMatrix(name, angle);
      const steps = [...frame, core, ...inverted(frame)];
      expect(distance(stepsMatrix(steps, angle, gate.targets), matrix)).toBeLessThan(1e-15);
      if (bare !== null) expect(distance(stepsMatrix(bare, angle, gate.targets), matrix)).toBeLessThan(1e-15);
    }
    expect(core.kind === 'turning').toBe(gate.hasAngle);
    const idle = stepsMatrix([...frame, ...inverted(frame)], 0, gate.targets);
    expect(distance(idle, identity(2 ** gate.targets))).toBeLessThan(1e-15);
  });

  test('has a symbol a target, a name in OpenQASM and a line of help', () => {
    expect(gate.symbols.length).toBe(gate.targets);
    expect(gate.controlledSymbols.length).toBe(gate.targets);
    expect(gate.help).toMatch(/^[A-Z].*\.$/);
    const targets = gate.targets === 1 ? [0] : [0, 1];
    const angle = gate.hasAngle ? 0.7 : undefined;
    const one = circuit(2).gate(name, targets, { angle });
    for (const symbol of gate.symbols) expect(drawCircuit(one)).toContain(symbol);
    const call = `${gate.qasm}${gate.hasAngle ? '(0.7)' : ''} ${targets.map((qubit) => `q[${qubit}]`).join(', ')};`;
    expect(toOpenQasm3(one)).toContain(`\n${call}\n`);
    expect(toOpenQasm3(one).includes(`\n${gate.qasmDefinition}\n`)).toBe(gate.qasmDefinition !== null);
    expect(gate.qasmDefinition?.split(/[ (]/)[1] ?? gate.qasm).toBe(gate.qasm);
  });
});

test('the definitions in OpenQASM are the gates', () => {
  expect(gates.sxdg.qasmDefinition).toBe('gate sxdg a { h a; sdg a; h a; }');
  expect(distance(denseUnitary(circuit(1).h(0).sdg(0).h(0)), gateMatrix('sxdg', 0))).toBeLessThan(1e-15);

  const turned = (b: CircuitBuilder): CircuitBuilder => b.cx(0, 1).rz(0.7, 1).cx(0, 1);
  expect(gates.rzz.qasmDefinition).toBe('gate rzz(t) a, b { cx a, b; rz(t) b; cx a, b; }');
  expect(distance(denseUnitary(turned(circuit(2))), gateMatrix('rzz', 0.7))).toBeLessThan(1e-15);

  expect(gates.rxx.qasmDefinition).toBe('gate rxx(t) a, b { h a; h b; cx a, b; rz(t) b; cx a, b; h a; h b; }');
  const xx = turned(circuit(2).h(0).h(1)).h(0).h(1);
  expect(distance(denseUnitary(xx), gateMatrix('rxx', 0.7))).toBeLessThan(1e-15);

  expect(gates.ryy.qasmDefinition).toBe(
    'gate ryy(t) a, b { sdg a; sdg b; h a; h b; cx a, b; rz(t) b; cx a, b; h a; h b; s a; s b; }',
  );
  const yy = turned(circuit(2).sdg(0).sdg(1).h(0).h(1)).h(0).h(1).s(0).s(1);
  expect(distance(denseUnitary(yy), gateMatrix('ryy', 0.7))).toBeLessThan(1e-15);
});
