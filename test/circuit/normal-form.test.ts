import { describe, expect, test } from 'vitest';
import { constant, data, parameter } from '../../src/circuit/angle.js';
import { type CircuitBuilder, circuit } from '../../src/circuit/builder.js';
import type { Control } from '../../src/circuit/circuit.js';
import { gateNames, gates } from '../../src/circuit/gates.js';
import { invertNormalForm, type Layer, type NormalForm, normalForm } from '../../src/circuit/normal-form.js';
import { adjoint, denseBranches, denseUnitary, distance, identity, product } from '../oracle/dense.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';
import { normalFormUnitary, runNormalForm } from './dense-normal-form.js';
import { aCircuit, aState } from './random-circuit.js';

/** All ordered choices of `count` different entries. */
function choices(from: readonly number[], count: number): number[][] {
  if (count === 0) return [[]];
  return from.flatMap((first) =>
    choices(
      from.filter((entry) => entry !== first),
      count - 1,
    ).map((rest) => [first, ...rest]),
  );
}

/** All sets of controls on the given qubits, every value. */
function controlSets(free: readonly number[]): Control[][] {
  return free.reduce<Control[][]>(
    (sets, qubit) =>
      sets.flatMap((set) => [set, [...set, { qubit, value: 0 } as Control], [...set, { qubit, value: 1 } as Control]]),
    [[]],
  );
}

const alternates = (form: NormalForm): boolean =>
  form.layers.every((layer, k) => k === 0 || layer.kind !== form.layers[k - 1].kind);

describe.each(gateNames)('normalForm of %s', (name) => {
  const gate = gates[name];

  test('is the gate, global phase included, in every placement on up to 4 qubits with every choice of controls', () => {
    for (let qubits = gate.targets; qubits <= 4; qubits++) {
      const all = Array.from({ length: qubits }, (_, q) => q);
      for (const targets of choices(all, gate.targets)) {
        for (const controls of controlSets(all.filter((qubit) => !targets.includes(qubit)))) {
          const angle = gate.hasAngle ? 0.7 : undefined;
          const one = circuit(qubits).gate(name, targets, { angle, controls });
          const gap = distance(normalFormUnitary(normalForm(one)), denseUnitary(one));
          expect(gap, JSON.stringify({ qubits, targets, controls })).toBeLessThan(1e-12);
        }
      }
    }
  });

  test('turns a condition into a control', () => {
    const targets = gate.targets === 1 ? [1] : [1, 2];
    const angle = gate.hasAngle ? parameter(0) : undefined;
    for (const value of [0, 1] as const) {
      const conditioned = circuit(3)
        .measure(0)
        .gate(name, targets, { angle, conditions: [{ qubit: 0, value }] });
      const controlled = circuit(3).gate(name, targets, { angle, controls: [{ qubit: 0, value }] });
      expect(normalForm(conditioned)).toEqual(normalForm(controlled));
    }
  });
});

describe('an angle offset + scale theta', () => {
  const layersOf = (built: CircuitBuilder) => normalForm(built).layers;
  const term = { parity: [0], controls: [] };

  test('is a term of theta with the scale in its numbers, and a constant term', () => {
    expect(layersOf(circuit(1).rz(parameter(0, { scale: -0.5, offset: 0.3 }), 0))).toEqual([
      {
        kind: 'diagonal',
        terms: [
          { ...term, angle: parameter(0), even: -0.5, odd: 0.5 },
          { ...term, angle: constant(0.3), even: 1, odd: -1 },
        ],
        fixed: [],
      },
    ]);
  });

  test('meets the same parameter: scales add, and vanish where they cancel', () => {
    const twice = circuit(1)
      .rz(parameter(0, { scale: 2 }), 0)
      .rz(parameter(0), 0);
    expect(layersOf(twice)).toEqual(layersOf(circuit(1).rz(parameter(0, { scale: 3 }), 0)));
    const undone = circuit(1)
      .ry(parameter(0), 0)
      .ry(parameter(0, { scale: -1 }), 0);
    expect(layersOf(undone)).toEqual([]);
  });

  test('without scale and offset is what it always was, in the same bits', () => {
    const plain = circuit(2).ry(parameter(0), 0).cx(0, 1).phase(parameter(1), 1);
    const told = circuit(2)
      .ry(parameter(0, { scale: 1, offset: 0 }), 0)
      .cx(0, 1)
      .phase({ kind: 'parameter', index: 1, scale: 1, offset: 0 }, 1);
    expect(normalForm(told)).toEqual(normalForm(plain));
  });
});

