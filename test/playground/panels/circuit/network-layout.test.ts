import { describe, expect, test } from 'vitest';
import { bellNetwork } from '../../../../src/network/bell-network.js';
import { network } from '../../../../src/network/network.js';
import { topology } from '../../../../src/network/topology.js';
import { layOutNetwork, PARTY } from '../../../../src/playground/panels/circuit/network-layout.js';

test('two parties stand side by side, with what they share in words', () => {
  const { parties, links, label, width, height } = layOutNetwork(bellNetwork({ ebits: 2, coins: 1 }));
  expect(parties.map(({ name }) => name)).toEqual(['A', 'B']);
  expect(parties[0].y).toBeCloseTo(parties[1].y, 9);
  expect(parties[0].x).toBeLessThan(parties[1].x);
  expect(width).toBeGreaterThan(height);
  expect(links.map(({ text, isEntangled }) => [text, isEntangled])).toEqual([
    ['2 ebits', true],
    ['1 coin', false],
  ]);
  expect(links[0].title).toBe('A – B: 2 ebits (A.0 - B.0, fidelity 1; A.1 - B.1, fidelity 1)');
  expect(links[0].middle).not.toEqual(links[1].middle);
  expect(label).toBe('Network of 2 parties, A, B. A – B: 2 ebits; A – B: 1 coin.');
});

describe.each([3, 8, 10])('%i parties', (count) => {
  const { parties, links, width, height } = layOutNetwork(topology('complete', count));

  test('do not touch each other, nor the edge', () => {
    for (const [p, { x, y }] of parties.entries()) {
      expect(Math.min(x, y, width - x, height - y)).toBeGreaterThan(PARTY);
      for (const other of parties.slice(p + 1)) {
        expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThan(2 * PARTY);
      }
    }
  });

  test('are joined by a line a pair', () => {
    expect(links).toHaveLength((count * (count - 1)) / 2);
    expect(links.every(({ paths, isHub }) => paths.length === 1 && !isHub)).toBe(true);
  });
});

test('sixteen parties fit around one circle', () => {
  const { parties } = layOutNetwork(topology('ring', 16));
  const [a, b] = parties;
  expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(2 * PARTY);
});

test('a share is joined in its middle', () => {
  const processors = ['A', 'B', 'C', 'D'].map((name) => ({ name, qubits: 1 }));
  const { links, label } = layOutNetwork(
    network({ processors, shares: [{ between: ['A.0', 'B.0', 'D.0'], state: 'ghz' }] }),
  );
  expect(links.map(({ isHub, paths }) => [isHub, paths.length])).toEqual([[true, 3]]);
  expect(label).toContain('A – B – D: 1 share.');
});

test('parties that share nothing say so', () => {
  expect(layOutNetwork(bellNetwork({ ebits: 0 })).label).toContain('They share nothing.');
  expect(layOutNetwork(network({ processors: [{ name: 'A', qubits: 2 }] })).label).toContain('Network of 1 party, A.');
});
