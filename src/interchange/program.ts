// A trained model as one file of Python, for a package that runs circuits.
import { classWords } from '../data/labels.js';
import { firstQubit } from '../models/circuits.js';
import type { Model } from '../models/model-types.js';
import { firstFeature, rowLength } from '../models/rows.js';
import { outcomeWeights } from '../models/weights.js';
import { networkText, noiseLines, sharedLines } from '../network/words.js';
import { NUMERICS } from '../numerics.js';
import { circuitLines } from './circuit-lines.js';
import type { Dialect } from './dialect.js';
import { isNoisyModel, NoiseList } from './noise-list.js';
import { checkedForProgram, checkedProgram, type ProgramOptions } from './program-options.js';
import { ENDING, MANY_CLASSES, MIXTURE, TWO_CLASSES } from './program-text.js';
import { indented, pythonList, pythonMatrix, pythonNumber, pythonNumbers, pythonText } from './python.js';
import { sharedLists, stateCount } from './shared-lists.js';
import { tableClasses, tableLists } from './table-lists.js';

const UNITARY = `
def matrix_of(x):
    """Returns a processor's features as a matrix: row by row, the real and the imaginary part of an entry side by side."""
    size = round(math.sqrt(len(x) / 2))
    return np.reshape(x[0::2] + 1j * x[1::2], (size, size))

`;

function heading(model: Model, dialect: Dialect): string {
  const isNoisy = isNoisyModel(model);
  const shared = [...sharedLines(model.network), ...noiseLines(model.network).map((line) => `noise at ${line}`)];
  const state = isNoisy ? dialect.noise.state : 'a state vector';
  const same = isNoisy ? 'the state stays one of as many qubits' : 'the state stays one vector';
  const rule =
    model.classes === 2
      ? 'E(x) = sum_a w_a P(a|x) over the outcomes a of their bits; the label is the sign of E.'
      : 'z_c(x) = sum_a W_ca P(a|x) over the outcomes a of their bits; the label is the class with the largest logit.';
  return `"""A trained classifier for ${dialect.name}: ${networkText(model.network)}.

${shared.map((line) => `    ${line}\n`).join('')}${shared.length > 0 ? '\n' : ''}Each processor runs mixing layers, embedding and trained circuit on its own qubits; no gate joins two of them.
${rule}

    python PROGRAM.py TABLE.csv    labels the rows of a table
    python PROGRAM.py              checks itself against probabilities that ebit found

From Python: predict(scale(rows)), probabilities(scale(rows)). Probabilities are exact, those of ${state}. A gate
that depends on an outcome is controlled by the measured qubit, which nothing else touches afterwards: the
probabilities are the same to the last digit, and ${same}.
${dialect.order}

Written by ebit (numerics version ${NUMERICS}) and tried with ${dialect.tried}.
"""
`;
}

/** One processor's function. */
function processorText(model: Model, dialect: Dialect, index: number, noise: NoiseList): string {
  const { name } = model.network.processors[index];
  const { mixing, embedding, trainable } = model.programs[index];
  const parts: (readonly [title: string, lines: readonly string[]])[] = [
    ['Mixing', mixing === null ? [] : circuitLines(dialect, mixing, noise)],
    ['Embedding', embedding.kind === 'unitary' ? [dialect.unitary] : circuitLines(dialect, embedding.circuit, noise)],
    ['Trained circuit', circuitLines(dialect, trainable, noise)],
  ];
  const body = parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `# ${title}\n${lines.map((line) => `${line}\n`).join('')}`)
    .join('');
  const docstring = `"""What processor ${name} runs on its qubits q, with its features x."""\n`;
  return `\ndef processor_${index}(${dialect.parameters}):\n${indented(docstring + body)}\n`;
}

