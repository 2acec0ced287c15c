import { expect, test } from 'vitest';
import { drawCircuit } from '../../src/circuit/draw.js';
import { game } from '../../src/games/game.js';
import { processorCircuit } from '../../src/models/circuits.js';
import { strategyModel } from '../../src/strategies/strategy-model.js';

const one = { ebits: 1, coins: 0, fidelity: 1, layers: 3 };

test('halves come first, then the register, which is measured before anything depends on it', () => {
  const model = strategyModel(game('chsh'), one);
  expect(drawCircuit(processorCircuit(model, 1), { width: 200 })).toBe(
    [
      'q0 ───────────RZ(θ4)─RZ(θ6)─RX(θ5)─RX(θ7)─M═',
      '                ║      ║      ║      ║',
      'q1 ─RX(πx0)─M═══○══════●══════○══════●══════',
    ].join('\n'),
  );
  expect(model.weightForm).toBe('fixed');
});

test('values of the register that are no question have the angles of the last one', () => {
  const model = strategyModel(game('access 3'), one).withInitialParameters(3);
  const [last] = model.expectations([[0, 1, 1, 1, 0]]);
  expect(model.features).toEqual([3, 2]);
  expect(model.angles).toBe(2 * (8 + 3));
  expect(model.expectations([[0, 1, 1, 1, 1]])[0]).toBeCloseTo(last, 14);
  expect(Math.abs(model.expectations([[0, 1, 1, 0, 1]])[0] - last)).toBeGreaterThan(0.01);
});

test('several halves have layers of rotations, with CZ from one layer to the next', () => {
  const { programs, network } = strategyModel(game('odd-cycle 3'), { ...one, coins: 2, layers: 2 });
  expect(network.processors.map(({ qubits }) => qubits)).toEqual([5, 5]);
  expect(network.coins.map(({ ends }) => ends.map(({ qubit }) => qubit))).toEqual([
    [1, 1],
    [2, 2],
  ]);
  const gates = programs[0].trainable.operations.filter((operation) => operation.kind === 'gate');
  const controlled = gates.filter(({ controls }) => controls.length > 0);
  expect(controlled.map(({ gate, targets, controls }) => [gate, ...targets, controls[0].qubit])).toEqual([
    ['z', 1, 0],
    ['z', 2, 1],
  ]);
  expect(programs[0].angles).toBe(3 * 3 * 2 * 2);
});

/** E for one ebit by its definition: <Phi+| O_A (x) O_B |Phi+> = tr(O_A O_B^T) / 2 with O = U^+ Z U, U = RX RZ. */
function byHand([alpha, beta]: readonly number[], [gamma, delta]: readonly number[]): number {
  type Complex = readonly [number, number];
  const observable = (rz: number, rx: number): Complex[][] => {
    const phase = (sign: number): Complex => [Math.cos((sign * rz) / 2), Math.sin((sign * rz) / 2)];
    const times = (u: Complex, v: Complex): Complex => [u[0] * v[0] - u[1] * v[1], u[0] * v[1] + u[1] * v[0]];
    const [c, s] = [Math.cos(rx / 2), Math.sin(rx / 2)];
    const u = [
      [times([c, 0], phase(-1)), times([0, -s], phase(1))],
      [times([0, -s], phase(-1)), times([c, 0], phase(1))],
    ];
    const conjugate = ([re, im]: Complex): Complex => [re, -im];
    return [0, 1].map((i) =>
      [0, 1].map((j) => {
        const [plus, minus] = [0, 1].map((k) => times(conjugate(u[k][i]), u[k][j]));
        return [plus[0] - minus[0], plus[1] - minus[1]];
      }),
    );
  };
  const [a, b] = [observable(alpha, beta), observable(gamma, delta)];
  let trace = 0;
  for (const i of [0, 1]) for (const j of [0, 1]) trace += a[i][j][0] * b[i][j][0] - a[i][j][1] * b[i][j][1];
  return trace / 2;
}

test('a row of the bits of both questions gives what the angles of these questions do', () => {
  const model = strategyModel(game('chsh'), one).withInitialParameters(1);
  for (const a of [0, 1]) {
    for (const b of [0, 1]) {
      const angles = (first: number) => [...model.parameters.subarray(first, first + 2)];
      expect(model.expectations([[a, b]])[0]).toBeCloseTo(byHand(angles(2 * a), angles(4 + 2 * b)), 13);
    }
  }
});
