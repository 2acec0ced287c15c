// Processors with noise whose samples are embedded operators, in the core's memory.
import type { Arena } from '../core/arena.js';
import type { CoreExports } from '../core/generated/core-exports.js';
import {
  EMBEDDED_LANES,
  KIND_OPERATORS,
  PAULI_BYTES,
  PAULI_DATA,
  PAULI_DATA_COUNT,
  PAULI_LANES,
  PAULI_OWN,
  PAULI_SHARED,
  PAULI_SUPPORT,
  PAULI_SUPPORT_START,
  PROCESSOR_CIRCUIT,
  PROCESSOR_KIND,
  PROCESSOR_SOURCE,
  PROCESSOR_SOURCE_COUNT,
} from '../core/generated/layout.js';
import type { CompiledModel } from './compiled-model.js';
import type { OperatorForm } from './operator-form.js';
import type { PauliProcessor } from './pauli-form.js';
import { type NoisyPart, noisyFields, stringFields } from './pauli-parts.js';
import { writeSweep } from './pauli-words.js';
import { writeProcessor } from './processor.js';
import { dataAngleLayout, type ProcessorRows } from './samples.js';
import type { WrittenProcessor } from './state-parts.js';
import { fillUnitaryOperators } from './unitary-operators.js';

/** A processor in the core's memory, and where its samples' operators then stand. */
export interface WrittenOperators extends WrittenProcessor {
  readonly source: number;
  readonly count: number;
}

/** What embeds samples, some at a time. */
interface Embedding {
  readonly core: CoreExports;
  readonly processor: number;
  readonly ids: number;
  readonly data: ReturnType<typeof dataAngleLayout>;
  readonly angles: Float64Array;
  readonly count: number;
}

function embed(
  { core, processor, ids, data, angles, count }: Embedding,
  at: number,
  { samples, ...rows }: ProcessorRows,
): void {
  for (let first = 0; first < samples; first += EMBEDDED_LANES) {
    const here = Math.min(EMBEDDED_LANES, samples - first);
    data.fill(angles, { ...rows, samples: here, offset: rows.offset + first * rows.stride });
    core.embedOperators(processor, ids, here, at + 8 * count * first);
  }
}

/** Writes one processor whose samples are embedded operators. */
export function writeOperatorsPart(
  arena: Arena,
  model: CompiledModel,
  p: number,
  form: PauliProcessor,
  { support, count }: OperatorForm,
  { samples, lanes, keep, jacobian }: NoisyPart,
): WrittenOperators {
  const { shared, own, starts, program, border } = form;
  if (shared === null) throw new Error('nothing is shared by samples that are embedded operators');
  const data = dataAngleLayout(form.angles);
  const dataAt = arena.zeros(data.count * EMBEDDED_LANES);
  const ids = arena.putI32(Array.from({ length: EMBEDDED_LANES }, (_, lane) => lane));
  const sharedLanes = jacobian === 0 ? 2 : lanes;
  const firstAngle = model.firstAngle[p];
  let first = 0;
  const supportStart = [0, ...support.map(({ length }) => (first += length))];
  const pauli = arena.putFields(PAULI_BYTES, [
    [PAULI_SHARED, writeSweep(arena, shared, { products: starts.length, lanes: sharedLanes, keep, firstAngle })],
    [
      PAULI_OWN,
      own === null ? 0 : writeSweep(arena, own, { products: 1, lanes: EMBEDDED_LANES, keep: false, firstAngle: 0 }),
    ],
    [PAULI_LANES, sharedLanes],
    [PAULI_SUPPORT_START, arena.putI32(supportStart)],
    [PAULI_SUPPORT, arena.putI32(support.flatMap((strings) => [...strings]))],
    [PAULI_DATA, dataAt],
    [PAULI_DATA_COUNT, data.count],
    ...stringFields(arena, form),
  ]);
  const source = arena.zeros(count * samples);
  const address = writeProcessor(
    arena,
    [
      [PROCESSOR_KIND, KIND_OPERATORS],
      [PROCESSOR_CIRCUIT, pauli],
      [PROCESSOR_SOURCE, source],
      [PROCESSOR_SOURCE_COUNT, count],
      ...noisyFields(model, p, jacobian),
    ],
    lanes,
    keep,
  );
  let embedding: Embedding | null = null;
  return {
    address,
    source,
    count,
    fill(rows) {
      if (own === null) {
        const { qubits, halves } = program.source;
        fillUnitaryOperators(arena.f64(source, count * rows.samples), rows, qubits, halves, border);
        return;
      }
      // Made at the first call: until then the memory may grow.
      embedding ??= {
        core: arena.core,
        processor: address,
        ids,
        data,
        angles: arena.f64(dataAt, data.count * EMBEDDED_LANES),
        count,
      };
      embed(embedding, source, rows);
    },
    // Every call is told its lanes.
    setLanes() {},
  };
}
