// The programs against the real packages: as fixtures say that they ran, and run anew where a Python has the packages.
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createCircuit, type Operation } from '../../src/circuit/circuit.js';
import { gateNames, gates } from '../../src/circuit/gates.js';
import type { Dialect } from '../../src/interchange/dialect.js';
import { pennyLane } from '../../src/interchange/pennylane-dialect.js';
import { programOf } from '../../src/interchange/program.js';
import { qiskit } from '../../src/interchange/qiskit-dialect.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { modelToJSON } from '../../src/models/model-file.js';
import type { Model } from '../../src/models/model-types.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { callEbit } from '../cli/call-ebit.js';
import { temporaryWorkingFolder } from '../cli/temporary-folder.js';
import { engineCases, parametersFor, rowsFor } from '../models/engine-cases.js';
import { programCases } from './cases.js';
import { digestOf, fixtureRows, readFixture } from './fixtures.js';
import { absenceOf, packageNames, packages, runPrograms } from './python.js';

temporaryWorkingFolder();

const remake =
  'EBIT_PYTHON=PYTHON npx tsx test/interchange/make-fixtures.ts, with a Python that has PennyLane and Qiskit';
const dialects: Readonly<Record<keyof typeof packages, Dialect>> = { pennylane: pennyLane, qiskit };

/** The largest difference of two lists of numbers. */
function farthest(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length);
  return Array.from(found, (one, i) => Math.abs(one - expected[i])).reduce((most, one) => Math.max(most, one), 0);
}

describe.each(packageNames)('%s found in programs of the same text what this package finds', (name) => {
  const { cases } = readFixture(name);
  test.each(programCases)('$name', (one) => {
    const fixture = cases[one.name];
    expect(fixture, `There is no fixture; make them anew: ${remake}.`).toBeDefined();
    expect(farthest(one.model.probabilities(fixtureRows(one)), fixture.probabilities.flat())).toBeLessThan(1e-9);
    expect(digestOf(packages[name](one.model)), `The text has changed; make the fixtures anew: ${remake}.`).toBe(
      fixture.digest,
    );
  });

  test('and there is no fixture of another case', () => {
    expect(Object.keys(cases)).toEqual(programCases.map((one) => one.name));
  });
});

/** Every gate of the table: alone, under controls of both values, under a condition. */
const everyGate: Model = (() => {
  const hadamards = [0, 1, 2].map((qubit): Operation => gateOf('h', [qubit]));
  const operations = gateNames.flatMap((name): Operation[] => {
    const places = Array.from({ length: gates[name].targets }, (_, i) => i);
    const free = [2, 1].filter((qubit) => !places.includes(qubit));
    return [
      gateOf(name, places),
      gateOf(name, places, [{ qubit: free[0], value: 1 }]),
      gateOf(name, places.toReversed(), [{ qubit: free[0], value: 0 }]),
      gateOf(
        name,
        places,
        free.map((qubit, i) => ({ qubit, value: i === 0 ? 0 : 1 })),
      ),
      gateOf(name, places, [], [{ qubit: 3, value: 1 }]),
      ...[0, 1, 2].map((qubit) => gateOf('ry', [qubit])),
    ];
  });
  const all = createCircuit(4, [...hadamards, gateOf('h', [3]), { kind: 'measure', qubit: 3 }, ...operations]);
  const circuit = customCircuit({ circuit: all, readout: [0, 1, 2] });
  return classifier({ network: bellNetwork({ ebits: 1, fidelity: 0.9, qubits: 4 }), circuit, seed: 3 });

  function gateOf(
    gate: (typeof gateNames)[number],
    targets: readonly number[],
    controls: readonly { qubit: number; value: 0 | 1 }[] = [],
    conditions: readonly { qubit: number; value: 0 | 1 }[] = [],
  ): Operation {
    const angle = gates[gate].hasAngle ? ({ kind: 'parameter', index: 0, scale: 0.3, offset: 0.4 } as const) : null;
    return { kind: 'gate', gate, targets, controls, conditions, angle };
  }
})();

