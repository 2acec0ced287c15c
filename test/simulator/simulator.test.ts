import { describe, expect, it } from 'vitest';
import { constant, data, dataProduct, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { JointEngine } from '../../src/engine/joint-engine.js';
import { amplitudes, expectation, expectationGradient, openSimulator, sample } from '../../src/simulator/simulator.js';
import { aCircuit } from '../circuit/random-circuit.js';
import { basisState, denseRun } from '../oracle/dense.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';
import { plainRun } from './plain-state.js';

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}

/** Conv-like layers with every kind of term that can cross from high to low qubits. */
function crossing(qubits: number, layers: number) {
  let built = circuit(qubits);
  for (let layer = 0; layer < layers; layer++) {
    for (let q = 0; q < qubits; q++) built = built.h(q).rx(parameter(q % 5), q);
    for (let q = 0; q < qubits; q++)
      built = built.cz(q, (q + 1) % qubits).rzz(parameter((q + layer) % 5), q, (q + 5) % qubits);
    for (let q = 0; q + 2 < qubits; q += 3) {
      built = built.controlled(
        [
          { qubit: q, value: 0 },
          { qubit: q + 2, value: 1 },
        ],
        (b) => b.ry(data(q % 2), q + 1),
      );
    }
    built = built
      .swap(0, qubits - 1)
      .t(layer % qubits)
      .phase(constant(0.3), qubits - 1);
  }
  return built;
}