describe('normalForm', () => {
  test('equals the dense simulator on random circuits, and alternates', () => {
    fc.assert(
      fc.property(aCircuit({ maxQubits: 4, maxOperations: 14 }), ({ circuit: random, parameters, features }) => {
        const form = normalForm(random);
        expect(alternates(form)).toBe(true);
        const gap = distance(normalFormUnitary(form, parameters, features), denseUnitary(random, parameters, features));
        expect(gap).toBeLessThan(1e-12);
      }),
      { numRuns: 150 },
    );
  });

  test('keeps the outcome probabilities of measurements that really project', () => {
    fc.assert(
      fc.property(aCircuit({ maxQubits: 3, maxOperations: 12 }), aState(3), (random, state) => {
        const { circuit: three, parameters, features } = random;
        const start = state.slice(0, 2 ** three.qubits);
        const branches = denseBranches(three, parameters, features, start);
        const deferred = runNormalForm(normalForm(three), parameters, features, start);
        deferred.forEach(([re, im], k) => {
          const projected = branches.reduce((total, { state: s }) => total + s[k][0] ** 2 + s[k][1] ** 2, 0);
          expect(re * re + im * im).toBeCloseTo(projected, 11);
        });
      }),
      { numRuns: 60 },
    );
  });
});

/** One conv layer on a ring of four: each block is H, H, CZ, RX, RX, and a qubit's two blocks share its angle. */
function convLayer(from: CircuitBuilder, first: number): CircuitBuilder {
  const blocks = [
    [0, 1],
    [2, 3],
    [1, 2],
    [3, 0],
  ];
  return blocks.reduce(
    (now, [a, b]) =>
      now
        .h(a)
        .h(b)
        .cz(a, b)
        .rx(parameter(first + a), a)
        .rx(parameter(first + b), b),
    from,
  );
}

const convStack = (count: number): CircuitBuilder =>
  Array.from({ length: count }, (_, layer) => 4 * layer).reduce(convLayer, circuit(4));

const hadamard = (...qubits: number[]): Layer => ({ kind: 'hadamard', qubits });
const fixed = (parity: number[], even: number, odd: number, controls: Control[] = []): Layer => ({
  kind: 'diagonal',
  terms: [],
  fixed: [{ parity, controls, even, odd }],
});

describe('compression', () => {
  test('a conv layer in a stack is two diagonals and two Hadamard layers', () => {
    for (const count of [1, 2, 10]) {
      const { layers } = normalForm(convStack(count));
      // The last rotations need one diagonal more, and the stack ends with Hadamards.
      expect(layers.length).toBe(4 * count + 3);
      for (const layer of layers) {
        if (layer.kind === 'hadamard') expect(layer.qubits).toEqual([0, 1, 2, 3]);
      }
      const sizes = layers.flatMap((layer) =>
        layer.kind === 'diagonal' ? [[layer.fixed.length, layer.terms.length]] : [],
      );
      expect(sizes).toEqual([[2, 0], ...Array.from({ length: 2 * count - 1 }, () => [2, 4]), [0, 4]]);
    }
  });

  test('the inverse right after a circuit leaves nothing of the gates without angles', () => {
    const built = circuit(3)
      .h(0)
      .cx(0, 1)
      .swap(1, 2)
      .s(0)
      .t(1)
      .y(2)
      .controlled([{ qubit: 2, value: 0 }], (b) => b.h(1));
    const undone = built
      .controlled([{ qubit: 2, value: 0 }], (b) => b.h(1))
      .y(2)
      .tdg(1)
      .sdg(0)
      .swap(1, 2)
      .cx(0, 1)
      .h(0);
    expect(normalForm(built).layers.length).toBeGreaterThan(5);
    expect(normalForm(undone).layers).toEqual([]);
  });

  test.each<[string, CircuitBuilder, Layer[]]>([
    ['nothing', circuit(2), []],
    ['measurements', circuit(2).measure(0).measure(1), []],
    ['h h', circuit(1).h(0).h(0), []],
    ['h h h', circuit(1).h(0).h(0).h(0), [hadamard(0)]],
    ['h on all', circuit(3).h(2).h(0).h(1), [hadamard(0, 1, 2)]],
    ['z', circuit(2).z(1), [fixed([1], 0, 8)]],
    ['s s', circuit(1).s(0).s(0), [fixed([0], 0, 8)]],
    ['s sdg', circuit(1).s(0).sdg(0), []],
    ['t', circuit(1).t(0), [fixed([0], 0, 2)]],
    ['x', circuit(1).x(0), [hadamard(0), fixed([0], 0, 8), hadamard(0)]],
    ['cz', circuit(2).cz(0, 1), [fixed([1], 0, 8, [{ qubit: 0, value: 1 }])]],
    ['cz the other way', circuit(2).cz(1, 0), [fixed([1], 0, 8, [{ qubit: 0, value: 1 }])]],
    ['cz both ways', circuit(2).cz(0, 1).cz(1, 0), []],
    ['h z h on another qubit than h', circuit(2).h(0).z(1).h(0), [fixed([1], 0, 8)]],
    ['z, h, z', circuit(1).z(0).h(0).z(0), [fixed([0], 0, 8), hadamard(0), fixed([0], 0, 8)]],
    [
      'a control of value 0',
      circuit(2).gate('z', [0], { controls: [{ qubit: 1, value: 0 }] }),
      [fixed([0], 0, 8, [{ qubit: 1, value: 0 }])],
    ],
  ])('%s', (_, built, layers) => {
    expect(normalForm(built).layers).toEqual(layers);
  });
});