/** Where processors, qubits, features and bits stand. */
function numbersText(model: Model): string {
  const { network, programs, angles, parameters, classes } = model;
  const qubits = firstQubit(network, network.processors.length);
  const wires = programs.map(({ readouts }, p) => readouts.map((qubit) => String(firstQubit(network, p) + qubit)));
  const flips = programs.flatMap(({ readouts }, p) => {
    const { flip0, flip1 } = network.processors[p].readout;
    return readouts.map(() => `(${pythonNumber(flip0)}, ${pythonNumber(flip1)})`);
  });
  const outcomes = 1 << flips.length;
  const weights =
    classes === 2
      ? pythonNumbers(outcomeWeights(model, parameters))
      : pythonMatrix(
          Array.from({ length: classes }, (_, c) =>
            parameters.subarray(angles + c * outcomes, angles + (c + 1) * outcomes),
          ),
        );
  return [
    `QUBITS = ${qubits}\n`,
    `FEATURES = ${rowLength(model)}\n`,
    "# The qubits that are read out, the first the most significant bit of an outcome, and each bit's errors: the\n",
    '# probability to read 1 for 0, and 0 for 1.\n',
    `READOUTS = ${pythonList(wires.flat())}\n`,
    `FLIPS = ${pythonList(flips)}\n`,
    sharedLists(network),
    '# The trained angles in radians, and what features are multiplied by.\n',
    `THETA = np.array(${pythonNumbers(parameters.subarray(0, angles))})\n`,
    classes === 2 ? '# The weights w_a by outcome.\n' : '# The weights W_ca, class by class.\n',
    `WEIGHTS = np.array(${weights})\n`,
  ].join('');
}

/** The rows on which a program checks itself, and what ebit finds there. */
function checkText(model: Model, rows: Float64Array): string {
  const width = rowLength(model);
  const count = rows.length / width;
  const found = model.probabilities(rows).map((probability) => Number(probability.toFixed(12)));
  const outcomes = found.length / count;
  const cut = (list: Float64Array, size: number) =>
    pythonMatrix(Array.from({ length: count }, (_, n) => list.subarray(n * size, (n + 1) * size)));
  return `# Rows of angles, and P(a|x) of each as ebit finds it, to twelve decimals.\nCHECK_ROWS = np.array(${cut(rows, width)})\nCHECK_PROBABILITIES = np.array(${cut(found, outcomes)})\n`;
}

/**
 * Returns a model as a program in a dialect.
 *
 * @param who - the function that was called
 * @throws EbitError as {@link toPennyLane}
 */
export function programOf(who: string, dialect: Dialect, given: Model, options: ProgramOptions): string {
  const model = checkedForProgram(given);
  const rows = checkedProgram(who, model, options, stateCount(model.network));
  const { network, programs } = model;
  const isNoisy = isNoisyModel(model);
  const noise = new NoiseList();
  const processors = programs.map((_, p) => processorText(model, dialect, p, noise)).join('');
  const calls = programs.map(({ features }, p) => {
    const first = firstQubit(network, p);
    const start = firstFeature(model, p);
    const qubits = Array.from({ length: network.processors[p].qubits }, (_, i) => first + i).join(', ');
    const words = { c: 'c', q: `[${qubits}]`, x: `row[${start}:${start + features}]` };
    const given = dialect.parameters.split(', ').map((name) => words[name as keyof typeof words]);
    return `processor_${p}(${given.join(', ')})`;
  });
  const judged = model.classes === 2 ? ['E'] : classWords(tableClasses(model)).map((word) => `p(${word})`);
  return [
    heading(model, dialect),
    'import csv\nimport io\nimport itertools\nimport math\nimport re\nimport sys\nimport unicodedata\n\n',
    isNoisy ? dialect.noise.imports : dialect.imports,
    '\npi = math.pi\n\n',
    numbersText(model),
    noise.text(),
    tableLists(model),
    `JUDGED = ${pythonList(judged.map(pythonText))}  # the columns between probabilities and label\n`,
    checkText(model, rows),
    '\n',
    dialect.sharing,
    noise.text() === '' ? '' : dialect.noise.definition,
    programs.some(({ embedding }) => embedding.kind === 'unitary') ? UNITARY : '',
    / phases\(|\(phases\(/.test(processors) ? dialect.phasesDefinition : '',
    processors,
    dialect.network(calls, isNoisy),
    MIXTURE,
    model.classes === 2 ? TWO_CLASSES : MANY_CLASSES,
    ENDING,
  ].join('');
}
