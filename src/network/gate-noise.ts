// Noise behind a processor's gates: which gates, and which channel.
import * as v from 'valibot';
import { type ChannelName, channelNames, channels, checkChannel } from '../circuit/channels.js';
import type { GateOperation } from '../circuit/circuit.js';
import { gateNames, isGateName } from '../circuit/gates.js';
import { EbitError } from '../errors.js';
import { nearestHint } from '../options.js';
import { cutShort } from '../shown-value.js';

/** Words for kinds of gates, by how many qubits a gate touches; the first is the default. */
export const GATE_KINDS = ['all', 'one-qubit', 'two-qubit'] as const;

/**
 * Behind which gates noise stands.
 *
 * `all`: behind each; `one-qubit` and `two-qubit`: behind those that touch exactly one and exactly two qubits, quantum controls
 * included; a list: behind those of these names. A gate's name is that of the gate table with a `c` in front for each quantum
 * control: `rx`, `rzz`, `cx`, `cz`, `ccx`, `cswap`, `crx`. So `x` is X without controls alone. Conditions on measured qubits
 * count nowhere.
 */
export type NoisyGates = (typeof GATE_KINDS)[number] | readonly string[];

/** Noise behind a processor's gates as a person describes it; the channel's parameters are those of the channel table. */
export type GateNoiseSpec = {
  /** `all` unless told; see {@link NoisyGates}. */
  readonly after?: NoisyGates;
} & (
  | { readonly channel: 'bitFlip' | 'phaseFlip' | 'depolarizing'; readonly p: number }
  | { readonly channel: 'phaseDamping' | 'amplitudeDamping'; readonly g: number }
  /** pX, pY and pZ. */
  | { readonly channel: 'pauli'; readonly p: readonly [number, number, number] }
  | { readonly channel: 'thermal'; readonly t1: number; readonly t2: number; readonly time: number }
);

/** Noise behind a processor's gates: the channel acts on every qubit that such a gate touches. */
export interface GateNoise {
  readonly after: NoisyGates;
  readonly channel: ChannelName;
  /** In the order of the channel's parameters. */
  readonly values: readonly number[];
}

/** More kinds of noise behind a gate than anybody tells apart; each makes a circuit longer. */
export const MAX_NOISE = 16;

const finite = v.pipe(v.number(), v.finite());
const after = v.optional(v.union([v.picklist(GATE_KINDS), v.array(v.string())]));
const p = finite;
const g = finite;

/** The shape of one {@link GateNoiseSpec}. */
export const gateNoiseSchema = v.variant('channel', [
  v.strictObject({ after, channel: v.literal('bitFlip'), p }),
  v.strictObject({ after, channel: v.literal('phaseFlip'), p }),
  v.strictObject({ after, channel: v.literal('depolarizing'), p }),
  v.strictObject({ after, channel: v.literal('pauli'), p: v.strictTuple([finite, finite, finite]) }),
  v.strictObject({ after, channel: v.literal('phaseDamping'), g }),
  v.strictObject({ after, channel: v.literal('amplitudeDamping'), g }),
  v.strictObject({ after, channel: v.literal('thermal'), t1: finite, t2: finite, time: finite }),
]);

/** The shape of one {@link GateNoise}. */
export const madeGateNoiseSchema = v.strictObject({
  after: v.union([v.picklist(GATE_KINDS), v.array(v.string())]),
  channel: v.picklist(channelNames),
  values: v.array(finite),
});

/** Most controls of a gate: a processor has ten qubits. */
const MAX_CONTROLS = 9;
/** Names that a slip of the keyboard may have meant. */
const likelyNames = ['', 'c', 'cc'].flatMap((controls) => gateNames.map((name) => `${controls}${name}`));

function isNoisyName(name: string): boolean {
  const gate = name.replace(/^c+/, '');
  return isGateName(gate) && name.length - gate.length <= MAX_CONTROLS;
}

/** The name of a gate as {@link NoisyGates} has it: `cz` for Z with one quantum control. */
export function noisyName({ gate, controls }: GateOperation): string {
  return `${'c'.repeat(controls.length)}${gate}`;
}

/** Whether noise stands behind a gate. */
export function isNoisy(after: NoisyGates, operation: GateOperation): boolean {
  if (after === 'all') return true;
  const touched = operation.targets.length + operation.controls.length;
  if (after === 'one-qubit') return touched === 1;
  if (after === 'two-qubit') return touched === 2;
  return after.includes(noisyName(operation));
}

function checkedAfter(what: string, after: NoisyGates): NoisyGates {
  if (typeof after === 'string') return after;
  if (after.length === 0) {
    throw new EbitError('network', `${what} stands behind no gate; name gates, or write "all", or leave it out.`);
  }
  after.forEach((name, i) => {
    if (!isNoisyName(name)) {
      throw new EbitError(
        'network',
        `${what} is to stand behind the gate "${cutShort(name)}", which is none; the gates are ${gateNames.join(', ')}, with a ` +
          `"c" in front for each control, such as cx.${nearestHint(name, likelyNames)}`,
      );
    }
    if (after.indexOf(name) === i) return;
    throw new EbitError('network', `${what} names the gate "${name}" twice; name it once.`);
  });
  return [...after];
}

/** A spec's numbers in the order of its channel's parameters. */
function valuesOf(spec: GateNoiseSpec): readonly number[] {
  if (spec.channel === 'pauli') return spec.p;
  const given = spec as unknown as Readonly<Record<string, number>>;
  return channels[spec.channel].parameters.map(({ name }) => given[name]);
}

/**
 * Returns a processor's noise, checked, from its description.
 *
 * @param processor - its name, for messages
 * @throws EbitError 'network' for no gate, one that is not known or is named twice, and for more than 16 kinds of noise;
 *   'range' for a value outside its range
 */
export function gateNoise(processor: string, specs: readonly GateNoiseSpec[]): readonly GateNoise[] {
  if (specs.length > MAX_NOISE) {
    throw new EbitError(
      'network',
      `Processor "${processor}" has ${specs.length} kinds of noise behind its gates; give at most ${MAX_NOISE}.`,
    );
  }
  return specs.map((spec) => {
    const what = `The noise of processor "${processor}"`;
    const { channel, after: given = GATE_KINDS[0] } = spec;
    const after = checkedAfter(what, given);
    // A file writes -0 as 0.
    const values = valuesOf(spec).map((value) => (value === 0 ? 0 : value));
    checkChannel(what, channel, values);
    return { after, channel, values };
  });
}

/** Returns the description from which {@link gateNoise} makes the same again. */
export function gateNoiseSpec({ after, channel, values }: GateNoise): GateNoiseSpec {
  if (channel === 'pauli') return { after, channel, p: [values[0], values[1], values[2]] };
  const named = Object.fromEntries(channels[channel].parameters.map(({ name }, i) => [name, values[i]]));
  return { after, channel, ...named } as unknown as GateNoiseSpec;
}