describe('terms with angles', () => {
  const termsOf = (built: CircuitBuilder) =>
    normalForm(built).layers.map((layer) => (layer.kind === 'diagonal' ? layer.terms : layer.qubits));
  const theta = parameter(0);
  const one = { qubit: 0, value: 1 } as const;

  test('rz turns by +1 and -1, phase by 0 and -2, rzz by the parity', () => {
    expect(termsOf(circuit(1).rz(theta, 0))).toEqual([[{ angle: theta, parity: [0], controls: [], even: 1, odd: -1 }]]);
    expect(termsOf(circuit(1).phase(theta, 0))).toEqual([
      [{ angle: theta, parity: [0], controls: [], even: 0, odd: -2 }],
    ]);
    expect(termsOf(circuit(3).rzz(data(1), 2, 0))).toEqual([
      [{ angle: data(1), parity: [0, 2], controls: [], even: 1, odd: -1 }],
    ]);
    expect(termsOf(circuit(2).controlled([one], (b) => b.rx(theta, 1)))).toEqual([
      [1],
      [{ angle: theta, parity: [1], controls: [one], even: 1, odd: -1 }],
      [1],
    ]);
  });

  test('one angle on one qubit twice is one term', () => {
    expect(termsOf(circuit(1).rz(theta, 0).rz(theta, 0))).toEqual([
      [{ angle: theta, parity: [0], controls: [], even: 2, odd: -2 }],
    ]);
  });

  test('different angles, or different controls, stay apart in one diagonal', () => {
    const built = circuit(2)
      .rz(theta, 1)
      .rz(parameter(1), 1)
      .rz(constant(0.5), 1)
      .rz(data(0), 1)
      .controlled([one], (b) => b.rz(theta, 1));
    expect(termsOf(built)).toEqual([
      [
        { angle: theta, parity: [1], controls: [], even: 1, odd: -1 },
        { angle: parameter(1), parity: [1], controls: [], even: 1, odd: -1 },
        { angle: constant(0.5), parity: [1], controls: [], even: 1, odd: -1 },
        { angle: data(0), parity: [1], controls: [], even: 1, odd: -1 },
        { angle: theta, parity: [1], controls: [one], even: 1, odd: -1 },
      ],
    ]);
  });

  test('the numbers of qubits, parameters and features are those of the circuit', () => {
    expect(normalForm(circuit(3, { parameters: 9, features: 4 }))).toEqual({
      qubits: 3,
      layers: [],
      parameters: 9,
      features: 4,
    });
  });
});

describe('invertNormalForm', () => {
  test('is the adjoint, and its own inverse', () => {
    fc.assert(
      fc.property(aCircuit({ maxQubits: 3, maxOperations: 12 }), ({ circuit: random, parameters, features }) => {
        const form = normalForm(random);
        const inverse = invertNormalForm(form);
        const u = normalFormUnitary(form, parameters, features);
        const v = normalFormUnitary(inverse, parameters, features);
        expect(distance(v, adjoint(u))).toBeLessThan(1e-12);
        expect(distance(product(v, u), identity(u.length))).toBeLessThan(1e-12);
        expect(invertNormalForm(inverse)).toEqual(form);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps sixteenths in 0..15 and makes no negative zero', () => {
    const built = circuit(2)
      .t(0)
      .h(0)
      .phase(parameter(0), 0)
      .gate('h', [1], { controls: [{ qubit: 0, value: 1 }] });
    for (const layer of invertNormalForm(normalForm(built)).layers) {
      if (layer.kind !== 'diagonal') continue;
      for (const { even, odd } of layer.fixed) {
        for (const n of [even, odd]) expect(Number.isInteger(n) && n >= 0 && n < 16 && !Object.is(n, -0)).toBe(true);
      }
      for (const { even } of layer.terms) expect(Object.is(even, -0)).toBe(false);
    }
  });
});

describe('bad input', () => {
  test('a plain object that is no circuit is refused', () => {
    const { operations } = circuit(2).h(1);
    const bad = refusal(() => normalForm({ qubits: 1, operations, parameters: 0, features: 0 }));
    expect(bad.code).toBe('range');
    expect(bad.message).toContain('qubit 1');
  });
});
