// Compiled circuits on the core, against the dense simulator: every gate at every placement, then random circuits with
// data in the lanes, forwards and backwards.

import { describe, expect, test } from 'vitest';
import { constant, data, dataProduct, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { Circuit, Control } from '../../src/circuit/circuit.js';
import { type GateName, gateNames, gates } from '../../src/circuit/gates.js';
import { normalForm } from '../../src/circuit/normal-form.js';
import { type Program, prepareProgram } from '../../src/engine/program.js';
import { compileStage, type DataAngles, numberOf, pairLayers } from '../../src/engine/stage.js';
import { aCircuit, type RandomCircuit } from '../circuit/random-circuit.js';
import { abs2, basisState, bit, type Complex, denseRun, type State } from '../oracle/dense.js';
import { chance, greatestGap, numbers } from '../oracle/random.js';
import fc from '../seeded.js';
import { type Columns, rowOf, runStates, startState } from './small-plan.js';

/** A program that is its trainable circuit alone, on the halves as they are listed. */
function bare(trainable: Circuit, halves: readonly number[], readout = 0): Program {
  const { qubits, features } = trainable;
  const embedding = { kind: 'circuit', circuit: circuit(qubits) } as const;
  return prepareProgram({ qubits, mixing: null, embedding, trainable, readouts: [readout], features, halves });
}

/** The greatest distance of the core's rows from a dense state. */
function gap(program: Program, rows: readonly Complex[], expected: State): number {
  const inRows = new Array<Complex>(rows.length);
  expected.forEach((amplitude, index) => {
    inRows[rowOf(program, index)] = amplitude;
  });
  return greatestGap(rows.flat(), inRows.flat());
}

const all = (qubits: number): number[] => Array.from({ length: qubits }, (_, q) => q);

/** Ordered choices of `count` of the qubits. */
function placements(qubits: number, count: number): number[][] {
  if (count === 0) return [[]];
  return placements(qubits, count - 1).flatMap((chosen) =>
    all(qubits).flatMap((qubit) => (chosen.includes(qubit) ? [] : [[...chosen, qubit]])),
  );
}

function shuffledQubits(qubits: number, next: () => number): number[] {
  return all(qubits)
    .map((qubit) => ({ qubit, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ qubit }) => qubit);
}

describe('every gate at every placement', () => {
  /** The gate alone, without and with one control of either value, or a control of each value where there is room. */
  function instances(gate: GateName, qubits: number): Circuit[] {
    return placements(qubits, gates[gate].targets).flatMap((targets) => {
      const free = all(qubits).filter((qubit) => !targets.includes(qubit));
      const guards: Control[][] = [
        [],
        ...free.flatMap((qubit) => [[{ qubit, value: 0 as const }], [{ qubit, value: 1 as const }]]),
      ];
      if (free.length > 1)
        guards.push([
          { qubit: free[1], value: 1 },
          { qubit: free[0], value: 0 },
        ]);
      return guards.map((controls) =>
        circuit(qubits).gate(gate, targets, { angle: gates[gate].hasAngle ? parameter(0) : undefined, controls }),
      );
    });
  }

  test.each(
    gateNames
      .flatMap((gate) => [2, 3, 4].map((qubits) => ({ gate, qubits })))
      .filter(({ gate, qubits }) => gates[gate].targets <= qubits),
  )('$gate on $qubits qubits is its matrix, global phase included', ({ gate, qubits }) => {
    const next = chance(qubits);
    for (const one of instances(gate, qubits)) {
      // All qubits are halves, in any order: every basis state is a column.
      const program = bare(one, shuffledQubits(qubits, next));
      const angle = 12 * next() - 6;
      const { forward } = runStates(program, [angle], [[0], [0]]);
      for (let k = 0; k < 2 ** qubits; k++) {
        const expected = denseRun(one, [angle], [], basisState(startState(program, k), qubits));
        expect(gap(program, forward[0][k], expected)).toBeLessThan(1e-14);
        expect(forward[1][k]).toEqual(forward[0][k]);
      }
    }
  });
});

/** A random circuit, halves among its qubits in any order, and a feature vector for each of some lanes. */
const aRun = fc
  .record({
    random: aCircuit({ maxQubits: 4, maxOperations: 14 }),
    keys: fc.array(fc.nat(1000), { minLength: 5, maxLength: 5 }),
    halves: fc.nat(3),
    lanes: fc.constantFrom(2, 4, 6),
    seed: fc.nat(1000),
  })
  .map(({ random, keys, halves, lanes, seed }) => {
    const next = chance(seed);
    const order = all(random.circuit.qubits).sort((a, b) => keys[a] - keys[b] || a - b);
    return {
      random,
      halves: order.slice(0, halves),
      features: Array.from({ length: lanes }, () => random.features.map((value) => value + next())),
    };
  });

/** The circuit with one more qubit behind, which nothing touches. */
function withIdleQubit({ circuit: own }: RandomCircuit): Circuit {
  const { operations, parameters, features } = own;
  return { qubits: own.qubits + 1, operations, parameters, features };
}

function overlaps(columns: Columns, factor: number, program: Program): number {
  let greatest = 0;
  for (const lane of columns) {
    lane.forEach((column, k) => {
      const start = rowOf(program, startState(program, k));
      column.forEach(([re, im], row) => {
        greatest = Math.max(greatest, Math.abs(re - (row === start ? factor : 0)), Math.abs(im));
      });
    });
  }
  return greatest;
}

describe('a random circuit', () => {
  test('takes each lane with its own data to the state that the dense simulator has', () => {
    fc.assert(
      fc.property(aRun, ({ random, halves, features }) => {
        const own = random.circuit.qubits === 1 ? withIdleQubit(random) : random.circuit;
        const program = bare(own, halves);
        const { forward } = runStates(program, random.parameters, features);
        forward.forEach((columns, lane) => {
          columns.forEach((column, k) => {
            const start = basisState(startState(program, k), own.qubits);
            const expected = denseRun(own, random.parameters, features[lane], start);
            expect(gap(program, column, expected)).toBeLessThan(1e-12);
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  test('returns its input when it is swept backwards, and the norm has no gradient', () => {
    fc.assert(
      fc.property(aRun, ({ random, halves, features }) => {
        // Read out at the idle qubit Z is 1, so the adjoint state behind the circuit is the state itself.
        const own = withIdleQubit(random);
        const program = bare(own, halves, own.qubits - 1);
        const { backward, gradient, jacobian } = runStates(program, random.parameters, features);
        expect(overlaps(backward, 2 / features.length, program)).toBeLessThan(1e-12);
        expect(overlaps(jacobian.backward, 2, program)).toBeLessThan(1e-12);
        expect(Math.max(0, ...gradient.map(Math.abs))).toBeLessThan(1e-12);
        expect(Math.max(0, ...jacobian.values.flat().map(Math.abs))).toBeLessThan(1e-12);
      }),
      { numRuns: 40 },
    );
  });
});

/** A circuit in which every angle matters: turned qubits, gates with parameters and data of all kinds, turned again. */
function richCircuit(qubits: number, parameters: number, next: () => number): Circuit {
  const pick = (count: number): number => Math.floor(next() * count);
  let own = circuit(qubits, { parameters, features: 2 });
  const turn = (): void => {
    for (const qubit of all(qubits)) own = own.ry(1 + next(), qubit).rx(next(), qubit);
  };
  const turning = gateNames.filter((gate) => gates[gate].hasAngle);
  turn();
  for (let step = 0; step < 3 * parameters; step++) {
    const gate = turning[step % turning.length];
    const [...order] = shuffledQubits(qubits, next);
    const targets = order.splice(0, gates[gate].targets);
    const controls = order.slice(0, pick(2)).map((qubit): Control => ({ qubit, value: pick(2) === 0 ? 0 : 1 }));
    const angle = step % 3 === 2 ? data(pick(2)) : parameter(pick(parameters));
    own = own.gate(gate, targets, { angle, controls });
    if (step % 4 === 3) own = own.cx(targets[0], (targets[0] + 1) % qubits).h(pick(qubits));
  }
  turn();
  return own;
}

/** A circuit whose diagonals come again and again, at times with data beside the same parameters. */
function repetitiveCircuit(qubits: number, parameters: number, next: () => number): Circuit {
  let own = circuit(qubits, { parameters, features: 2 });
  for (const qubit of all(qubits)) own = own.ry(1 + next(), qubit);
  for (let layer = 0; layer < 6; layer++) {
    for (const qubit of all(qubits)) own = own.h(qubit).rz(parameter(qubit % parameters), qubit);
    own = own.rzz(parameter(parameters - 1), 0, 1);
    if (layer % 3 === 1) own = own.rz(data(0), 1);
    if (layer % 3 === 2) own = own.cz(qubits - 1, 0);
  }
  for (const qubit of all(qubits)) own = own.rx(next(), qubit);
  return own;
}

/** Diagonals with scaled angles beside plain parameters, the same ones too, data, and neither; controls and products. */
function scaledCircuit(qubits: number, parameters: number, next: () => number): Circuit {
  const product = dataProduct(0.4, { feature: 0, offset: 1, slope: -2 }, { feature: 1, offset: 0.3, slope: 1 });
  let own = circuit(qubits, { parameters, features: 2 });
  for (const qubit of all(qubits)) own = own.ry(1 + next(), qubit);
  for (let layer = 0; layer < 3; layer++) {
    for (const qubit of all(qubits)) {
      own = own.ry(scaledData((layer + qubit) % parameters, qubit % 2), qubit).ry(parameter(qubit % parameters), qubit);
    }
    own = own
      .rz(data(1), 0)
      .rz(scaledData(layer, product), 1)
      .rzz(scaledData(parameters - 1, 0), 0, 1);
    if (layer === 1) own = own.rz(parameter(1), 0).rz(scaledData(1, 0), 0);
    own = own.controlled([{ qubit: qubits - 1, value: 0 }], (b) => b.phase(scaledData(layer, product), 0));
    for (const qubit of all(qubits)) own = own.h(qubit).rz(layer === 2 ? data(0) : parameter(layer), qubit);
  }
  for (const qubit of all(qubits)) own = own.rx(next(), qubit);
  return own;
}

describe.each([
  { name: 'full of different angles', build: richCircuit },
  { name: 'that repeats itself', build: repetitiveCircuit },
  { name: 'with scaled angles', build: scaledCircuit },
])('a circuit $name', ({ build }) => {
  const cases = [2, 3, 4].flatMap((qubits) => [0, 1, 2].map((halves) => ({ qubits, halves })));

  test.each(cases)(
    'has the gradient of <Z> on $qubits qubits with $halves halves, on average and a lane',
    ({ qubits, halves }) => {
      const next = chance(10 * qubits + halves);
      for (let run = 0; run < (qubits < 4 ? 2 : 1); run++) {
        const own = build(qubits, 4, next);
        const readout = Math.floor(next() * qubits);
        const program = bare(own, shuffledQubits(qubits, next).slice(0, halves), readout);
        const angles = numbers(4, -3, 3, next);
        const features = Array.from({ length: 4 }, () => numbers(2, -2, 2, next));
        const expectation = (at: readonly number[], lane: number): number => {
          let sum = 0;
          for (let k = 0; k < 2 ** halves; k++) {
            const state = denseRun(own, at, features[lane], basisState(startState(program, k), qubits));
            state.forEach((amplitude, index) => {
              sum += bit(index, readout, qubits) === 1 ? -abs2(amplitude) : abs2(amplitude);
            });
          }
          return sum;
        };
        const { gradient, jacobian } = runStates(program, angles, features);
        let steepest = 0;
        angles.forEach((_, j) => {
          const slopes = features.map((_, lane) => {
            const move = (by: number): number =>
              expectation(
                angles.map((value, i) => (i === j ? value + by : value)),
                lane,
              );
            // Fourth order, so that a rounding error of 1e-15 is not divided by too small a step.
            return (8 * (move(1e-3) - move(-1e-3)) - (move(2e-3) - move(-2e-3))) / 12e-3;
          });
          expect(greatestGap(jacobian.values[j], slopes)).toBeLessThan(1e-9);
          const mean = slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
          expect(Math.abs(gradient[j] - mean)).toBeLessThan(1e-9);
          steepest = Math.max(steepest, ...slopes.map(Math.abs));
        });
        // Over all basis states the sum is Tr Z = 0, whatever the angles.
        if (halves < qubits) expect(steepest).toBeGreaterThan(1e-2);
      }
    },
  );

  test.each(cases)('returns its input on $qubits qubits with $halves halves', ({ qubits, halves }) => {
    const next = chance(20 * qubits + halves);
    const busy = build(qubits, 4, next);
    const own = { qubits: qubits + 1, operations: busy.operations, parameters: 4, features: 2 };
    const program = bare(own, shuffledQubits(qubits, next).slice(0, halves), qubits);
    const features = Array.from({ length: 6 }, () => numbers(2, -2, 2, next));
    const { backward, gradient, jacobian } = runStates(program, numbers(4, -3, 3, next), features);
    expect(overlaps(backward, 1 / 3, program)).toBeLessThan(1e-13);
    expect(overlaps(jacobian.backward, 2, program)).toBeLessThan(1e-13);
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-13);
    expect(Math.max(...jacobian.values.flat().map(Math.abs))).toBeLessThan(1e-13);
  });
});

describe('pairLayers', () => {
  const bitOf = (qubit: number): number => 2 - qubit;
  const layersOf = (own: Circuit) => normalForm(own).layers;

  test('puts Hadamards around each diagonal, with their scale in front of it and all of the last ones', () => {
    const layers = layersOf(circuit(3).h(0).h(1).rz(parameter(0), 0).cz(0, 1).h(0).h(2).rz(parameter(1), 2).rx(1, 0));
    const paired = pairLayers(layers, bitOf, true);
    expect(paired.hadamards).toHaveLength(paired.diagonals.length + 1);
    const count = (mask: number) => [...mask.toString(2)].filter((digit) => digit === '1').length;
    const product = paired.diagonals.reduce((scale, diagonal) => scale * diagonal.scale, 1);
    const hadamards = paired.hadamards.reduce((sum, mask) => sum + count(mask), 0);
    expect(product).toBeCloseTo(2 ** (-hadamards / 2), 15);
    expect(pairLayers(layers, bitOf, false).diagonals.every(({ scale }) => scale === 1)).toBe(true);
  });

  test('of Hadamards alone gets one empty diagonal to carry the scale', () => {
    const paired = pairLayers(layersOf(circuit(3).h(0).h(2)), bitOf, true);
    expect(paired).toEqual({ hadamards: [0, 5], diagonals: [{ terms: [], fixed: [], scale: 0.5 }] });
    expect(pairLayers([], bitOf, true)).toEqual({ hadamards: [0], diagonals: [] });
  });
});

describe('compileStage', () => {
  test('numbers equal data angles once, and keeps the tables even', () => {
    const angles: DataAngles = { list: [] };
    // Of a scaled angle what the input makes of it.
    const own = circuit(2).rz(data(1), 0).rx(data(0), 0).rz(scaledData(0, 1), 1).rz(constant(0.3), 1);
    const stage = compileStage(normalForm(own).layers, 2, 4, (qubit) => 1 - qubit, angles);
    expect(angles.list).toEqual([data(1), data(0)]);
    const [first, second] = angles.list;
    expect(numberOf(angles, { ...second })).toBe(1);
    expect(numberOf(angles, { ...first, scale: 3 })).toBe(2);
    expect(stage.diagonals % 2).toBe(0);
    expect(stage.history).toBe(stage.passes.filter(([, , , , diagonal]) => diagonal >= 0).length);
  });

  test('every Hadamard is in exactly one pass, every diagonal too, and a pass has two different bits', () => {
    fc.assert(
      fc.property(aCircuit({ maxQubits: 5, maxOperations: 20 }), ({ circuit: own }) => {
        fc.pre(own.qubits >= 2);
        const { layers } = normalForm(own);
        const bitOf = (qubit: number): number => own.qubits - 1 - qubit;
        const { passes } = compileStage(layers, own.qubits, 2, bitOf, { list: [] });
        const paired = pairLayers(layers, bitOf, true);
        const met = new Array<number>(paired.hadamards.length).fill(0);
        let behind = 0;
        for (const [lo, hi, before, after, diagonal] of passes) {
          expect(lo).toBeLessThan(hi);
          expect(hi).toBeLessThan(own.qubits);
          const mask = (part: number): number => (part & 1 ? 1 << lo : 0) | (part & 2 ? 1 << hi : 0);
          expect(met[behind] & mask(before)).toBe(0);
          met[behind] |= mask(before);
          if (diagonal < 0) continue;
          expect(diagonal).toBe(behind);
          behind++;
          met[behind] |= mask(after);
        }
        expect(met).toEqual(paired.hadamards);
      }),
    );
  });
});
