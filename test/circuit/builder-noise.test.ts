import { describe, expect, test } from 'vitest';
import { circuit } from '../../src/circuit/builder.js';
import { channelNames } from '../../src/circuit/channels.js';
import { createCircuit } from '../../src/circuit/circuit.js';
import { operationWords } from '../operation-words.js';
import { refusal } from '../refusal.js';

const one = { qubit: 0, value: 1 } as const;
const zero = { qubit: 0, value: 0 } as const;

describe('noise', () => {
  test('has a method for every channel of the table, its values in the table’s order', () => {
    const built = circuit(2)
      .bitFlip(0.1, 0)
      .phaseFlip(0.2, 1)
      .depolarizing(0.3, 0)
      .pauli([0.1, 0.2, 0.3], 1)
      .phaseDamping(0.4, 0)
      .amplitudeDamping(0.5, 1)
      .thermal({ time: 3, t2: 2, t1: 1 }, 0);
    expect(operationWords(built.operations)).toEqual([
      'bitFlip(0.1) 0',
      'phaseFlip(0.2) 1',
      'depolarizing(0.3) 0',
      'pauli(0.1,0.2,0.3) 1',
      'phaseDamping(0.4) 0',
      'amplitudeDamping(0.5) 1',
      'thermal(1,2,3) 0',
    ]);
    expect(built.operations.map((one) => one.kind === 'channel' && one.channel)).toEqual(channelNames);
    expect(createCircuit(2, built.operations)).toEqual({ ...built });
  });

  test('has conditions by when() or channel(), and moves with append()', () => {
    const built = circuit(3)
      .measure(0)
      .when(0, 1, (b) => b.h(1).depolarizing(0.1, 1).channel('bitFlip', [0.2], 2))
      .channel('phaseFlip', [0.3], 2, { conditions: [zero] });
    const words = ['h 1', 'depolarizing(0.1) 1', 'bitFlip(0.2) 2'].map((word) => `${word} when 0=1`);
    expect(operationWords(built.operations)).toEqual(['measure 0', ...words, 'phaseFlip(0.3) 2 when 0=0']);
    expect(operationWords(circuit(3).append(built, { qubitMap: [2, 0, 1] }).operations)).toEqual([
      'measure 2',
      'h 0 when 2=1',
      'depolarizing(0.1) 0 when 2=1',
      'bitFlip(0.2) 1 when 2=1',
      'phaseFlip(0.3) 1 when 2=0',
    ]);
  });

  test.each<[string, () => unknown, string, string]>([
    [
      'inside controlled()',
      () => circuit(2).controlled([zero], (b) => b.depolarizing(0.1, 1)),
      'circuit',
      'The channel depolarizing stands inside controlled(); noise has no controls, put it before or behind, or use when().',
    ],
    ['on a measured qubit', () => circuit(1).measure(0).bitFlip(0.1, 0), 'measured', 'bitFlip acts on qubit 0'],
    ['on a qubit that is not there', () => circuit(1).bitFlip(0.1, 1), 'range', 'bitFlip names qubit 1'],
    [
      'of a probability above 1',
      () => circuit(1).depolarizing(1.01, 0),
      'range',
      'The channel of channel(), depolarizing, has p = 1.01; give a number in [0, 1].',
    ],
    ['of a strength below 0', () => circuit(1).amplitudeDamping(-1e-9, 0), 'range', 'g = -1e-9'],
    ['of no number', () => circuit(1).phaseDamping(Number.NaN, 0), 'not-finite', 'g = NaN; give a finite number'],
    ['of a text', () => circuit(1).phaseDamping('0.1' as never, 0), 'not-finite', 'g = "0.1"'],
    [
      'of probabilities beyond 1',
      () => circuit(1).pauli([0.5, 0.4, 0.2], 0),
      'range',
      'sum to 1.1; give pX, pY and pZ',
    ],
    ['of two probabilities', () => circuit(1).pauli([0.5, 0.4], 0), 'circuit', 'give pX, pY, pZ'],
    ['of one number for pauli', () => circuit(1).pauli(0.5 as never, 0), 'circuit', 'give pX, pY, pZ'],
    [
      'that keeps coherence too long',
      () => circuit(1).thermal({ t1: 1, t2: 2.1, time: 1 }, 0),
      'range',
      't2 = 2.1 above 2 t1 = 2',
    ],
    ['of a negative wait', () => circuit(1).thermal({ t1: 1, t2: 2, time: -1 }, 0), 'range', 'time = -1'],
    ['of t1 = 0', () => circuit(1).thermal({ t1: 0, t2: 0, time: 1 }, 0), 'range', 't1 = 0; give a time above 0'],
    [
      'of a wait with another name',
      () => circuit(1).thermal({ t1: 1, t2: 1, tme: 1 } as never, 0),
      'circuit',
      'thermal() has no option "tme". Did you mean "time"?',
    ],
    [
      'of a wait without its time',
      () => circuit(1).thermal({ t1: 1, t2: 1 } as never, 0),
      'not-finite',
      'time = undefined; give a finite number',
    ],
    [
      'of an unknown name',
      () => circuit(1).channel('depolarising' as never, [0.1], 0),
      'circuit',
      'The channel of channel() is "depolarising"; the channels are bitFlip, phaseFlip, depolarizing, pauli, phaseDamping, ' +
        'amplitudeDamping, thermal. Did you mean "depolarizing"?',
    ],
    [
      'with a condition too many',
      () =>
        circuit(2)
          .measure(0)
          .channel('bitFlip', [0.1], 1, { conditions: [zero, one] }),
      'circuit',
      'bitFlip has two conditions on qubit 0; give one.',
    ],
    [
      'with controls',
      () => circuit(2).channel('bitFlip', [0.1], 1, { controls: [zero] } as never),
      'config',
      'channel() has no option "controls"',
    ],
    [
      'with an argument too many',
      () => circuit(2).bitFlip(0.1, 1, ...([{}] as unknown as [])),
      'circuit',
      'bitFlip() takes 2 argument(s), and an object is one more; for conditions use channel().',
    ],
  ])('is refused %s', (_, build, code, sentence) => {
    const error = refusal(build);
    expect(error.code).toBe(code);
    expect(error.message).toContain(sentence);
  });
});
