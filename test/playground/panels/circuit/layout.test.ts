import { describe, expect, it } from 'vitest';
import { classifier } from '../../../../src/models/classifier.js';
import { qcnn } from '../../../../src/models/qcnn.js';
import { bellNetwork } from '../../../../src/network/bell-network.js';
import { network } from '../../../../src/network/network.js';
import {
  type Drawing,
  fidelityOf,
  layOut,
  type PlacedGate,
  resourceText,
  visibleLayers,
} from '../../../../src/playground/panels/circuit/layout.js';

const bell = (ebits: number, depth: number, fidelity = 1) =>
  classifier({ network: bellNetwork({ ebits, fidelity }), circuit: qcnn({ depth }) });

const span = (gate: PlacedGate) => {
  const ys = gate.signs.map(({ y }) => y);
  return { top: Math.min(...ys), bottom: Math.max(...ys) };
};

/** Gates at one place whose lines cross or touch. */
function overlaps({ gates }: Drawing): string[] {
  return gates.flatMap((a) =>
    gates
      .filter((b) => b.id > a.id && Math.abs(b.x - a.x) < 12)
      .filter((b) => span(a).top <= span(b).bottom && span(b).top <= span(a).bottom)
      .map((b) => `${a.id} and ${b.id}`),
  );
}

