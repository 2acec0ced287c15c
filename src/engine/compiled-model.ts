// A model's circuits compiled: all of its engines that depends neither on rows nor on parameters.
import type { Network } from '../network/network.js';
import { type ObservableForm, observableForm, type TangentForm, tangentForm } from './observable-form.js';
import { type PauliForm, pauliForm } from './pauli-form.js';
import { forEachProgram, isSameProgram, type ProcessorSource, type Program, prepareProgram } from './program.js';
import { type RotationsForm, rotationsForm } from './rotations-form.js';
import { type StateForm, stateForm } from './state-form.js';

/** What is compiled. */
export interface Structure {
  readonly network: Network;
  /** One for each processor, and the number in the model of its parameter 0. */
  readonly sources: readonly (ProcessorSource & { readonly firstAngle: number })[];
  /** Angles of the model, all processors. */
  readonly angles: number;
  /** First angle of each processor, and the end. */
  readonly angleStart: readonly number[];
  /** A bound from above on what it takes with all its forms, outside of the core's memory. */
  readonly bytes: number;
}

/** A compiled structure. The form that an engine takes is made when the first one asks for it. */
export class CompiledModel {
  readonly network: Network;
  /** The same object for processors that run the same, each from its own first angle on. */
  readonly programs: readonly Program[];
  /** For each processor the number in the model of its program's parameter 0. */
  readonly firstAngle: readonly number[];
  readonly angles: number;
  readonly angleStart: readonly number[];
  /** What it may take with all its forms, outside of the core's memory. */
  readonly bytes: number;
  /** How many bits each processor reads out. */
  readonly readouts: readonly number[];
  /** First feature of each processor in a row, and the end. */
  readonly featureStart: readonly number[];
  #observable: ObservableForm | null = null;
  #state: StateForm | null = null;
  #tangents: readonly TangentForm[] | null = null;
  #pauli: PauliForm | null = null;
  #rotations: readonly (RotationsForm | null)[] | null = null;

  constructor({ network, sources, angles, angleStart, bytes }: Structure) {
    this.network = network;
    const programs: Program[] = [];
    for (const source of sources) {
      programs.push(programs.find((program) => isSameProgram(program.source, source)) ?? prepareProgram(source));
    }
    this.programs = programs;
    this.firstAngle = sources.map(({ firstAngle }) => firstAngle);
    this.angles = angles;
    this.angleStart = angleStart;
    this.bytes = bytes;
    this.readouts = sources.map(({ readouts }) => readouts.length);
    const featureStart = [0];
    for (const { features } of sources) featureStart.push(featureStart[featureStart.length - 1] + features);
    this.featureStart = featureStart;
  }

  /** Features of a row, all processors. */
  get features(): number {
    return this.featureStart[this.programs.length];
  }

  /** Whether there are channels in a circuit, which the noisy engine alone takes. */
  get isNoisy(): boolean {
    return this.programs.some(({ sampleKind }) => sampleKind === 'noisy');
  }

  angleCount(p: number): number {
    return this.angleStart[p + 1] - this.angleStart[p];
  }

  /** The form of the observable engine. */
  get observable(): ObservableForm {
    this.#observable ??= observableForm(this.network, this.programs);
    return this.#observable;
  }

  /** The form of processors whose derivatives are made as tangents; only of programs that allow it. */
  get tangents(): readonly TangentForm[] {
    this.#tangents ??= forEachProgram(this.programs, tangentForm);
    return this.#tangents;
  }

  /** For each processor its layers of rotations, null where it is none. */
  get rotations(): readonly (RotationsForm | null)[] {
    this.#rotations ??= forEachProgram(this.programs, rotationsForm);
    return this.#rotations;
  }

  /** The form of the engine that takes noise, and any program without a unitary. */
  get pauli(): PauliForm {
    this.#pauli ??= pauliForm(this.network, this.programs);
    return this.#pauli;
  }

  /** The form of the state engine. */
  get state(): StateForm {
    this.#state ??= stateForm(this.network, this.programs);
    return this.#state;
  }
}
