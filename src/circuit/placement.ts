// A circuit's operations on other qubits, their parameters and features counted from elsewhere.
import { EbitError } from '../errors.js';
import { checkedWhole, checkOptions, type OptionNames } from '../options.js';
import { shownValue } from '../shown-value.js';
import { type Angle, maxFeatures, maxParameters, shiftedAngle } from './angle.js';
import { type Circuit, type Control, checkCircuit, maxQubits, type Operation } from './circuit.js';

/** Where the qubits, parameters and features of an appended circuit go. */
export interface Placement {
  /** Qubit q becomes q + qubitOffset. */
  readonly qubitOffset?: number;
  /** Qubit q becomes qubitMap[q]; not together with qubitOffset. */
  readonly qubitMap?: readonly number[];
  readonly parameterOffset?: number;
  readonly featureOffset?: number;
}

const placementNames: OptionNames<Placement> = {
  qubitOffset: true,
  qubitMap: true,
  parameterOffset: true,
  featureOffset: true,
};

/**
 * Returns a circuit's operations where `append` puts them, and how many parameters and features there are then.
 *
 * @throws EbitError as `CircuitBuilder.append`
 */
export function placedCircuit(
  other: Circuit,
  placement: Placement,
): { readonly operations: readonly Operation[]; readonly parameters: number; readonly features: number } {
  checkOptions('append()', placement, placementNames);
  checkCircuit(other);
  const { qubitOffset, qubitMap, parameterOffset = 0, featureOffset = 0 } = placement;
  if (qubitMap !== undefined && qubitOffset !== undefined) {
    throw new EbitError('circuit', 'append() is given both a qubitMap and a qubitOffset; give one of them.');
  }
  if (qubitMap !== undefined && !Array.isArray(qubitMap)) {
    throw new EbitError(
      'shape',
      `The qubitMap of append() is ${shownValue(qubitMap)}; give a list with one entry a qubit.`,
    );
  }
  if (qubitMap !== undefined && qubitMap.length !== other.qubits) {
    throw new EbitError(
      'shape',
      `The qubitMap of append() has ${qubitMap.length} entries, but the circuit has ${other.qubits} qubits; give one a qubit.`,
    );
  }
  const moved = (what: string, count: number, offset: number, most: number): number =>
    count === 0 ? 0 : count + checkedWhole(`The ${what} of append()`, offset, 0, most - count);
  const parameters = moved('parameterOffset', other.parameters, parameterOffset, maxParameters);
  const features = moved('featureOffset', other.features, featureOffset, maxFeatures);
  if (qubitOffset !== undefined) {
    checkedWhole('The qubitOffset of append()', qubitOffset, -maxQubits, maxQubits);
  }
  const place = (qubit: number): number => (qubitMap === undefined ? qubit + (qubitOffset ?? 0) : qubitMap[qubit]);
  const operations = other.operations.map(
    (operation): Operation =>
      placedOperation(operation, place, (angle) => shiftedAngle(angle, parameterOffset, featureOffset)),
  );
  return { operations, parameters, features };
}

/** An operation on other qubits, its angle moved. */
function placedOperation(
  operation: Operation,
  place: (qubit: number) => number,
  moved: (angle: Angle) => Angle,
): Operation {
  const placeAll = (controls: readonly Control[]): Control[] =>
    controls.map(({ qubit, value }) => ({ qubit: place(qubit), value }));
  switch (operation.kind) {
    case 'measure':
      return { kind: 'measure', qubit: place(operation.qubit) };
    case 'channel':
      return { ...operation, target: place(operation.target), conditions: placeAll(operation.conditions) };
    case 'gate':
      return {
        ...operation,
        targets: operation.targets.map(place),
        controls: placeAll(operation.controls),
        conditions: placeAll(operation.conditions),
        angle: operation.angle && moved(operation.angle),
      };
  }
}
