// Circuits as text: a wire a qubit, time from left to right.
import { EbitError } from '../errors.js';
import { checkOptions, type OptionNames } from '../options.js';
import { shownValue } from '../shown-value.js';
import { type AngleStyle, angleText, multipleOfPi } from './angle.js';
import { checkBoundParameters } from './bound-parameters.js';
import { type ChannelName, channelNames, channels, channelText } from './channels.js';
import { type Circuit, checkCircuit, type Operation } from './circuit.js';
import { gates } from './gates.js';

/** Options of {@link drawCircuit}. */
export interface DrawOptions {
  /** Most characters a line; longer circuits go on below. 100 unless told. A single gate that is wider still fits. */
  readonly width?: number;
  /** Values to write in place of the parameters' names. */
  readonly parameters?: ArrayLike<number>;
}

const optionNames: OptionNames<DrawOptions> = { width: true, parameters: true };

/**
 * Draws a circuit as text.
 *
 * `●` and `○` are controls that want 1 and 0, `M` a measurement. Behind it the wire is double, and so is the line that
 * joins a condition on the outcome to the gate it allows. `θ3` is a parameter, `x3` a feature. `~DP` is noise; what it is
 * stands below the drawing, or beside it, as in `~DP(0.01)`, where a channel comes with several values.
 *
 * @param circuit - one that is well formed
 * @param options - see {@link DrawOptions}
 * @returns lines without a line break at the end
 * @throws EbitError 'range' if width is not an integer of 1 or more, 'shape' or 'not-finite' for wrong parameter values,
 *   'config' for an unknown option; as `createCircuit` if the circuit is not well formed
 * @example
 * drawCircuit(circuit(2).h(0).cx(0, 1));
 * // q0 ─H─●─
 * //       │
 * // q1 ───⊕─
 * drawCircuit(circuit(1).h(0).depolarizing(0.01, 0));
 * // q0 ─H─~DP─
 * //
 * // ~DP: depolarizing, p 0.01
 */
export function drawCircuit(circuit: Circuit, options: DrawOptions = {}): string {
  checkOptions('drawCircuit()', options, optionNames);
  const { width = 100, parameters } = options;
  if (!Number.isInteger(width) || width < 1) {
    throw new EbitError('range', `The width of a drawing is ${shownValue(width)}; it must be an integer of 1 or more.`);
  }
  checkCircuit(circuit);
  checkBoundParameters(circuit, parameters);
  const style = drawingStyle(parameters);
  const noise = noiseNames(circuit);
  const marks = circuit.operations.map((operation) => markOf(operation, style, noise));
  const names = Array.from({ length: circuit.qubits }, (_, qubit) => `q${qubit} `);
  const margin = Math.max(...names.map((name) => name.length));
  const measuredAt = new Map<number, number>();
  const columns = intoColumns(marks, circuit.qubits, measuredAt);

  const lines: string[] = [];
  for (const [from, to] of intoBlocks(columns, width - margin)) {
    if (lines.length > 0) lines.push('');
    for (let qubit = 0; qubit < circuit.qubits; qubit++) {
      let wire = names[qubit].padEnd(margin);
      let gap = ' '.repeat(margin);
      for (let k = from; k < to; k++) {
        wire += wireCell(columns[k], qubit, k > (measuredAt.get(qubit) ?? Infinity), measuredAt.get(qubit) === k);
        gap += gapCell(columns[k], qubit);
      }
      const end = to - 1 >= (measuredAt.get(qubit) ?? Infinity) ? '═' : '─';
      lines.push(wire + end);
      if (gap.trim() !== '') lines.push(gap.trimEnd());
    }
  }
  const legend = [...noise].flatMap(([channel, { text }]) =>
    text === null ? [] : [`~${channels[channel].symbol}: ${channel}, ${text}`],
  );
  return [...lines, ...(legend.length === 0 ? [] : ['', ...legend])].join('\n');
}

/** The channels of a circuit, in the table's order: what is said of each below the drawing, null where its values vary. */
type NoiseNames = ReadonlyMap<ChannelName, { readonly text: string | null }>;

function noiseNames({ operations }: Circuit): NoiseNames {
  const used = operations.filter((operation) => operation.kind === 'channel');
  const names = channelNames.flatMap((channel) => {
    const texts = new Set(
      used.flatMap((one) => (one.channel === channel ? [channelText(channel, one.values, decimals)] : [])),
    );
    const [text] = texts;
    return texts.size === 0 ? [] : [[channel, { text: texts.size === 1 ? text : null }] as const];
  });
  return new Map(names);
}

/** What one operation puts on the drawing. */
interface Mark {
  readonly labels: ReadonlyMap<number, string>;
  readonly top: number;
  readonly bottom: number;
  /** Whether its vertical line is double, as that of a condition. */
  readonly double: boolean;
  readonly measures: number | null;
}

