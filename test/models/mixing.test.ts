import { describe, expect, test } from 'vitest';
import { mixingCircuit } from '../../src/models/mixing.js';
import { operationWords } from '../operation-words.js';

describe('mixingCircuit', () => {
  test('stacks conv layers on the ring of all qubits', () => {
    const mixing = mixingCircuit(3, 2);
    const layer = (first: number) =>
      [
        [0, 1],
        [1, 2],
        [2, 0],
      ].flatMap(([a, b]) => [
        `h ${a}`,
        `h ${b}`,
        `z ${b} if ${a}=1`,
        `rx(p${first + a}) ${a}`,
        `rx(p${first + b}) ${b}`,
      ]);
    expect(operationWords(mixing?.operations ?? [])).toEqual([...layer(0), ...layer(3)]);
    expect([mixing?.qubits, mixing?.parameters, mixing?.features]).toEqual([3, 6, 0]);
    expect(mixingCircuit(4, 6)?.parameters).toBe(24);
  });

  test('is nothing without layers, and on a single qubit', () => {
    expect(mixingCircuit(4, 0)).toBeNull();
    expect(mixingCircuit(1, 3)).toBeNull();
  });
});
