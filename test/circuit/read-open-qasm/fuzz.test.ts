// The reader against programs made at random, and against the same ones spoilt. EBIT_WHOLE=1 takes thousands.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Circuit } from '../../../src/circuit/circuit.js';
import { toOpenQasm3 } from '../../../src/circuit/open-qasm.js';
import { fromOpenQasm } from '../../../src/circuit/read-open-qasm/read.js';
import { errorCodes, isEbitError } from '../../../src/errors.js';
import { abs2, add, basisState, type Complex, conj, denseRun, type State, times } from '../../oracle/dense.js';
import fc from '../../seeded.js';
import { aCircuit } from '../random-circuit.js';
import { baseGates, type SmallCall, smallProgram, smallState } from './small-evaluator.js';

const whole = process.env.EBIT_WHOLE === '1';
const runs = (few: number, many: number): { numRuns: number; seed: number } => ({
  numRuns: whole ? many : few,
  seed: 7,
});

/** How far two states are apart, the phase of the whole aside. */
function gapOf(a: State, b: State): number {
  const overlap = a.reduce<Complex>((total, one, k) => add(total, times(conj(one), b[k])), [0, 0]);
  const length = Math.sqrt(abs2(overlap)) || 1;
  const turn: Complex = [overlap[0] / length, overlap[1] / length];
  return Math.max(...a.map((one, k) => Math.sqrt(abs2(add(times(one, turn), times([-1, 0], b[k]))))));
}

const stateOf = (circuit: Circuit): State => denseRun(circuit, [], [], basisState(0, circuit.qubits));

const aNumber = fc.oneof(
  fc.double({ min: -7, max: 7, noNaN: true }).map((value) => ({ text: String(value), value })),
  fc.tuple(fc.integer({ min: -9, max: 9 }), fc.constantFrom(1, 2, 3, 4, 8)).map(([n, d]) => ({
    text: `${n}*pi/${d}`,
    value: (n * Math.PI) / d,
  })),
  fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.nat(5)).map(([x, n]) => ({
    text: `-(${n} - pi*(${x}))*0.5`,
    value: -(n - Math.PI * x) * 0.5,
  })),
);
const aModifier = fc.constantFrom<SmallCall['modifiers'][number]>('ctrl', 'ctrl', 'negctrl', 'inv', 2, 3, -1, 0);

/** A call on some of four qubits, its text and its meaning. */
const aCall = fc
  .record({
    gate: fc.constantFrom(...Object.keys(baseGates)),
    modifiers: fc.array(aModifier, { maxLength: 3 }),
    numbers: fc.array(aNumber, { minLength: 3, maxLength: 3 }),
    qubits: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 }),
  })
  .map(({ gate, modifiers, numbers, qubits }) => {
    const { angles, qubits: targets } = baseGates[gate];
    const given = numbers.slice(0, angles);
    let controls = 0;
    const kept = modifiers.filter((one) => one === 'inv' || typeof one === 'number' || targets + ++controls <= 4);
    controls = kept.filter((one) => one === 'ctrl' || one === 'negctrl').length;
    const on = qubits.slice(0, targets + controls);
    const words = kept.map((one) => (typeof one === 'number' ? `pow(${one}) @ ` : `${one} @ `)).join('');
    const list = angles === 0 ? '' : `(${given.map(({ text }) => text).join(', ')})`;
    const call: SmallCall = { modifiers: kept, gate, angles: given.map(({ value }) => value), qubits: on };
    return { call, text: `${words}${gate}${list} ${on.map((qubit) => `q[${qubit}]`).join(', ')};` };
  });

