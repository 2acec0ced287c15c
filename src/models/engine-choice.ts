import { type Program, workOf } from '../engine/program.js';
import { EbitError } from '../errors.js';
import type { EngineChoice, SessionEngine } from './session-types.js';

/**
 * Rows for which predictions, and a session without labels, count the work. It is the same for any number of rows, so
 * that a row's probabilities have the same bits in whatever company it is asked for.
 */
export const predictionRows = 64;

/**
 * Returns the engine that a choice means for some programs.
 *
 * @param samples - how many rows a step takes
 * @throws EbitError 'circuit' if the engine asked for cannot run them
 */
export function chooseEngine(programs: readonly Program[], samples: number, choice: EngineChoice): SessionEngine {
  if (programs.some(({ sampleKind }) => sampleKind === 'noisy')) {
    if (choice === 'auto') return 'noisy';
    throw new EbitError(
      'circuit',
      `The ${choice} engine takes unitary gates alone, and this model's circuits hold channels; use engine 'auto' for it.`,
    );
  }
  const able = programs.every((program) => program.sampleKind !== 'state');
  if (choice === 'observable' && !able) {
    const isSeveral = programs.some(({ source }) => source.readouts.length > 1);
    throw new EbitError(
      'circuit',
      isSeveral
        ? "The observable engine reads out one qubit of a processor; use engine 'state' or 'auto' for this model."
        : "The observable engine needs a trainable part without data angles; use engine 'state' or 'auto' for this model.",
    );
  }
  if (choice !== 'auto') return choice;
  const work = (engine: 'observable' | 'state'): number =>
    programs.reduce((sum, program) => sum + workOf(program, samples, engine), 0);
  return able && work('observable') <= work('state') ? 'observable' : 'state';
}