interface Column {
  readonly marks: Mark[];
  width: number;
}

function markOf(operation: Operation, style: AngleStyle, noise: NoiseNames): Mark {
  if (operation.kind === 'measure') {
    const { qubit } = operation;
    return { labels: new Map([[qubit, 'M']]), top: qubit, bottom: qubit, double: false, measures: qubit };
  }
  if (operation.kind === 'channel') {
    const { channel, values, target, conditions } = operation;
    const inside = noise.get(channel)?.text === null ? `(${values.map(decimals).join(',')})` : '';
    const labels = new Map([[target, `~${channels[channel].symbol}${inside}`]]);
    for (const { qubit, value } of conditions) labels.set(qubit, value === 1 ? '●' : '○');
    const touched = [...labels.keys()];
    return {
      labels,
      top: Math.min(...touched),
      bottom: Math.max(...touched),
      double: conditions.length > 0,
      measures: null,
    };
  }
  const { gate: name, targets, controls, conditions, angle } = operation;
  const guards = [...controls, ...conditions];
  const gate = gates[name];
  const symbols = guards.length > 0 ? gate.controlledSymbols : gate.symbols;
  const argument = angle === null ? '' : `(${angleText(angle, style)})`;
  const labels = new Map<number, string>();
  targets.forEach((qubit, k) => {
    labels.set(qubit, k === 0 ? symbols[k] + argument : symbols[k]);
  });
  for (const { qubit, value } of guards) labels.set(qubit, value === 1 ? '●' : '○');
  const touched = [...labels.keys()];
  const double = conditions.length > 0;
  return { labels, top: Math.min(...touched), bottom: Math.max(...touched), double, measures: null };
}

/** Each mark in the earliest column where all wires from its top to its bottom are free from there on. */
function intoColumns(marks: readonly Mark[], qubits: number, measuredAt: Map<number, number>): Column[] {
  const columns: Column[] = [];
  const free = new Array<number>(qubits).fill(0);
  for (const mark of marks) {
    const at = Math.max(...free.slice(mark.top, mark.bottom + 1));
    if (at === columns.length) columns.push({ marks: [], width: 1 });
    columns[at].marks.push(mark);
    columns[at].width = Math.max(columns[at].width, ...[...mark.labels.values()].map((label) => label.length));
    free.fill(at + 1, mark.top, mark.bottom + 1);
    if (mark.measures !== null) measuredAt.set(mark.measures, at);
  }
  return columns;
}

/** Ranges [from, to) of columns that fit in `room` characters; every range has a column, except that of no columns. */
function intoBlocks(columns: readonly Column[], room: number): [number, number][] {
  const blocks: [number, number][] = [];
  let from = 0;
  let used = 1;
  columns.forEach((column, k) => {
    if (k > from && used + column.width + 1 > room) {
      blocks.push([from, k]);
      from = k;
      used = 1;
    }
    used += column.width + 1;
  });
  blocks.push([from, columns.length]);
  return blocks;
}

const wires = { single: '─', double: '═' };
const crossings = { '─│': '┼', '═│': '╪', '─║': '╫', '═║': '╬' } as const;

/** One column of a wire, with one character of wire in front of it. */
function wireCell(column: Column, qubit: number, measured: boolean, measuredHere: boolean): string {
  const before = measured ? wires.double : wires.single;
  const after = measured || measuredHere ? wires.double : wires.single;
  const mark = column.marks.find(({ top, bottom }) => top <= qubit && qubit <= bottom);
  const label = mark && (mark.labels.get(qubit) ?? crossings[`${measured ? '═' : '─'}${mark.double ? '║' : '│'}`]);
  if (label === undefined) return before.repeat(column.width + 1);
  const left = Math.floor((column.width - label.length) / 2);
  return before.repeat(left + 1) + label + after.repeat(column.width - left - label.length);
}

/** One column of the space below a wire, as wide as the wire's. */
function gapCell(column: Column, qubit: number): string {
  const mark = column.marks.find(({ top, bottom }) => top <= qubit && qubit < bottom);
  const line = mark === undefined ? ' ' : mark.double ? '║' : '│';
  const left = 1 + Math.floor((column.width - 1) / 2);
  return ' '.repeat(left) + line + ' '.repeat(column.width - left);
}

/** Four digits are enough for a drawing. */
const decimals = (value: number): string => String(Number(value.toPrecision(4)));

function drawingStyle(parameters: ArrayLike<number> | undefined): AngleStyle {
  const number = (value: number): string => multipleOfPi(value, 'π', '') ?? decimals(value);
  return {
    number,
    parameter: (index) => `θ${index}`,
    values: parameters,
    feature: (feature) => `x${feature}`,
    times: '',
  };
}
