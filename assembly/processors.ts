// The verbs on a processor, whatever its kind: start, then forward and backward a chunk, then finish.

import {
  charactersBackward,
  charactersFinish,
  charactersForward,
  charactersStart,
  placeCharacters,
} from './characters';
import { columnsBackward, columnsFinish, columnsForward, columnsStart, placeColumns } from './columns';
import {
  KIND_CHARACTERS,
  KIND_COLUMNS,
  KIND_MIXED,
  KIND_MIXED_PAIR,
  KIND_OPERATORS,
  KIND_PAULI,
  KIND_PHASE_PAIR,
  KIND_ROTATIONS,
  KIND_STATE,
  KIND_TANGENTS,
  PROCESSOR_KIND,
} from './layout';
import { mixedPairBackward, mixedPairFinish, mixedPairForward, mixedPairStart, placeMixedPair } from './mixed-pair';
import {
  operatorsBackward,
  operatorsDifferentiate,
  operatorsFinish,
  operatorsForward,
  operatorsStart,
  placeOperators,
} from './operators';
import { pauliBackward, pauliFinish, pauliForward, pauliStart, placePauli } from './pauli';
import { phasePairBackward, phasePairFinish, phasePairForward, phasePairStart, placePhasePair } from './phase-pair';
import { beginRun, wantedBytes } from './regions';
import { placeRotations, rotationsBackward, rotationsFinish, rotationsForward, rotationsStart } from './rotations';
import { placeState, stateBackward, stateFinish, stateForward, stateStart } from './state';
import { placeTangents, tangentsBackward, tangentsForward, tangentsStart } from './tangents';

/** Makes what depends on the angles alone; with `keep` also ready for a backward run. */
export function start(processor: usize, angles: usize, keep: bool): void {
  switch (load<i32>(processor, PROCESSOR_KIND)) {
    case KIND_CHARACTERS:
      charactersStart(processor, angles, keep);
      break;
    case KIND_COLUMNS:
    case KIND_MIXED:
      columnsStart(processor, angles, keep);
      break;
    case KIND_STATE:
      stateStart(processor, angles);
      break;
    case KIND_PHASE_PAIR:
      phasePairStart(processor, angles, keep);
      break;
    case KIND_MIXED_PAIR:
      mixedPairStart(processor, angles, keep);
      break;
    case KIND_ROTATIONS:
      rotationsStart(processor, angles);
      break;
    case KIND_PAULI:
      pauliStart(processor, angles, keep);
      break;
    case KIND_OPERATORS:
      operatorsStart(processor, angles, keep);
      break;
    case KIND_TANGENTS:
      tangentsStart(processor, angles);
      break;
  }
}

/** Writes the coordinates of the chunk's samples to the processor's slots. */
export function forward(processor: usize, slots: usize, ids: usize, lanes: i32, keep: bool): void {
  switch (load<i32>(processor, PROCESSOR_KIND)) {
    case KIND_CHARACTERS:
      charactersForward(processor, slots, ids);
      break;
    case KIND_COLUMNS:
    case KIND_MIXED:
      columnsForward(processor, slots, ids);
      break;
    case KIND_STATE:
      stateForward(processor, slots, ids, lanes, keep);
      break;
    case KIND_PHASE_PAIR:
      phasePairForward(processor, slots, ids);
      break;
    case KIND_MIXED_PAIR:
      mixedPairForward(processor, slots, ids);
      break;
    case KIND_ROTATIONS:
      rotationsForward(processor, slots, ids, lanes, keep);
      break;
    case KIND_PAULI:
      pauliForward(processor, slots, ids, lanes);
      break;
    case KIND_OPERATORS:
      operatorsForward(processor, slots, ids, lanes);
      break;
    case KIND_TANGENTS:
      tangentsForward(processor, slots, ids, lanes);
      break;
  }
}

