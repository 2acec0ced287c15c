import { describe, expect, test } from 'vitest';
import { bellNetwork } from '../../src/network/bell-network.js';
import { drawNetwork } from '../../src/network/draw-network.js';
import { network } from '../../src/network/network.js';
import { type Topology, topology } from '../../src/network/topology.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

describe('the drawing of', () => {
  test('a ring with two ebits an edge', () => {
    expect(drawNetwork(topology('ring', 3, { ebitsPerEdge: 2 }))).toBe(
      [
        'A 4 qubits ───●───────●',
        '              │2      │2',
        'B 4 qubits ───●───●   │',
        '                  │2  │',
        'C 4 qubits ───────●───●',
        '',
        '● ebit',
      ].join('\n'),
    );
  });

  test('ebits, a coin and a share', () => {
    const processors = ['A', 'B', 'C', 'D'].map((name) => ({ name, qubits: 3 }));
    const mixed = network({
      processors,
      ebits: [{ between: ['A.0', 'B.0'] }],
      coins: [{ between: ['B.2', 'D.0'] }],
      shares: [{ between: ['A.2', 'C.0', 'D.1'], state: 'ghz' }],
    });
    expect(drawNetwork(mixed)).toBe(
      [
        'A 3 qubits ───●───────◆',
        '              │       │',
        'B 3 qubits ───●───○   │',
        '                  │   │',
        'C 3 qubits ───────┼───◆',
        '                  │   │',
        'D 3 qubits ───────○───◆',
        '',
        '● ebit   ○ coin   ◆ share',
      ].join('\n'),
    );
  });

  test('processors that share nothing', () => {
    expect(drawNetwork(bellNetwork({ ebits: 0, qubits: 2 }))).toBe('A 2 qubits\n\nB 2 qubits');
  });

  test('more than fits is a table', () => {
    const lines = drawNetwork(topology('complete', 10), { width: 60 }).split('\n');
    expect(lines[0]).toBe('how many are shared by two processors:');
    expect(lines[2]).toBe('  A     1  1  1  1  1  1  1  1  1');
    const crowd = network({
      processors: Array.from({ length: 10 }, (_, p) => ({ name: `P${p}`, qubits: 10 })),
      ebits: topology('complete', 9).ebits.map(({ ends }) => ({
        between: ends.map(({ processor, qubit }) => `P${processor}.${qubit}`) as [string, string],
      })),
      shares: [{ between: ['P0.9', 'P5.9', 'P9.0'], state: 'ghz' }],
    });
    expect(drawNetwork(crowd, { width: 40 })).toContain('1 share of P0, P5, P9');
    expect(drawNetwork(crowd, { width: 40 })).toMatch(/ P0 .* ·$/m);
  });
});

test('every end of every link stands in the line of its processor, and no line is too long', () => {
  const kinds: Topology[] = ['line', 'ring', 'star', 'complete'];
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.integer({ min: 3, max: 8 }), (kind, parties) => {
      const made = topology(kind, parties);
      const lines = drawNetwork(made, { width: 500 }).split('\n');
      made.processors.forEach((_, p) => {
        const ends = made.ebits.filter((ebit) => ebit.ends.some(({ processor }) => processor === p));
        expect(lines[2 * p].split('●').length - 1).toBe(ends.length);
      });
      for (const line of drawNetwork(made, { width: 40 }).split('\n')) expect(line.length).toBeLessThanOrEqual(40);
    }),
  );
});

test('what is no network or no width is refused', () => {
  expect(refusal(() => drawNetwork({} as never)).code).toBe('network');
  expect(refusal(() => drawNetwork(topology('line', 2), { width: 5 })).message).toContain('The width is 5');
  expect(refusal(() => drawNetwork(topology('line', 2), { widht: 50 } as never)).message).toContain('"width"');
});
