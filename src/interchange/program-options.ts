import { haarUnitaries } from '../data/haar.js';
import type { Rows } from '../data/rows.js';
import { EbitError } from '../errors.js';
import { checkModel } from '../models/checked-model.js';
import type { Model } from '../models/model-types.js';
import { modelRows, rowLength } from '../models/rows.js';
import { checkOptions, type OptionNames } from '../options.js';
import { randomStream } from '../random.js';
import { isNoisyModel } from './noise-list.js';
import { checkShared } from './shared-lists.js';

/** What {@link toPennyLane} and {@link toQiskit} take besides the model. */
export interface ProgramOptions {
  /**
   * Rows, as the model embeds them, on which the program checks itself: it holds the probabilities that ebit finds there.
   * From 1 to 100; three drawn ones unless told.
   */
  readonly rows?: Rows;
}

const optionNames: OptionNames<ProgramOptions> = { rows: true };

/** How many rows are drawn unless some are given. */
const DRAWN = 3;

const MOST_ROWS = 100;

/** A state vector of more takes more memory than most machines have. */
const MOST_QUBITS = 24;

/** A density matrix of more, likewise. */
const MOST_NOISY_QUBITS = 12;

/** Each takes a run of the network for every row. */
const MOST_STATES = 4096;

/** Beyond it a matrix is a text of megabytes. */
const MOST_UNITARY_QUBITS = 6;

/**
 * Checks that a model can be written as a program, and returns the rows on which that checks itself.
 *
 * @param who - the function that was called
 * @param states - how many states of its ebits and coins there are
 * @returns shape [rows, features]
 * @throws EbitError as {@link toPennyLane}
 */
export function checkedProgram(who: string, model: Model, options: ProgramOptions, states: number): Float64Array {
  checkOptions(who, options, optionNames);
  const qubits = model.network.processors.reduce((sum, processor) => sum + processor.qubits, 0);
  const isNoisy = isNoisyModel(model);
  const most = isNoisy ? MOST_NOISY_QUBITS : MOST_QUBITS;
  if (qubits > most) {
    const state = isNoisy ? 'density matrix' : 'state vector';
    throw new EbitError(
      'memory',
      `The processors have ${qubits} qubits together; a program that runs them in one ${state} may have ${most}. ` +
        'Export a smaller model, or the processors one by one as OpenQASM (ebit draw --qasm --processor).',
    );
  }
  if (states > MOST_STATES) {
    throw new EbitError(
      'range',
      `The noisy ebits and the coins have ${states} states together, each of them a run of the program for every row; ` +
        `${MOST_STATES} are the most. Give fewer of them noise.`,
    );
  }
  const large = model.programs.findIndex(
    ({ embedding }, p) => embedding.kind === 'unitary' && model.network.processors[p].qubits > MOST_UNITARY_QUBITS,
  );
  if (large >= 0) {
    const { name, qubits: own } = model.network.processors[large];
    throw new EbitError(
      'memory',
      `Processor "${name}" is given matrices of ${own} qubits, too long for a program of text; ${MOST_UNITARY_QUBITS} are the most.`,
    );
  }
  return options.rows === undefined ? drawnRows(model) : givenRows(model, options.rows);
}

function givenRows(model: Model, given: Rows): Float64Array {
  const rows = modelRows(model, given);
  const count = rows.length / rowLength(model);
  if (count <= MOST_ROWS) return rows;
  throw new EbitError('range', `${count} rows are given for the program to check itself on; give 1 to ${MOST_ROWS}.`);
}

/** Features with six digits in [-pi/2, pi/2], where scaled ones lie; matrices from Haar's measure. */
function drawnRows({ programs, network }: Model): Float64Array {
  const parts = programs.map(({ embedding, features }, p) => {
    const stream = `program ${p}`;
    const { qubits } = network.processors[p];
    if (embedding.kind === 'unitary') return haarUnitaries({ qubits, count: DRAWN, seed: 0, stream });
    const chance = randomStream(0, stream);
    return Float64Array.from(
      { length: DRAWN * features },
      (_, i) => Math.round((chance.uniform(i) - 0.5) * Math.PI * 1e6) / 1e6,
    );
  });
  const rows = Array.from({ length: DRAWN }, (_, n) =>
    programs.flatMap(({ features }, p) => Array.from(parts[p].subarray(n * features, (n + 1) * features))),
  );
  return Float64Array.from(rows.flat());
}

/** Checks what the two functions are given first. */
export function checkedForProgram(model: unknown): Model {
  checkModel(model);
  checkShared(model.network);
  return model;
}