const table = [
  'age,colour,dose,"blood ""type""",none,size,outcome',
  '54,blue,0.25,A,3,small,ill',
  '61.5,caf\u00e9,-0.05,B,3,large,well',
  'NA,10.0,.2,?,4,medium,ill',
  '20,red,,B,3,-,ill',
].join('\n');
const tables: Readonly<Record<string, string>> = {
  'a table with gaps and words, scaled, a column that was constant': table,
  'a table of many classes, rows with gaps left out': 'kind;a;b;c\nx;0.1;1.5;4\ny;;1;2\nz; 1e-1;+2;-1\n;.5;0.5;1\n',
};

/** What `ebit predict` prints. */
async function predicted(model: Model, text: string): Promise<string> {
  writeFileSync('model.json', JSON.stringify(modelToJSON(model)));
  writeFileSync('table.csv', text);
  const { code, stdout, stderr } = await callEbit(['predict', 'model.json', 'table.csv']);
  expect(code, stderr).toBe(0);
  return stdout;
}

/** The cells of a table without quotes around commas, numbers rounded to nine digits. */
function cells(text: string): string[][] {
  return text
    .split('\n')
    .map((line) =>
      line.split(',').map((cell) => (cell === '' || Number.isNaN(Number(cell)) ? cell : Number(cell).toFixed(9))),
    );
}

const TIMEOUT = 300_000;

for (const name of packageNames) {
  const absence = absenceOf(name);
  const named = absence === null ? describe : describe.skip;
  const title = `${name} runs programs to the same probabilities, within 1e-9`;
  named(absence === null ? title : `NOT CHECKED: ${title}: ${absence}`, () => {
    test('of everything that a program carries, with labels, values, checks and tables', {
      timeout: TIMEOUT,
    }, async () => {
      const { answers } = runPrograms(
        name,
        programCases.map((one) => ({
          text: packages[name](one.model),
          rows: fixtureRows(one),
          table: tables[one.name],
        })),
      );
      for (const [k, one] of programCases.entries()) {
        const { model } = one;
        const rows = fixtureRows(one);
        const { probabilities, labels, values, said } = answers[k];
        expect(farthest(probabilities.flat(), model.probabilities(rows)), one.name).toBeLessThan(1e-9);
        const judged = model.classes === 2 ? model.expectations(rows) : model.classProbabilities(rows);
        expect(farthest(values.flat(), judged), one.name).toBeLessThan(1e-8);
        const words = model.columns?.label;
        const own = Array.from(model.predict(rows), (label) => {
          if (words === null || words === undefined) return String(label);
          return 'classes' in words ? words.classes[label] : label > 0 ? words.positive : words.negative;
        });
        expect(labels, one.name).toEqual(own);
        const [check, ...lines] = said.split('\n');
        expect(check, one.name).toMatch(/^3 rows, .*: well$/);
        if (tables[one.name] === undefined) continue;
        expect(cells(lines.join('\n')), one.name).toEqual(cells(await predicted(model, tables[one.name])));
      }
    });

    test('of models that take every way through the engines', { timeout: TIMEOUT }, () => {
      const cases = engineCases.map(({ name: text, model }, k) => ({
        name: text,
        model: model.withParameters(parametersFor(model, k + 1)),
      }));
      const rows = cases.map(({ model }) => rowsFor(model, 1, 5));
      const { answers } = runPrograms(
        name,
        cases.map(({ model }, k) => ({ text: packages[name](model, { rows: rows[k] }), rows: rows[k] })),
      );
      cases.forEach(({ name: text, model }, k) => {
        const { probabilities } = answers[k];
        expect(farthest(probabilities.flat(), model.probabilities(rows[k])), text).toBeLessThan(1e-9);
      });
    });

    test('of every gate, also where its own name is not known and it goes by its recipe', { timeout: TIMEOUT }, () => {
      const rows = rowsFor(everyGate, 1, 5);
      const bare: Dialect = { ...dialects[name], gates: { h: dialects[name].gates.h } };
      const texts = [packages[name](everyGate), programOf('test', bare, everyGate, {})];
      const { answers } = runPrograms(
        name,
        texts.map((text) => ({ text, rows })),
      );
      expect(texts[1]).toContain('phases(');
      for (const { probabilities } of answers) {
        expect(farthest(probabilities.flat(), everyGate.probabilities(rows))).toBeLessThan(1e-9);
      }
    });
  });
}
