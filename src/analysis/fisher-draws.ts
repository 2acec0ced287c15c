import { refuseAborted } from '../abort.js';
import { haarUnitaries } from '../data/haar.js';
import type { Rows } from '../data/rows.js';
import { EbitError } from '../errors.js';
import { checkModel } from '../models/checked-model.js';
import { classifier } from '../models/classifier.js';
import { unitaryEmbedding } from '../models/embedding.js';
import { openFisherSession } from '../models/fisher-session.js';
import type { Model } from '../models/model-types.js';
import { modelRows, rowLength } from '../models/rows.js';
import { roomFor } from '../number-list.js';
import { checkedFunction, checkedSignal, checkedWhole, type OptionNames } from '../options.js';
import { pause, SLICE } from '../pause.js';
import { randomStream } from '../random.js';

/** Fisher matrices of a model at random angles: what to average over, and how many draws. */
export interface FisherDrawOptions {
  /**
   * How many Haar-random inputs, 100 unless told: for each a random unitary matrix on every processor, which takes the
   * embedding's place.
   */
  readonly inputs?: number;
  /** Rows for the model's own embedding instead, such as a data set's. */
  readonly rows?: Rows;
  /** How many times the angles are drawn, uniform in [0, 2 pi); 20 unless told. */
  readonly draws?: number;
  /** Of the angles and the inputs; an integer from 0 to 2^53 - 1, 0 unless told. All draws share the inputs. */
  readonly seed?: number;
  /** Called after every draw; what it throws or rejects with ends the work, as it is. */
  readonly onProgress?: (progress: DrawProgress) => unknown;
  /** Ends the work before the next draw. */
  readonly signal?: AbortSignal;
}

/** Their names. */
export const fisherDrawOptionNames: OptionNames<FisherDrawOptions> = {
  inputs: true,
  rows: true,
  draws: true,
  seed: true,
  onProgress: true,
  signal: true,
};

/** How far the draws have come. */
export interface DrawProgress {
  /** How many draws are done. */
  readonly draw: number;
  readonly draws: number;
}

/** A model, and what its Fisher matrices are averaged over. */
export interface FisherDraws {
  /** How many inputs. */
  readonly inputs: number;
  /** How many draws. */
  readonly draws: number;
  /** The Fisher matrix of each draw in turn, shape [angles, angles]. */
  matrices(): AsyncGenerator<Float64Array, void>;
}

/** Inputs beyond these are a slip: their matrices would not fit into memory. */
const MAX_INPUTS = 1_000_000;
const MAX_DRAWS = 1_000_000;

/**
 * Prepares the draws.
 *
 * Draw k of a seed does not depend on the number of draws, nor input n on the number of inputs.
 *
 * @throws EbitError 'range' for a number of inputs, draws or a seed outside its limits; 'config' if both inputs and
 *   rows are given; 'circuit' if the model has no angles, or its trainable circuit reads features, for which no unitary
 *   can stand; as `modelRows` for rows that do not fit
 */
export function fisherDraws(model: Model, options: FisherDrawOptions): FisherDraws {
  checkModel(model);
  const { inputs = 100, rows, draws = 20, seed = 0, onProgress, signal } = options;
  checkedWhole('The number of inputs', inputs, 1, MAX_INPUTS);
  checkedWhole('The number of draws', draws, 1, MAX_DRAWS);
  if (onProgress !== undefined) checkedFunction('onProgress', onProgress);
  checkedSignal(signal);
  if (rows !== undefined && options.inputs !== undefined) {
    throw new EbitError('config', 'Both "rows" and "inputs" are given; give rows, or a number of random inputs.');
  }
  if (model.angles === 0) throw new EbitError('circuit', 'The model has no angles, so it has no Fisher matrix.');
  refuseAborted(`Stopped after 0 of ${draws} draws.`, signal);
  const chance = randomStream(seed, 'effective-dimension/angles');
  const subject = rows === undefined ? haarSubject(model, inputs, seed) : { model, rows: modelRows(model, rows) };
  const features = rowLength(subject.model);

  async function* matrices(): AsyncGenerator<Float64Array, void> {
    const session = openFisherSession(subject.model, subject.rows);
    const parameters = Float64Array.from(subject.model.parameters);
    try {
      let since = performance.now();
      for (let draw = 0; draw < draws; draw++) {
        if (performance.now() - since > SLICE) {
          await pause();
          since = performance.now();
        }
        refuseAborted(`Stopped after ${draw} of ${draws} draws.`, signal);
        for (let i = 0; i < model.angles; i++) parameters[i] = 2 * Math.PI * chance.uniform(draw * model.angles + i);
        yield session.fisher(parameters);
        await onProgress?.({ draw: draw + 1, draws });
      }
    } finally {
      session.close();
    }
  }
  return { inputs: subject.rows.length / features, draws, matrices };
}

interface Subject {
  readonly model: Model;
  readonly rows: Float64Array;
}

/** The last Haar inputs made: a table of effective dimensions asks for the same ones hundreds of times. */
let latest: { readonly key: string; readonly rows: Float64Array } | null = null;

function haarSubject(model: Model, inputs: number, seed: number): Subject {
  const { network, spec } = model;
  if (model.programs.some(({ trainable }) => trainable.features > 0)) {
    throw new EbitError(
      'circuit',
      'The trainable circuit reads features itself, so random unitary matrices cannot stand for them; give rows.',
    );
  }
  const subject = classifier({ ...spec, network, embedding: unitaryEmbedding(), weights: 'fixed' });
  const qubits = network.processors.map((processor) => processor.qubits);
  const key = JSON.stringify([qubits, inputs, seed]);
  if (latest?.key !== key) latest = { key, rows: haarRows(qubits, inputs, seed) };
  return { model: subject, rows: latest.rows };
}

/** Rows of unitary matrices, each processor's from a stream of its own. */
function haarRows(qubits: readonly number[], inputs: number, seed: number): Float64Array {
  const sizes = qubits.map((m) => 2 << (2 * m));
  const stride = sizes.reduce((sum, size) => sum + size, 0);
  const rows = roomFor('The random inputs', inputs * stride);
  let offset = 0;
  qubits.forEach((m, p) => {
    const own = haarUnitaries({ qubits: m, count: inputs, seed, stream: `effective-dimension/inputs/${p}` });
    for (let n = 0; n < inputs; n++) rows.set(own.subarray(n * sizes[p], (n + 1) * sizes[p]), n * stride + offset);
    offset += sizes[p];
  });
  return rows;
}