const head = 'OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[4] q;\n';
const someCalls = fc.array(aCall, { minLength: 1, maxLength: 8 });
const spread = 'h q;\nrx(0.3) q[0];\nry(0.9) q[1];\nrx(-1.2) q[2];\nry(0.4) q[3];\n';
const spreadCalls: readonly SmallCall[] = [
  ...[0, 1, 2, 3].map((qubit) => ({ modifiers: [], gate: 'h', angles: [], qubits: [qubit] })),
  { modifiers: [], gate: 'rx', angles: [0.3], qubits: [0] },
  { modifiers: [], gate: 'ry', angles: [0.9], qubits: [1] },
  { modifiers: [], gate: 'rx', angles: [-1.2], qubits: [2] },
  { modifiers: [], gate: 'ry', angles: [0.4], qubits: [3] },
];

describe('programs made at random', () => {
  test('mean what their calls mean by matrices', () => {
    fc.assert(
      fc.property(someCalls, (calls) => {
        const { circuit } = fromOpenQasm(`${head}${spread}${calls.map(({ text }) => text).join('\n')}`);
        const expected = smallState([...spreadCalls, ...calls.map(({ call }) => call)], 4);
        expect(gapOf(stateOf(circuit), expected)).toBeLessThan(1e-12);
      }),
      runs(200, 5000),
    );
  });

  test('mean the same inside a definition, and upside down', () => {
    fc.assert(
      fc.property(someCalls, fc.boolean(), (calls, isInverse) => {
        const body = calls.map(({ text }) => text.replaceAll(/q\[(\d)\]/g, 'q$1')).join(' ');
        const text = `${head}${spread}gate mine q0, q1, q2, q3 { ${body} }\n${isInverse ? 'inv @ ' : ''}mine q[0], q[1], q[2], q[3];`;
        const inside = calls.map(
          ({ call }): SmallCall => (isInverse ? { ...call, modifiers: [...call.modifiers, 'inv'] } : call),
        );
        const expected = smallState([...spreadCalls, ...(isInverse ? inside.reverse() : inside)], 4);
        expect(gapOf(stateOf(fromOpenQasm(text).circuit), expected)).toBeLessThan(1e-12);
      }),
      runs(100, 3000),
    );
  });

  test('come back from what toOpenQasm3 writes, with the amplitudes of the oracle', () => {
    fc.assert(
      fc.property(aCircuit({ maxQubits: 5, maxOperations: 14 }), ({ circuit, parameters, features }) => {
        const read = fromOpenQasm(toOpenQasm3(circuit)).circuit;
        const start = basisState(0, circuit.qubits);
        const [found, expected] = [read, circuit].map((one) => denseRun(one, parameters, features, start));
        found.forEach((one, k) => {
          expect(Math.sqrt(abs2(add(one, times([-1, 0], expected[k]))))).toBeLessThan(1e-12);
        });
      }),
      runs(100, 3000),
    );
  });
});