/** Gathers the chunk's share of the gradient from the coordinates' adjoints, behind a forward run of the chunk. */
export function backward(processor: usize, adjoints: usize, lanes: i32): void {
  switch (load<i32>(processor, PROCESSOR_KIND)) {
    case KIND_CHARACTERS:
      charactersBackward(processor, adjoints);
      break;
    case KIND_COLUMNS:
    case KIND_MIXED:
      columnsBackward(processor, adjoints);
      break;
    case KIND_STATE:
      stateBackward(processor, adjoints, lanes, 0, 0);
      break;
    case KIND_PHASE_PAIR:
      phasePairBackward(processor, adjoints);
      break;
    case KIND_MIXED_PAIR:
      mixedPairBackward(processor, adjoints);
      break;
    case KIND_ROTATIONS:
      rotationsBackward(processor, adjoints, lanes);
      break;
    case KIND_PAULI:
      pauliBackward(processor, adjoints, lanes, 0, 0);
      break;
    case KIND_OPERATORS:
      operatorsBackward(processor, adjoints, lanes);
      break;
  }
}

/**
 * The Jacobian's share of the chunk, of kinds that have one, from the coordinates' adjoints behind a forward run: adds
 * dL/d(angle) of every lane to jacobian[angle * row + lane], which is 0.
 */
export function differentiate(processor: usize, adjoints: usize, lanes: i32, jacobian: usize, row: usize): void {
  switch (load<i32>(processor, PROCESSOR_KIND)) {
    case KIND_STATE:
      stateBackward(processor, adjoints, lanes, jacobian, row);
      break;
    case KIND_PAULI:
      pauliBackward(processor, adjoints, lanes, jacobian, row);
      break;
    case KIND_OPERATORS:
      operatorsDifferentiate(processor, adjoints, lanes, jacobian, row);
      break;
    case KIND_TANGENTS:
      tangentsBackward(processor, adjoints, lanes, jacobian, row);
      break;
  }
}

/** Adds the gradient of the angles, from what all chunks have gathered. */
export function finish(processor: usize, gradient: usize): void {
  switch (load<i32>(processor, PROCESSOR_KIND)) {
    case KIND_CHARACTERS:
      charactersFinish(processor, gradient);
      break;
    case KIND_COLUMNS:
    case KIND_MIXED:
      columnsFinish(processor, gradient);
      break;
    case KIND_STATE:
      stateFinish(processor, gradient);
      break;
    case KIND_PHASE_PAIR:
      phasePairFinish(processor, gradient);
      break;
    case KIND_MIXED_PAIR:
      mixedPairFinish(processor, gradient);
      break;
    case KIND_ROTATIONS:
      rotationsFinish(processor, gradient);
      break;
    case KIND_PAULI:
      pauliFinish(processor, gradient);
      break;
    case KIND_OPERATORS:
      operatorsFinish(processor, gradient);
      break;
  }
}

function place(processor: usize, lanes: i32, keep: bool): void {
  switch (load<i32>(processor, PROCESSOR_KIND)) {
    case KIND_CHARACTERS:
      placeCharacters(processor, keep);
      break;
    case KIND_COLUMNS:
    case KIND_MIXED:
      placeColumns(processor, keep);
      break;
    case KIND_STATE:
      placeState(processor, lanes, keep);
      break;
    case KIND_PHASE_PAIR:
      placePhasePair(processor, keep);
      break;
    case KIND_MIXED_PAIR:
      placeMixedPair(processor, keep);
      break;
    case KIND_ROTATIONS:
      placeRotations(processor, lanes, keep);
      break;
    case KIND_PAULI:
      placePauli(processor, lanes, keep);
      break;
    case KIND_OPERATORS:
      placeOperators(processor, keep);
      break;
    case KIND_TANGENTS:
      placeTangents(processor, lanes);
      break;
  }
}

/**
 * Gives the processor's first region of work space that has none its place, `at` (0: none), and returns the bytes of the
 * next one, -1 behind the last: called until then, before the first start. Without `keep` there are no backward runs.
 */
export function placeNext(processor: usize, lanes: i32, keep: bool, at: usize): f64 {
  beginRun(at);
  place(processor, lanes, keep);
  return wantedBytes();
}
