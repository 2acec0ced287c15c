// What the state engine runs: every sample through the whole circuit, data angles and all.
import { ownNormalForm } from '../circuit/normal-form.js';
import type { Network } from '../network/network.js';
import type { Asked } from './asked.js';
import { type Contraction, contraction, coordinatePlaces, keptLists } from './contraction.js';
import { forEachProgram, joinCircuits, type Program } from './program.js';
import { compileStage, type DataAngles, type Stage } from './stage.js';

/** One processor in this form. */
export interface StateProcessor {
  readonly program: Program;
  /** With the columns of one sample. */
  readonly stages: readonly Stage[];
  /** The stage in front of which the sample's unitary acts, -1 without one; for 0 its columns are where the state starts. */
  readonly denseBefore: number;
  readonly angles: DataAngles;
}

export interface StateForm {
  readonly processors: readonly StateProcessor[];
  /** First coordinate slot of each processor. */
  readonly start: readonly number[];
  listOf(asked: Asked): Contraction;
}

function stateProcessor(program: Program): StateProcessor {
  const { source, qubits, halves, bitOf } = program;
  const angles: DataAngles = { list: [] };
  const isDense = source.embedding.kind === 'unitary';
  const forms =
    source.embedding.kind === 'unitary'
      ? [program.mixing, program.trainable].filter((form) => form !== null)
      : [
          ownNormalForm(
            joinCircuits(
              [source.mixing, source.embedding.circuit, source.trainable].filter((circuit) => circuit !== null),
              qubits,
            ),
          ),
        ];
  const stages = forms.map((form) => compileStage(form.layers, qubits, 1 << halves, bitOf, angles));
  return { program, stages, denseBefore: isDense ? stages.length - 1 : -1, angles };
}

/** Compiles a network's programs for the state engine, which takes any. */
export function stateForm(network: Network, programs: readonly Program[]): StateForm {
  const qubits = programs.map((program) => program.qubits);
  const readouts = programs.map(({ source }) => source.readouts.length);
  let processors: readonly StateProcessor[] | null = null;
  return {
    start: coordinatePlaces(
      programs.map(({ halves }) => halves),
      readouts,
    ).start,
    listOf: keptLists((asked) => contraction(network, 'states', qubits, readouts, asked)),
    get processors() {
      processors ??= forEachProgram(programs, stateProcessor);
      return processors;
    },
  };
}