describe('amplitudes', () => {
  it('are those of the dense simulator for any circuit', () => {
    fc.assert(
      fc.property(aCircuit({ maxQubits: 5, maxOperations: 14 }), ({ circuit: any, parameters, features }) => {
        const dense = denseRun(any, parameters, features, basisState(0, any.qubits)).flat();
        expect(largestDifference(amplitudes(any, { parameters, features }), dense)).toBeLessThan(1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it.each([1, 2, 3])('do not depend on where the low block ends (%i row bits)', (block) => {
    const built = crossing(6, 2);
    const parameters = [0.3, 1.1, -0.7, 2.2, 0.05];
    const engine = new JointEngine(built, false, block);
    engine.setAngles(parameters, Float64Array.of(0.4, -1.3));
    engine.reset();
    engine.run();
    expect(largestDifference(engine.amplitudes(), plainRun(built, parameters, [0.4, -1.3]))).toBeLessThan(1e-12);
    engine.close();
  });

  it.each([11, 12, 15])('hold in all parts of a state of %i qubits', (qubits) => {
    const built = crossing(qubits, 1);
    const parameters = [0.3, 1.1, -0.7, 2.2, 0.05];
    const features = [0.4, -1.3];
    expect(
      largestDifference(amplitudes(built, { parameters, features }), plainRun(built, parameters, features)),
    ).toBeLessThan(1e-12);
  });

  it('reach 20 qubits: a GHZ state has two of them', () => {
    let ghz = circuit(20).h(0);
    for (let q = 0; q + 1 < 20; q++) ghz = ghz.cx(q, q + 1);
    const simulator = openSimulator(ghz);
    const state = simulator.amplitudes();
    expect(state[0]).toBeCloseTo(Math.SQRT1_2, 14);
    expect(state[2 * (2 ** 20 - 1)]).toBeCloseTo(Math.SQRT1_2, 14);
    expect(simulator.expectation('X'.repeat(20))).toBeCloseTo(1, 12);
    expect(simulator.expectation(`ZZ${'I'.repeat(18)}`)).toBeCloseTo(1, 12);
    simulator.close();
  });

  it('start from a given state', () => {
    const flipped = amplitudes(circuit(2).x(1), { initial: Float64Array.of(0, 0, 0, 1, 0, 0, 0, 0) });
    expect(largestDifference(flipped, [0, 1, 0, 0, 0, 0, 0, 0])).toBeLessThan(1e-15);
  });
});

describe('expectation', () => {
  it('of Pauli strings is that of the dense state', () => {
    const paulis = ['IXY', 'YYZ', 'XIX', 'ZZZ', 'YIY', 'YYY', 'III'];
    const built = circuit(3).h(0).rx(constant(0.7), 1).cx(0, 2).ry(constant(1.3), 2).t(0).rz(constant(0.4), 1).cx(1, 0);
    const state = denseRun(built, [], [], basisState(0, 3));
    const letters: Record<string, readonly (readonly [number, number])[]> = {
      I: [
        [0, 0],
        [1, 0],
      ],
      X: [
        [1, 0],
        [0, 0],
      ],
      Y: [
        [1, 1],
        [0, 3],
      ],
      Z: [
        [0, 0],
        [1, 2],
      ],
    };
    for (const pauli of paulis) {
      // <psi|P|psi> by columns: letter -> (row, quarter turns) of each column.
      let sum = 0;
      state.forEach(([re, im], k) => {
        let row = 0;
        let turns = 0;
        [...pauli].forEach((letter, q) => {
          const bit = (k >> (2 - q)) & 1;
          const [to, quarter] = letters[letter][bit];
          row = 2 * row + to;
          turns += quarter;
        });
        const [r, i] = state[row];
        const product = [r * re + i * im, r * im - i * re];
        sum += [product[0], -product[1], -product[0], product[1]][turns % 4];
      });
      expect(expectation(built, pauli)).toBeCloseTo(sum, 13);
    }
  });
});

describe('gradient', () => {
  it('is that of central differences, for random circuits and observables', () => {
    fc.assert(
      fc.property(
        aCircuit({ maxQubits: 4, maxOperations: 12 }),
        fc.array(fc.constantFrom('I', 'X', 'Y', 'Z'), { minLength: 4, maxLength: 4 }),
        ({ circuit: any, parameters, features }, letters) => {
          const observable = [
            { coefficient: 0.7, pauli: letters.slice(0, any.qubits).join('') },
            { coefficient: -1.2, pauli: 'Z'.repeat(any.qubits) },
          ];
          const { value, gradient } = expectationGradient(any, observable, { parameters, features });
          expect(value).toBeCloseTo(expectation(any, observable, { parameters, features }), 13);
          const step = 1e-5;
          gradient.forEach((slope, i) => {
            const shifted = (by: number): number =>
              expectation(any, observable, { parameters: parameters.map((p, j) => p + (j === i ? by : 0)), features });
            expect(slope).toBeCloseTo((shifted(step) - shifted(-step)) / (2 * step), 7);
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('over a parameter that data multiply is theirs times that of the angle', () => {
    const own = circuit(1).ry(scaledData(0, 1), 0).ry(scaledData(0, 0), 0).ry(parameter(0), 0);
    const { gradient } = expectationGradient(own, 'Z', { parameters: [0.4], features: [2, -0.5] });
    expect(gradient[0]).toBeCloseTo(-2.5 * Math.sin(2.5 * 0.4), 13);
  });

  it('holds where terms cross from the high qubits', () => {
    const built = crossing(6, 2);
    const parameters = [0.3, 1.1, -0.7, 2.2, 0.05];
    const terms = [{ coefficient: 1, pauli: { x: 0b100001, z: 0b000111, phase: 1 } }];
    const run = (block: number): Float64Array => {
      const engine = new JointEngine(built, true, block);
      engine.setAngles(parameters, Float64Array.of(0.4, -1.3));
      engine.reset();
      engine.run();
      const gradient = engine.gradient(terms);
      // Undone step by step, the state is the one before the run.
      expect(engine.amplitudes()[0]).toBeCloseTo(1, 12);
      engine.close();
      return gradient;
    };
    const whole = run(9);
    expect(Math.max(...whole.map(Math.abs))).toBeGreaterThan(0.01);
    for (const block of [1, 2, 3]) expect(largestDifference(run(block), whole)).toBeLessThan(1e-12);
  });
});

describe('samples', () => {
  it('follow the probabilities and the seed', () => {
    const built = circuit(3).ry(constant(1.1), 0).cx(0, 1).h(2);
    const shots = 40_000;
    const simulator = openSimulator(built);
    const probabilities = simulator.probabilities();
    const states = simulator.sample(shots, 5);
    const counts = new Float64Array(8);
    for (const state of states) counts[state]++;
    probabilities.forEach((p, k) => {
      // Five standard deviations of a binomial count.
      expect(Math.abs(counts[k] - p * shots)).toBeLessThanOrEqual(5 * Math.sqrt(shots * p * (1 - p)) + 1e-9);
    });
    expect(simulator.sample(50, 5)).toEqual(states.slice(0, 50));
    expect(simulator.sample(50, 6)).not.toEqual(states.slice(0, 50));
    simulator.close();
  });

  it('of a measured qubit agree with what its outcome conditioned', () => {
    const built = circuit(2)
      .h(0)
      .measure(0)
      .when(0, 1, (b) => b.x(1));
    expect(new Set(sample(built, 200, 1))).toEqual(new Set([0b00, 0b11]));
  });
});

describe('bad input', () => {
  const built = circuit(2).rx(parameter(0), 0).rz(data(0), 1);
  it.each([
    ['too few parameters', () => amplitudes(built, { features: [1] }), 'shape'],
    ['too many features', () => amplitudes(built, { parameters: [1], features: [1, 2] }), 'shape'],
    [
      'a parameter that is not finite',
      () => amplitudes(built, { parameters: [Number.NaN], features: [1] }),
      'not-finite',
    ],
    ['a Pauli string of another length', () => expectation(built, 'Z', { parameters: [1], features: [1] }), 'shape'],
    ['an unknown Pauli', () => expectation(built, 'ZQ', { parameters: [1], features: [1] }), 'circuit'],
    ['a negative number of shots', () => sample(built, -1, 0, { parameters: [1], features: [1] }), 'range'],
    ['a state of another norm', () => amplitudes(circuit(1), { initial: Float64Array.of(1, 0, 1, 0) }), 'range'],
    [
      'more qubits than a state may have',
      () => amplitudes({ qubits: 25, operations: [], parameters: 0, features: 0 }),
      'memory',
    ],
  ])('%s is refused', (_, act, code) => {
    expect(refusal(act).code).toBe(code);
  });

  it('a closed simulator refuses every call, and to be closed twice is no mistake', () => {
    const simulator = openSimulator(circuit(1));
    simulator.close();
    simulator.close();
    for (const call of [
      () => simulator.amplitudes(),
      () => simulator.probabilities(),
      () => simulator.sample(1, 0),
      () => simulator.sample(0, 0),
      () => simulator.expectation('Z'),
      () => simulator.gradient('Z'),
      () => simulator.amplitudes({ parameters: [1] }),
    ]) {
      expect(refusal(call)).toMatchObject({ code: 'closed', message: 'This simulator is closed; open another one.' });
    }
  });

  const one = circuit(1).ry(parameter(0), 0);
  const twice = dataProduct(2, { feature: 0, offset: 0, slope: 1 });
  it.each<[string, () => unknown, string, string]>([
    [
      'a slip in the input',
      () => amplitudes(one, { params: [1] } as never),
      'config',
      'A simulation has no option "params". It takes parameters, features, initial.',
    ],
    ['parameters alone', () => amplitudes(one, [1] as never), 'config', 'not an array of 1; write { parameters: … }.'],
    ['parameters that are no list', () => amplitudes(one, { parameters: 1 as never }), 'shape', 'The parameters are 1'],
    ['a list by its length alone', () => amplitudes(one, { parameters: { length: 1 } }), 'shape', 'an object; give an'],
    ['a text as a parameter', () => amplitudes(one, { parameters: ['1'] as never }), 'not-finite', 'parameters is "1"'],
    [
      'a parameter times data beyond all use',
      () => amplitudes(circuit(1).ry(scaledData(0, twice), 0), { parameters: [1e150], features: [-1e150] }),
      'not-finite',
      'Parameter 0 = 1e+150 times data of -2e+150 gives an angle of ',
    ],
    ['a parameter beyond all use', () => amplitudes(one, { parameters: [1e200] }), 'range', 'is 1e+200; give at most'],
    [
      'one term without a list',
      () => expectation(one, { coefficient: 1, pauli: 'Z' } as never, { parameters: [1] }),
      'circuit',
      'An observable is an object; give a Pauli string such as "ZZ", or a list of terms',
    ],
    [
      'a slip in a term',
      () => expectation(one, [{ coefficent: 1, pauli: 'Z' }] as never, { parameters: [1] }),
      'circuit',
      'A term of an observable has no option "coefficent". Did you mean "coefficient"?',
    ],
    [
      'a coefficient that is a text',
      () => expectation(one, [{ coefficient: '2' as never, pauli: 'Z' }], { parameters: [1] }),
      'not-finite',
      'The coefficient of a term is "2"; give a finite number.',
    ],
    [
      'a Pauli string that is none',
      () => expectation(one, [{ coefficient: 1, pauli: 3 as never }]),
      'circuit',
      'is 3;',
    ],
    [
      'shots in words',
      () => sample(one, '10' as never, 1, { parameters: [1] }),
      'range',
      'The number of shots is "10"',
    ],
    ['shots beyond all use', () => sample(one, 2 ** 53 - 1, 1, { parameters: [1] }), 'range', '0 to 10000000'],
    ['no circuit', () => openSimulator('h' as never), 'circuit', '"h" is no circuit; make one with circuit()'],
    ['2^53 - 1 qubits', () => openSimulator({ qubits: 2 ** 53 - 1 } as never), 'memory', 'more than any memory holds'],
    ['a state that is no list', () => amplitudes(one, { parameters: [1], initial: 'x' as never }), 'shape', '"x"'],
    ['a state that is NaN', () => amplitudes(circuit(1), { initial: [Number.NaN, 0, 0, 0] }), 'not-finite', 'is NaN'],
  ])('%s is refused in words', (_, act, code, part) => {
    const error = refusal(act);
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(part)]);
  });

  it('what is refused leaves the simulator as it was', () => {
    const simulator = openSimulator(one);
    const before = simulator.probabilities({ parameters: [0.3] });
    for (const call of [() => simulator.gradient('Q'), () => simulator.gradient('Z', { parameters: [] })])
      refusal(call);
    expect(simulator.probabilities({ parameters: [0.3] })).toEqual(before);
    simulator.close();
  });

  it('takes any list of numbers', () => {
    const exact = amplitudes(one, { parameters: [0.5], initial: Float64Array.of(0, 0, 1, 0) });
    expect(amplitudes(one, { parameters: Float32Array.of(0.5), initial: [0, 0, 1, 0] })).toEqual(exact);
    expect(amplitudes(one, { parameters: [0.5], initial: Int32Array.of(0, 0, 1, 0) })).toEqual(exact);
  });
});
