import { describe, expect, it } from 'vitest';
import { classifier } from '../../../../src/models/classifier.js';
import { qcnn } from '../../../../src/models/qcnn.js';
import { bellNetwork } from '../../../../src/network/bell-network.js';
import { layOut } from '../../../../src/playground/panels/circuit/layout.js';
import { type Move, moved, moveOf } from '../../../../src/playground/panels/circuit/moves.js';

const { gates, wires } = layOut(
  classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) }),
  null,
);
const start = { gate: gates[0], wire: 0 };
const placeAfter = (...moves: Move[]) => moves.reduce((place, move) => moved(gates, place, move), start);

describe('moved', () => {
  it('goes along a wire and stops at its ends', () => {
    const along = gates.filter(({ signs }) => signs.some(({ wire }) => wire === 0)).sort((a, b) => a.x - b.x);
    expect(placeAfter('right').gate).toBe(along[1]);
    expect(placeAfter('right', 'right', 'left').gate).toBe(along[1]);
    expect(placeAfter('left').gate).toBe(along[0]);
    expect(placeAfter('last').gate).toBe(along[along.length - 1]);
    expect(placeAfter('last', 'right').gate).toBe(along[along.length - 1]);
    expect(placeAfter('last', 'first').gate).toBe(along[0]);
  });

  it('reaches every gate from the first one', () => {
    const reached = new Set<number>();
    wires.forEach((_, wire) => {
      let place = placeAfter('first', ...Array.from({ length: wire }, (): Move => 'down'));
      expect(place.wire).toBe(wire);
      place = moved(gates, place, 'first');
      for (;;) {
        reached.add(place.gate.id);
        const next = moved(gates, place, 'right');
        if (next.gate === place.gate) break;
        place = next;
      }
    });
    expect(reached.size).toBe(gates.length);
  });

  it('goes down to the next party, and up again', () => {
    const below = placeAfter('down', 'down');
    expect(below.gate.processor).toBe(1);
    expect(below.gate.x).toBe(start.gate.x);
    expect(moved(gates, moved(gates, below, 'up'), 'up')).toEqual(start);
    expect(placeAfter('up')).toEqual(start);
  });
});

describe('moveOf', () => {
  it('knows arrows, Home and End', () => {
    expect(['ArrowLeft', 'ArrowDown', 'Home', 'End'].map(moveOf)).toEqual(['left', 'down', 'first', 'last']);
    expect(['Tab', 'a', 'toString'].map(moveOf)).toEqual([null, null, null]);
  });
});
