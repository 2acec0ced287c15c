import type { Operation } from '../../../circuit/circuit.js';
import type { Model, ProcessorProgram } from '../../../models/model-types.js';

/** What a part of a circuit is for. */
export type GroupKind = 'mixing' | 'embedding' | 'conv' | 'pool' | 'circuit' | 'readout';

/** Operations that stand together: of each processor its own, possibly none. */
export type Layer = readonly (readonly Operation[])[];

/** A named stretch of all processors' circuits. */
export interface Group {
  /** Tells the groups of one model apart, and is the same for models of one make. */
  readonly key: string;
  readonly kind: GroupKind;
  readonly title: string;
  /** Layers that repeat and can be folded; a single one elsewhere. */
  readonly layers: readonly Layer[];
}

/** Operations of one processor, before they are put beside those of the others. */
interface Part {
  readonly key: string;
  readonly kind: GroupKind;
  readonly title: string;
  readonly layers: readonly (readonly Operation[])[];
}

/** A block of a conv layer is H, H, CZ, RX, RX; a ring of two has a single block. */
const convLayerLength = (ring: number) => (ring === 2 ? 5 : 5 * ring);

/** A pool is a measurement and four rotations for two qubits of the ring. */
const poolLength = (ring: number) => 5 * (ring / 2);

const layersText = (count: number) => (count === 1 ? '1 layer' : `${count} layers`);

function cut(operations: readonly Operation[], length: number): (readonly Operation[])[] {
  return Array.from({ length: operations.length / length }, (_, i) => operations.slice(i * length, (i + 1) * length));
}

function mixingPart({ mixing }: ProcessorProgram, layers: number): Part[] {
  if (mixing === null) return [];
  const { operations } = mixing;
  const title = `Mixing, ${layersText(layers)}`;
  return [{ key: 'mixing', kind: 'mixing', title, layers: cut(operations, operations.length / layers) }];
}

function embeddingPart({ embedding }: ProcessorProgram): Part[] {
  const operations = embedding.kind === 'circuit' ? embedding.circuit.operations : [];
  return [{ key: 'embedding', kind: 'embedding', title: 'Embedding', layers: [operations] }];
}

/** The stages of a qcnn: conv layers on a ring, a pool of every second qubit, and on with the smaller ring. */
function qcnnParts(operations: readonly Operation[], qubits: number, depth: number): Part[] {
  const parts: Part[] = [];
  let at = 0;
  const take = (length: number) => {
    at += length;
    return operations.slice(at - length, at);
  };
  for (let ring = qubits, stage = 1; ring > 1; ring /= 2, stage++) {
    if (depth > 0) {
      const layers = cut(take(depth * convLayerLength(ring)), convLayerLength(ring));
      parts.push({ key: `conv${stage}`, kind: 'conv', title: `Conv on ${ring} qubits, ${layersText(depth)}`, layers });
    }
    parts.push({ key: `pool${stage}`, kind: 'pool', title: 'Pool', layers: [take(poolLength(ring))] });
  }
  parts.push({ key: 'readout', kind: 'readout', title: 'Readout', layers: [operations.slice(at)] });
  return parts;
}

/** A circuit of the user's own: one group, and its readout, which it need not measure itself. */
function customParts({ trainable, readout }: ProcessorProgram): Part[] {
  const { operations } = trainable;
  const last = operations.at(-1);
  const measures = (operation: Operation) => operation.kind === 'measure' && operation.qubit === readout;
  const own = last !== undefined && measures(last) ? operations.slice(0, -1) : operations;
  const measured = own.some(measures);
  return [
    { key: 'circuit', kind: 'circuit', title: 'Circuit', layers: [own] },
    {
      key: 'readout',
      kind: 'readout',
      title: 'Readout',
      layers: [measured ? [] : [{ kind: 'measure', qubit: readout }]],
    },
  ];
}

function partsOf(model: Model, processor: number): Part[] {
  const program = model.programs[processor];
  const { circuit, mixing } = model.spec;
  const trainable =
    circuit.kind === 'qcnn'
      ? qcnnParts(program.trainable.operations, program.trainable.qubits, circuit.depth)
      : customParts(program);
  return [...mixingPart(program, mixing.layers), ...embeddingPart(program), ...trainable];
}

/** Parts of one key become one group; processors of other sizes have keys of their own, in the order of time. */
function orderedKeys(parts: readonly (readonly Part[])[]): string[] {
  const longest = [...parts].sort((a, b) => b.length - a.length)[0];
  return longest.map(({ key }) => key);
}

/**
 * Returns everything that the processors of a model do, in the order of time, in groups that a reader knows by name.
 *
 * Qubits count from each processor's own first one; parameters count through the model.
 */
export function circuitGroups(model: Model): Group[] {
  const parts = model.network.processors.map((_, processor) => partsOf(model, processor));
  return orderedKeys(parts).map((key) => {
    const own = parts.map((list) => list.find((part) => part.key === key) ?? null);
    const { kind, title } = own.find((part) => part !== null) as Part;
    const isSame = own.every((part) => part === null || part.title === title);
    const length = Math.max(...own.map((part) => part?.layers.length ?? 0));
    const layers = Array.from({ length }, (_, i) => own.map((part) => part?.layers[i] ?? []));
    return { key, kind, title: isSame ? title : title.replace(/ on \d+ qubits/, ''), layers };
  });
}