describe('visibleLayers', () => {
  it('shows the first and the last layers of a long row', () => {
    expect(visibleLayers(20, 2)).toEqual([0, 19]);
    expect(visibleLayers(20, 3)).toEqual([0, 1, 19]);
    expect(visibleLayers(4, 2)).toEqual([0, 3]);
  });

  it('folds nothing where a fold would stand for one layer', () => {
    expect(visibleLayers(3, 2)).toEqual([0, 1, 2]);
    expect(visibleLayers(1, 2)).toEqual([0]);
    expect(visibleLayers(5, null)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('layOut', () => {
  it('draws every operation once, none on top of another, in the order of time on every wire', () => {
    const model = bell(2, 3);
    const drawing = layOut(model, null);
    const operations = model.programs.reduce(
      (sum, { embedding, trainable }) =>
        sum + (embedding.kind === 'circuit' ? embedding.circuit.operations.length : 0) + trainable.operations.length,
      0,
    );
    expect(drawing.gates.length).toBe(operations);
    expect(overlaps(drawing)).toEqual([]);
    drawing.wires.forEach((_, wire) => {
      const xs = drawing.gates.filter(({ signs }) => signs.some((sign) => sign.wire === wire)).map(({ x }) => x);
      expect(xs).toEqual([...xs].sort((a, b) => a - b));
      expect(new Set(xs).size).toBe(xs.length);
    });
    expect(drawing.gates.every(({ x }) => x > 0 && x < drawing.width)).toBe(true);
  });

  it('starts a group at the same place for all processors, one behind the other', () => {
    const { groups, gates } = layOut(bell(1, 2), null);
    groups.forEach(({ key, x, width }, i) => {
      const own = gates.filter((gate) => gate.group === key);
      const firsts = [0, 1].map((processor) =>
        Math.min(...own.filter((g) => g.processor === processor).map((g) => g.x)),
      );
      expect(firsts[0]).toBe(firsts[1]);
      expect(own.every((gate) => gate.x > x && gate.x < x + width)).toBe(true);
      if (i > 0) expect(x).toBeGreaterThanOrEqual(groups[i - 1].x + groups[i - 1].width);
    });
  });

  it('folds long rows of layers and says how many are left out', () => {
    const whole = layOut(bell(1, 20), null);
    const folded = layOut(bell(1, 20), 2);
    expect(folded.width).toBeLessThan(whole.width / 3);
    expect(folded.groups.map(({ folded: fold }) => fold?.layers ?? 0)).toEqual([0, 18, 0, 18, 0, 0]);
    expect(folded.groups.map(({ layers }) => layers)).toEqual([1, 20, 1, 20, 1, 1]);
    const conv = folded.groups[1];
    const layers = folded.gates.filter(({ group }) => group === conv.key);
    expect([...new Set(layers.map(({ layer }) => layer))]).toEqual([0, 19]);
    const fold = conv.folded!.x;
    expect(layers.every(({ layer, x }) => (layer === 0 ? x < fold : x > fold + 100))).toBe(true);
  });

  it('links the halves of ebits and tells their fidelity', () => {
    const { links, wires, processors } = layOut(bell(2, 1, 0.9), 2);
    expect(links.map(({ ends }) => ends)).toEqual([
      ['A.0', 'B.0'],
      ['A.1', 'B.1'],
    ]);
    expect(links[0].fidelity).toBeCloseTo(0.9, 12);
    expect(links[1].from).toBe(wires[1].y);
    expect(links[1].to).toBe(wires[5].y);
    expect(links[1].bend).toBeGreaterThan(links[0].bend);
    expect(wires.map(({ half }) => half)).toEqual([true, true, false, false, true, true, false, false]);
    expect(processors.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(processors[0].bottom).toBeLessThan(processors[1].top);
  });

  it('ends the double wire of an outcome at the last gate that hangs on it', () => {
    const { wires, gates } = layOut(bell(0, 1), null);
    const measured = wires.map((wire) => wire.measured);
    expect(measured.every((range) => range !== null)).toBe(true);
    // Qubit 3 is read out, and nothing hangs on it.
    expect(measured[3]!.to).toBe(measured[3]!.from);
    const uses = gates
      .filter((gate) => gate.conditioned && gate.signs.some(({ wire }) => wire === 0))
      .map(({ x }) => x);
    expect(uses.length).toBe(4);
    expect(measured[0]).toEqual({ from: expect.any(Number), to: Math.max(...uses) });
  });

  it('draws networks of three, ebits between any of them', () => {
    const triangle = network({
      processors: ['A', 'B', 'C'].map((name) => ({ name, qubits: 2 })),
      ebits: [{ between: ['A.0', 'B.0'] }, { between: ['C.1', 'A.1'], fidelity: 0.5 }],
    });
    const { links, wires } = layOut(classifier({ network: triangle, circuit: qcnn({ depth: 1 }) }), 2);
    expect(links.map(({ from, to }) => [from, to])).toEqual([
      [wires[0].y, wires[2].y],
      [wires[5].y, wires[1].y],
    ]);
    expect(links[1].fidelity).toBeCloseTo(0.5, 12);
  });
});

it('draws coins from half to half, and counts them behind the ebits', () => {
  const shared = network({
    processors: ['A', 'B'].map((name) => ({ name, qubits: 2 })),
    ebits: [{ between: ['A.0', 'B.0'] }],
    coins: [{ between: ['B.1', 'A.1'], heads: 0.3 }],
  });
  const { links, coins, wires } = layOut(classifier({ network: shared, circuit: qcnn({ depth: 1 }) }), 2);
  expect(coins).toEqual([
    { text: 'B.1 - A.1, heads 0.3, basis Z', from: wires[3].y, to: wires[1].y, bend: expect.any(Number) },
  ]);
  expect(coins[0].bend).not.toBe(links[0].bend);
  expect(wires.every(({ half }) => half)).toBe(true);
  expect(resourceText(links, 1)).toBe('1 ebit, F = 1, 1 coin');
  // The words about what is shared have their own place in front of the first title.
  const [few, many] = [bell(1, 1), classifier({ network: shared, circuit: qcnn({ depth: 1 }) })];
  expect([few, many].map((model) => layOut(model, 2).groups[0].x)).toEqual([128, 22 + 7 * 21]);
  expect(resourceText([], 2)).toBe('2 coins');
});

describe('fidelityOf', () => {
  it('is the overlap with |Phi+>', () => {
    expect(fidelityOf([1, -1, 1])).toBe(1);
    expect(fidelityOf([0, 0, 0])).toBe(0.25);
    expect(fidelityOf([-1, 1, 1])).toBe(0);
  });
});

const link = (fidelity: number) => ({ fidelity, isEntangled: fidelity > 1 / 2 });

describe('resourceText', () => {
  it('says how many ebits there are and how good', () => {
    expect(resourceText([])).toBe('no ebit');
    expect(resourceText([link(1)])).toBe('1 ebit, F = 1');
    expect(resourceText([link(0.7 + 0.1), link(0.8)])).toBe('2 ebits, F = 0.8');
    expect(resourceText([link(1), link(0.9)])).toBe('2 ebits');
    expect(resourceText([link(1), link(0.4)])).toBe('2 ebits');
  });
});

describe('noise', () => {
  const noise = [{ channel: 'depolarizing', p: 0.01 }] as const;
  const model = classifier({
    network: network({
      processors: [
        { name: 'A', qubits: 4, noise },
        { name: 'B', qubits: 2 },
      ],
    }),
    circuit: qcnn({ depth: 2 }),
  });
  const drawing = layOut(model, null);
  const marks = drawing.gates.filter(({ operation }) => operation.kind === 'channel');

  it('has a small mark behind every gate of the processor that has it, none on top of another', () => {
    expect(overlaps(drawing)).toEqual([]);
    expect(new Set(marks.map(({ processor }) => processor))).toEqual(new Set([0]));
    const { mixing, embedding, trainable } = model.programs[0];
    const circuits = [mixing, embedding.kind === 'circuit' ? embedding.circuit : null, trainable];
    const channels = circuits.flatMap((one) => one?.operations ?? []).filter(({ kind }) => kind === 'channel');
    expect(marks).toHaveLength(channels.length);
    for (const { signs } of marks) expect(signs[0]).toMatchObject({ shape: 'noise', text: 'DP' });
  });

  it('hangs on the outcome where its gate does, and the wire of the outcome leads to it', () => {
    const held = marks.filter(({ operation }) => operation.kind === 'channel' && operation.conditions.length > 0);
    expect(held).toHaveLength(4 * 3);
    for (const mark of held) expect([mark.conditioned, mark.signs.length]).toEqual([true, 2]);
    const wire = drawing.wires.find(({ processor, qubit }) => processor === 0 && qubit === 0);
    const own = held.filter(({ signs }) => signs[1].y === wire?.y).map(({ x }) => x);
    expect(wire?.measured?.to).toBe(Math.max(...own));
  });
});