const fixtures = JSON.parse(readFileSync(new URL('../fixtures/qiskit-programs.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly { readonly program: string }[];
};

const fragments = [
  ...[
    ';',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '@',
    ',',
    '->',
    '==',
    '=',
    '-',
    '*',
    '/',
    '**',
    '^',
    '"',
    "'",
    '/*',
    '*/',
    '//',
    '\\',
    '$0',
  ],
  ...[
    'q',
    'c',
    'pi',
    'ctrl @ ',
    'negctrl @ ',
    'inv @ ',
    'pow(2) @ ',
    'pow(1e9) @ ',
    'gphase(1);',
    'measure q;',
    'reset q;',
    'barrier q;',
  ],
  ...[
    'if (c[0]) ',
    'else ',
    'gate g a { x a; } ',
    'input float z;',
    'const int n = 3;',
    'qubit[30] r;',
    'bit[99999999] b;',
    'for ',
    'def ',
  ],
  ...[
    '1e999',
    '99999999999999999999',
    '0x',
    '1/0',
    '0.1.2',
    '3im',
    '10ns',
    'NaN',
    'undefined',
    '__proto__',
    'constructor',
    'toString',
  ],
  ...[
    'π',
    '𝒳',
    '\u0000',
    '\ud800',
    '\u2028',
    '\r',
    '\t',
    '('.repeat(5000),
    '-'.repeat(5000),
    'a'.repeat(5000),
    '9'.repeat(5000),
  ],
  ...['{'.repeat(500), 'if (c[0]) '.repeat(300), 'ctrl @ '.repeat(300), '1+'.repeat(5000), 'x'.repeat(40)],
];

/** A program, and what is done to it: pieces taken out, doubled, exchanged, or put in. */
const aSpoiltProgram = fc
  .tuple(
    fc.oneof(
      someCalls.map((calls) => `${head}${calls.map(({ text }) => text).join('\n')}`),
      fc.constantFrom(...fixtures.cases.map(({ program }) => program)),
      aCircuit({ maxQubits: 4, maxOperations: 8 }).map(({ circuit }) => toOpenQasm3(circuit)),
    ),
    fc.array(
      fc.record({
        kind: fc.constantFrom('cut', 'double', 'swap', 'insert', 'digit', 'byte', 'piece'),
        at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        other: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        piece: fc.constantFrom(...fragments),
        code: fc.nat(300),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([program, changes]) => {
    let tokens: string[] = program.match(/\s+|\w+|[^\s\w]/gu) ?? [];
    for (const { kind, at, other, piece, code } of changes) {
      const [i, j] = [Math.floor(at * tokens.length), Math.floor(other * tokens.length)];
      if (kind === 'cut') tokens = tokens.toSpliced(i, 1 + (j % 4));
      else if (kind === 'double') tokens = tokens.toSpliced(i, 0, ...tokens.slice(i, i + 1 + (j % 6)));
      else if (kind === 'swap') tokens = tokens.with(i, tokens[j] ?? '').with(j, tokens[i] ?? '');
      else if (kind === 'insert') tokens = tokens.toSpliced(i, 0, tokens[j] ?? '');
      else if (kind === 'piece') tokens = tokens.toSpliced(i, 0, piece);
      else if (kind === 'digit')
        tokens = tokens.map((token, k) => (k >= i && /^\d$/.test(token) && k < i + 9 ? String(code % 10) : token));
      else tokens = tokens.toSpliced(i, 1, String.fromCharCode(code));
      if (tokens.length === 0) tokens = [''];
    }
    return tokens.join('');
  });

test('spoilt programs are circuits or refusals, and what is accepted is not misread', () => {
  const count = { refused: 0, accepted: 0, compared: 0 };
  fc.assert(
    fc.property(aSpoiltProgram, (text) => {
      let circuit: Circuit;
      try {
        ({ circuit } = fromOpenQasm(text));
      } catch (error) {
        if (!isEbitError(error)) throw error;
        expect(errorCodes).toContain(error.code);
        expect(error.message).toMatch(/^Line \d+, column \d+: [\s\S]{10,600}$/);
        count.refused++;
        return;
      }
      count.accepted++;
      const written = toOpenQasm3(circuit);
      const again = fromOpenQasm(written).circuit;
      expect(toOpenQasm3(again)).toBe(toOpenQasm3(fromOpenQasm(toOpenQasm3(again)).circuit));
      expect(again.operations.length).toBeGreaterThanOrEqual(circuit.operations.length);
      const small = smallProgram(text);
      if (small === null || small.qubits > 6 || circuit.operations.length > 200) return;
      count.compared++;
      expect(small.qubits).toBe(circuit.qubits);
      expect(gapOf(stateOf(circuit), smallState(small.calls, small.qubits))).toBeLessThan(1e-10);
    }),
    runs(500, 20_000),
  );
  expect(count.accepted).toBeGreaterThan(20);
  expect(count.compared).toBeGreaterThan(5);
  expect(count.refused).toBeGreaterThan(100);
});

test('noise is refused', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.array(fc.constantFrom(...fragments), { maxLength: 20 }).map((all) => all.join(' ')),
      ),
      (text) => {
        try {
          fromOpenQasm(text);
        } catch (error) {
          if (!isEbitError(error)) throw error;
        }
      },
    ),
    runs(300, 10_000),
  );
});
