// The noisy engine's part of a plan, each processor in its cheaper form.
import type { Arena } from '../core/arena.js';
import { CHUNK } from '../core/generated/layout.js';
import { exactText } from '../exact-text.js';
import type { CompiledModel } from './compiled-model.js';
import type { OperatorForm } from './operator-form.js';
import { writeOperatorsPart } from './operator-parts.js';
import type { PauliProcessor } from './pauli-form.js';
import { pauliLanes, writePauliPart } from './pauli-parts.js';
import type { SweepForm } from './pauli-sweep.js';
import type { WrittenProcessors } from './plan.js';
import { filledEvenly, together } from './state-parts.js';

/** What embedded operators may take in all, bytes. */
const largestOperators = 256 * 1024 * 1024;

/** Steps over which the work of embedding is spread where it is weighed against runs of every sample. */
const STEPS = 50;

/** Multiply-adds of a run forwards. */
function workOf({ operations }: SweepForm): number {
  return operations.reduce((sum, { kind, strings }) => sum + (kind === 'permutation' ? 1 : 3) * strings, 0);
}

/** Which processors take their samples as embedded operators: all that have no other way, and those where it is less to do. */
function chosenOperators(model: CompiledModel, samples: number): readonly (OperatorForm | null)[] {
  const { processors, operators } = model.pauli;
  let left = largestOperators;
  return operators.map((form, p) => {
    const { own, starts, members } = processors[p];
    if (form === null || own === null) return form;
    const bytes = 8 * form.count * samples;
    const run = workOf(own);
    const runs = 4 * run * starts.length;
    const products = 2 * form.count * starts.length + (members.length * run) / STEPS;
    if (bytes > left || products > runs) return null;
    left -= bytes;
    return form;
  });
}

function lanesFor(
  processors: readonly PauliProcessor[],
  operators: readonly (OperatorForm | null)[],
  samples: number,
): number {
  if (operators.every((form) => form !== null)) return CHUNK;
  const most = processors.map((form, p) => (operators[p] === null ? pauliLanes(form) : CHUNK));
  return filledEvenly(Math.min(...most), samples);
}

/** Samples a chunk; lanes decide the order of sums, so this stays as it is. */
export function noisyLanes(model: CompiledModel, samples: number): number {
  return lanesFor(model.pauli.processors, chosenOperators(model, samples), samples);
}

/** All on which it depends what becomes of a row, as text; found once a model. */
const layoutTexts = new WeakMap<CompiledModel, string>();

function layoutText(model: CompiledModel): string {
  const known = layoutTexts.get(model);
  if (known !== undefined) return known;
  const ways = model.pauli.processors.map(({ program: { source }, border }) => {
    return [source.qubits, source.halves, source.mixing, source.embedding, border];
  });
  const text = `operators ${exactText([model.featureStart, ways, model.pauli.operators])}`;
  layoutTexts.set(model, text);
  return text;
}

/**
 * Writes the processors of the noisy engine.
 *
 * @param o.samples - how many rows there is room for
 * @param o.keep - whether anything runs backwards
 */
export function writeNoisyProcessors(
  arena: Arena,
  model: CompiledModel,
  o: { samples: number; lanes: number; keep: boolean },
): WrittenProcessors {
  const { processors } = model.pauli;
  const own = { ...o, jacobian: 0 };
  const parts = chosenOperators(model, o.samples).map((form, p) =>
    form === null
      ? { ...writePauliPart(arena, model, p, processors[p], own), source: 0, count: -1 }
      : writeOperatorsPart(arena, model, p, processors[p], form, own),
  );
  const written = together(parts);
  if (parts.some(({ count }) => count < 0) || processors.some((form) => form.own === null)) return written;
  return {
    ...written,
    laidOut: {
      how: layoutText(model),
      views: (samples) => parts.map(({ source, count }) => arena.f64(source, count * samples)),
    },
  };
}

/** Samples a chunk where every sample runs by itself, but for unitaries. */
export function stringLanes({ pauli: { processors } }: CompiledModel, samples: number): number {
  return filledEvenly(Math.min(...processors.map(pauliLanes)), samples);
}

/** Writes all processors so that every sample runs by itself, but for unitaries. */
export function writeStringProcessors(
  arena: Arena,
  model: CompiledModel,
  o: { samples: number; lanes: number; keep: boolean },
): WrittenProcessors {
  const { processors, operators } = model.pauli;
  const own = { ...o, jacobian: 0 };
  return together(
    processors.map((form, p) => {
      const operator = operators[p];
      return form.own === null && operator !== null
        ? writeOperatorsPart(arena, model, p, form, operator, own)
        : writePauliPart(arena, model, p, form, own);
    }),
  );
}

/** Samples a chunk where derivatives are made sample by sample. */
export function jacobianLanes(model: CompiledModel, samples: number): number {
  const { separate, processors } = model.pauli;
  const operators = chosenOperators(model, samples);
  const most = separate.map((form, p) =>
    pauliLanes(operators[p] === null ? form : { ...form, own: processors[p].shared }),
  );
  return filledEvenly(Math.min(...most), samples);
}

/**
 * Writes processors whose Jacobians are asked for.
 *
 * @param o.samples - how many rows there is room for
 * @param o.jacobians - for each processor where its Jacobian goes
 */
export function writeNoisyJacobians(
  arena: Arena,
  model: CompiledModel,
  o: { samples: number; lanes: number; jacobians: readonly number[] },
): WrittenProcessors {
  const { separate, processors } = model.pauli;
  return together(
    chosenOperators(model, o.samples).map((form, p) => {
      const own = { samples: o.samples, lanes: o.lanes, keep: true, jacobian: o.jacobians[p] };
      return form === null
        ? writePauliPart(arena, model, p, separate[p], own)
        : writeOperatorsPart(arena, model, p, processors[p], form, own);
    }),
  );
}
