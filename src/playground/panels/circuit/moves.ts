import type { PlacedGate } from './layout.js';

/** A way to go from gate to gate. */
export type Move = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';

/** The move that a key asks for, or null. */
export function moveOf(key: string): Move | null {
  const moves: Readonly<Record<string, Move>> = {
    ArrowLeft: 'left',
    ArrowRight: 'right',
    ArrowUp: 'up',
    ArrowDown: 'down',
    Home: 'first',
    End: 'last',
  };
  return Object.hasOwn(moves, key) ? moves[key] : null;
}

const touches = (gate: PlacedGate, wire: number) => gate.signs.some((sign) => sign.wire === wire);

/** The gate of a list that is nearest to x, or null. */
function nearest(gates: readonly PlacedGate[], x: number): PlacedGate | null {
  let best: PlacedGate | null = null;
  for (const gate of gates) if (best === null || Math.abs(gate.x - x) < Math.abs(best.x - x)) best = gate;
  return best;
}

/**
 * Returns the gate to go to: left and right along the wire, up and down to the nearest on the next wire that has any.
 *
 * @param wire - the wire that the reader is on
 * @returns the gate and the wire; the old ones where there is nothing further
 */
export function moved(
  gates: readonly PlacedGate[],
  from: { readonly gate: PlacedGate; readonly wire: number },
  move: Move,
): { readonly gate: PlacedGate; readonly wire: number } {
  const { gate, wire } = from;
  const along = gates.filter((one) => touches(one, wire)).sort((a, b) => a.x - b.x);
  const place = along.indexOf(gate);
  switch (move) {
    case 'left':
      return { gate: along[Math.max(0, place - 1)], wire };
    case 'right':
      return { gate: along[Math.min(along.length - 1, place + 1)], wire };
    case 'first':
      return { gate: along[0], wire };
    case 'last':
      return { gate: along[along.length - 1], wire };
    default: {
      const step = move === 'up' ? -1 : 1;
      const wires = new Set(gates.flatMap((one) => one.signs.map((sign) => sign.wire)));
      for (let next = wire + step; next >= 0 && next <= Math.max(...wires); next += step) {
        const found = nearest(
          gates.filter((one) => touches(one, next)),
          gate.x,
        );
        if (found !== null) return { gate: found, wire: next };
      }
      return from;
    }
  }
}
