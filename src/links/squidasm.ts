// The links of a network as SquidASM describes it, from the same YAML: times in nanoseconds, 0 for what does not decay.
import { EbitError } from '../errors.js';
import { cutShort, shownValue } from '../shown-value.js';
import type { LinkSettings } from './link.js';
import type { LinkMemory } from './memory.js';

type Fields = Readonly<Record<string, unknown>>;

/** What SquidASM takes for a generic device of which nothing is said, in nanoseconds. */
const GENERIC = { T1: 10_000_000_000, T2: 1_000_000_000 } as const;

/** Light in fibre, km a second, where a link says its length and not the time of a try. */
const SPEED_OF_LIGHT = 200_000;

/** In a second; divided by, so that 30 000 000 000 ns are 30 s and no other number. */
const NANOSECONDS = 1e9;

/** What a `depolarise` link may say. */
const KNOWN = ['fidelity', 'prob_success', 't_cycle', 'length', 'speed_of_light', 'random_bell_state', 'dummy'];

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a file is SquidASM's: a list of links each of which has a type. */
export function isSquidasm(value: unknown): boolean {
  if (!isFields(value) || !Array.isArray(value.links)) return false;
  return value.links.length > 0 && value.links.every((link) => isFields(link) && 'typ' in link);
}

function refuse(message: string): never {
  throw new EbitError('network', message);
}

/** A number, also as Python writes it: `10_000`, `1e5`; undefined where nothing stands there. */
function numberAt(fields: Fields, key: string, what: string): number | undefined {
  const value = fields[key];
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' && /^[\d_.eE+-]+$/.test(value) ? value.replaceAll('_', '') : value;
  const number = typeof text === 'string' && text !== '' ? Number(text) : text;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  return refuse(`${what} has ${key} = ${shownValue(value)}; give a number.`);
}

/** Of the times of a device, none for 0. */
function timeAt(fields: Fields, key: 'T1' | 'T2', what: string): number | undefined {
  const time = numberAt(fields, key, what) ?? GENERIC[key];
  return time === 0 ? undefined : time / NANOSECONDS;
}

/** The memory of a processing node. */
function memoryOf(node: string, nodes: readonly unknown[]): LinkMemory {
  const found = nodes.filter(isFields).find(({ name }) => name === node);
  const what = `The node "${cutShort(node)}"`;
  if (found === undefined) return refuse(`${what} has a link, but is not among the processing nodes; name it there.`);
  if (found.qdevice_typ !== 'generic') {
    return refuse(
      `${what} is a device of type ${shownValue(found.qdevice_typ)}, whose times are not read; give --t1 and --t2 for all memories.`,
    );
  }
  const config = isFields(found.qdevice_cfg) ? found.qdevice_cfg : {};
  const [t1, t2] = [timeAt(config, 'T1', what), timeAt(config, 'T2', what)];
  return { ...(t1 === undefined ? {} : { t1 }), ...(t2 === undefined ? {} : { t2 }) };
}

function linkOf(link: Fields, nodes: readonly unknown[], memory: LinkMemory | null): LinkSettings {
  const ends = [link.node1 ?? link.stack1, link.node2 ?? link.stack2];
  const [first, second] = ends;
  if (typeof first !== 'string' || typeof second !== 'string') {
    return refuse(
      `A link joins ${shownValue(first)} and ${shownValue(second)}; give the names of two nodes as node1 and node2.`,
    );
  }
  const what = `The link between ${cutShort(first)} and ${cutShort(second)}`;
  if (link.typ !== 'depolarise') {
    return refuse(`${what} is of type ${shownValue(link.typ)}; only "depolarise" links are read.`);
  }
  if (!isFields(link.cfg)) return refuse(`${what} has no cfg; give fidelity, prob_success and t_cycle.`);
  const { cfg } = link;
  const stray = Object.keys(cfg).find((key) => !KNOWN.includes(key));
  if (stray !== undefined) return refuse(`${what} has an unknown key "${cutShort(stray)}"; remove it.`);
  const [fidelity, probability] = ['fidelity', 'prob_success'].map((key) => numberAt(cfg, key, what));
  const length = numberAt(cfg, 'length', what);
  const given = numberAt(cfg, 't_cycle', what);
  if (given !== undefined && length !== undefined) {
    return refuse(`${what} has both a t_cycle and a length; give one of them.`);
  }
  const speed = numberAt(cfg, 'speed_of_light', what) ?? SPEED_OF_LIGHT;
  const cycle = given === undefined ? (length === undefined ? undefined : length / speed) : given / NANOSECONDS;
  if (fidelity === undefined || probability === undefined || cycle === undefined) {
    return refuse(`${what} lacks a fidelity, a prob_success or a t_cycle; add it.`);
  }
  return {
    between: [first, second],
    probability,
    cycle,
    fidelity,
    memory: memory ?? [memoryOf(first, nodes), memoryOf(second, nodes)],
  };
}

/**
 * Returns the links of a network that was written for SquidASM.
 *
 * Of every `depolarise` link its fidelity (of a Werner state), `prob_success` and `t_cycle` (nanoseconds) or `length` (km)
 * are read; of both its nodes, `generic` ones, T1 and T2 (nanoseconds; 0 for no decay, SquidASM's own defaults where nothing
 * is said). `random_bell_state` changes nothing, for which state it is is known and turned back. Older files' `stack1` and
 * `stacks` are read as well.
 *
 * @param value - what the YAML says
 * @param memory - in place of that of the nodes; null for theirs
 * @throws EbitError 'network' for links of other types, devices of other types, and what is missing or no number
 */
export function squidasmLinks(value: unknown, memory: LinkMemory | null): LinkSettings[] {
  const { links, processing_nodes: current, stacks: former } = value as Fields;
  const nodes = current ?? former;
  return (links as Fields[]).map((link) => linkOf(link, Array.isArray(nodes) ? nodes : [], memory));
}
