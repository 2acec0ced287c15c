import { type Angle, angleText, multipleOfPi } from '../../../circuit/angle.js';
import { channels, channelText } from '../../../circuit/channels.js';
import type { Operation } from '../../../circuit/circuit.js';
import { gates } from '../../../circuit/gates.js';
import type { Model } from '../../../models/model-types.js';
import { firstFeature } from '../../../models/rows.js';

/** A gate as a reader names it. */
export interface GateWords {
  /** Such as `RX on A.1` or `CZ on A.0 and A.1`. */
  readonly name: string;
  /** Such as `if A.0 gave 1`; empty where nothing is asked for. */
  readonly condition: string;
  /** Such as `θ12` or `(π−x0)(π−x1)/2`; empty for a gate without an angle. */
  readonly angle: string;
  /** What the gate does, in a sentence. */
  readonly help: string;
}

const decimals = (value: number) => String(Number(value.toPrecision(4)));

/** The name of an angle: a parameter by its index, a data angle as the expression of columns. */
export function angleName(angle: Angle, columns: readonly string[]): string {
  const text = angleText(angle, {
    number: (value) => multipleOfPi(value, 'π', '') ?? decimals(value),
    parameter: (index) => `θ${index}`,
    feature: (feature) => columns[feature] ?? `x${feature}`,
    times: ' ',
  });
  return text.replaceAll('-', '−');
}

/**
 * Returns an angle's value in radians.
 *
 * @param parameters - the model's
 * @param features - the processor's own, of one row; null if none is chosen
 * @returns null for an angle of data without a row, and for a parameter that the model lacks: where the page turns to a
 *   smaller model, the drawing of the larger one is there for a moment longer
 */
export function angleValue(
  angle: Angle,
  parameters: ArrayLike<number>,
  features: ArrayLike<number> | null,
): number | null {
  if (angle.kind === 'constant') return angle.value;
  if (angle.kind !== 'data' && angle.index >= parameters.length) return null;
  if (angle.kind === 'parameter') return (angle.offset ?? 0) + (angle.scale ?? 1) * parameters[angle.index];
  if (features === null) return null;
  return angle.factors.reduce(
    (product, { feature, offset, slope }) => product * (offset + slope * features[feature]),
    angle.kind === 'scaled' ? parameters[angle.index] * angle.scale : angle.scale,
  );
}

/** Radians as a person reads them: as they are, and as a part of π within (-π, π]. */
export function angleValueText(value: number): string {
  const turn = value - 2 * Math.PI * Math.ceil((value - Math.PI) / (2 * Math.PI));
  return `${value.toFixed(3)} rad = ${(turn / Math.PI).toFixed(3)} π`.replaceAll('-', '−');
}

/** What a control turns a gate of the table into. */
const CONTROLLED: Readonly<Record<string, string>> = { x: 'CX', z: 'CZ' };

/**
 * Names an operation.
 *
 * @param processor - the processor's name
 * @param columns - names of its features
 */
export function gateWords(operation: Operation, processor: string, columns: readonly string[]): GateWords {
  const place = (qubit: number) => `${processor}.${qubit}`;
  if (operation.kind === 'measure') {
    const help = 'Measures Z: outcome 0 counts as +1, outcome 1 as −1.';
    return { name: `Measurement of ${place(operation.qubit)}`, condition: '', angle: '', help };
  }
  if (operation.kind === 'channel') {
    const { channel, values, target, conditions } = operation;
    const held = conditions.map(({ qubit, value }) => `${place(qubit)} gave ${value}`);
    return {
      name: `Noise on ${place(target)}: ${channel}, ${channelText(channel, values, decimals)}`,
      condition: held.length === 0 ? '' : `if ${held.join(' and ')}`,
      angle: '',
      help: channels[channel].help,
    };
  }
  const { gate, targets, controls, conditions, angle } = operation;
  const single = controls.length === 1 && controls[0].value === 1 ? CONTROLLED[gate] : undefined;
  const name =
    single === undefined
      ? `${gates[gate].qasm.toUpperCase()} on ${targets.map(place).join(' and ')}`
      : `${single} on ${place(controls[0].qubit)} and ${targets.map(place).join(' and ')}`;
  const wishes = [
    ...(single === undefined ? controls.map(({ qubit, value }) => `${place(qubit)} is ${value}`) : []),
    ...conditions.map(({ qubit, value }) => `${place(qubit)} gave ${value}`),
  ];
  return {
    name,
    condition: wishes.length === 0 ? '' : `if ${wishes.join(' and ')}`,
    angle: angle === null ? '' : angleName(angle, columns),
    help: gates[gate].help,
  };
}

/** The part of a row that belongs to one processor. */
export function ownFeatures<T>(model: Pick<Model, 'features'>, processor: number, row: ArrayLike<T>): T[] {
  const first = firstFeature(model, processor);
  return Array.from({ length: model.features[processor] }, (_, i) => row[first + i]);
}
