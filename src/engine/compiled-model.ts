// A model's circuits compiled: all of its engines that depends neither on rows nor on parameters.
import type { Network } from '../network/network.js';
import { type ObservableForm, observableForm } from './observable-form.js';
import { type ProcessorSource, type Program, prepareProgram } from './program.js';
import { type StateForm, stateForm } from './state-form.js';

/** What is compiled. */
export interface Structure {
  readonly network: Network;
  /** One for each processor. */
  readonly sources: readonly ProcessorSource[];
  /** Angles of the model, all processors. */
  readonly angles: number;
  /** First angle of each processor, and the end. */
  readonly angleStart: readonly number[];
}

/** A compiled structure. The form that an engine takes is made when the first one asks for it. */
export class CompiledModel {
  readonly network: Network;
  readonly programs: readonly Program[];
  readonly angles: number;
  readonly angleStart: readonly number[];
  /** First feature of each processor in a row, and the end. */
  readonly featureStart: readonly number[];
  #observable: ObservableForm | null = null;
  #state: StateForm | null = null;

  constructor({ network, sources, angles, angleStart }: Structure) {
    this.network = network;
    this.programs = sources.map((source) => prepareProgram(source));
    this.angles = angles;
    this.angleStart = angleStart;
    const featureStart = [0];
    for (const { features } of sources) featureStart.push(featureStart[featureStart.length - 1] + features);
    this.featureStart = featureStart;
  }

  /** Features of a row, all processors. */
  get features(): number {
    return this.featureStart[this.programs.length];
  }

  angleCount(p: number): number {
    return this.angleStart[p + 1] - this.angleStart[p];
  }

  /** The form of the observable engine. */
  get observable(): ObservableForm {
    this.#observable ??= observableForm(this.network, this.programs);
    return this.#observable;
  }

  /** The form of the state engine. */
  get state(): StateForm {
    this.#state ??= stateForm(this.network, this.programs);
    return this.#state;
  }
}
