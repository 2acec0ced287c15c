import type { Operation } from '../../../circuit/circuit.js';
import type { Model } from '../../../models/model-types.js';
import { type ModelPart, modelParts } from '../../../models/parts.js';
import { plural } from '../../../plural.js';

/** What a part of a circuit is for. */
export type GroupKind = ModelPart['kind'];

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

/** A processor's part with the name by which it is put beside those of the others. */
interface Part extends ModelPart {
  readonly key: string;
  readonly title: string;
}

function titleOf({ kind, ring, layers }: ModelPart): string {
  const count = plural(layers.length, 'layer');
  if (kind === 'mixing') return `Mixing, ${count}`;
  if (kind === 'reuploading') return `Re-uploading, ${count}`;
  if (kind === 'conv') return `Conv on ${ring} qubits, ${count}`;
  return kind[0].toUpperCase() + kind.slice(1);
}

function partsOf(model: Model, processor: number): Part[] {
  return modelParts(model, processor).map((part) => {
    const isStaged = part.kind === 'conv' || part.kind === 'pool';
    return { ...part, key: isStaged ? `${part.kind}${part.stage}` : part.kind, title: titleOf(part) };
  });
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
