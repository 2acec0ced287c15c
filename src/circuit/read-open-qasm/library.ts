// The gates of the headers stdgates.inc and qelib1.inc as gates of the table, one behind another.
import type { GateName } from '../gates.js';
import type { Version } from './expressions.js';
import { numberValue, times, type Value } from './value.js';

/** A gate of the table on some of the qubits that a header's gate is given; 'gphase' is exp(i angle) and has no target. */
export interface Leaf {
  readonly gate: GateName | 'gphase';
  readonly angle: Value | null;
  readonly targets: readonly number[];
  readonly controls: readonly number[];
}

/** A gate of a header. */
export interface LibraryGate {
  readonly kind: 'library';
  readonly angles: number;
  readonly qubits: number;
  /** The gates of the table, in the order of time. */
  readonly leaves: (angles: readonly Value[]) => readonly Leaf[];
  /** How many they are. */
  readonly cost: number;
  /** Whether the header leaves its phase open, so that under a control it could mean several things. */
  readonly isPhaseOpen: boolean;
}

/** The headers that are known. */
export type Header = 'stdgates.inc' | 'qelib1.inc';

type Gates = Readonly<Record<string, LibraryGate>>;

const nowhere = { line: 0, column: 0 };

const leaf = (
  gate: GateName,
  targets: readonly number[],
  controls: readonly number[] = [],
  angle: Value | null = null,
): Leaf => ({ gate, angle, targets, controls });

function made(angles: number, qubits: number, leaves: LibraryGate['leaves']): LibraryGate {
  const zeros = new Array<Value>(angles).fill(numberValue(0));
  return { kind: 'library', angles, qubits, leaves, cost: leaves(zeros).length, isPhaseOpen: false };
}

/** One gate of the table: the first qubits are its controls. */
function single(gate: GateName, controls: number, targets: number, angles: 0 | 1): LibraryGate {
  const places = Array.from({ length: controls + targets }, (_, k) => k);
  return made(angles, controls + targets, ([angle]) => [
    leaf(gate, places.slice(controls), places.slice(0, controls), angle ?? null),
  ]);
}

/** phase(phi) ry(theta) phase(lambda), done from right to left: U of OpenQASM 3 without its exp(i theta/2). */
function turned(theta: Value, phi: Value, lambda: Value, target: number, controls: readonly number[] = []): Leaf[] {
  return [
    leaf('phase', [target], controls, lambda),
    leaf('ry', [target], controls, theta),
    leaf('phase', [target], controls, phi),
  ];
}

/** rz(phi) ry(theta) rz(lambda): the same, with determinant 1. */
function balanced(theta: Value, phi: Value, lambda: Value): Leaf[] {
  return [leaf('rz', [0], [], lambda), leaf('ry', [0], [], theta), leaf('rz', [0], [], phi)];
}

const idle = (angles: number): LibraryGate => made(angles, 1, () => []);

/** Controls' x on a target, one after another, behind each an eighth of a turn: back and forth by turns. */
const eighths = (target: number, first: 't' | 'tdg', ...controls: readonly number[]): Leaf[] =>
  controls.flatMap((control, k) => {
    const isFirst = k % 2 === 0;
    const other = first === 't' ? 'tdg' : 't';
    return [leaf('x', [target], [control]), leaf(isFirst ? first : other, [target])];
  });

/** All that is known before a program is read. */
interface Library {
  readonly headers: Readonly<Record<Header, Gates>>;
  readonly extras: Gates;
  readonly builtIn: Readonly<Record<Version, Gates>>;
}

function madeLibrary(): Library {
  const halfPi = numberValue(Math.PI / 2);
  const cu = made(4, 2, ([theta, phi, lambda, gamma]) => [
    leaf('phase', [0], [], gamma),
    ...turned(theta, phi, lambda, 1, [0]),
  ]);

  // What both headers have, and mean alike.
  const shared: Gates = {
    x: single('x', 0, 1, 0),
    y: single('y', 0, 1, 0),
    z: single('z', 0, 1, 0),
    h: single('h', 0, 1, 0),
    s: single('s', 0, 1, 0),
    sdg: single('sdg', 0, 1, 0),
    t: single('t', 0, 1, 0),
    tdg: single('tdg', 0, 1, 0),
    sx: single('sx', 0, 1, 0),
    p: single('phase', 0, 1, 1),
    rx: single('rx', 0, 1, 1),
    ry: single('ry', 0, 1, 1),
    rz: single('rz', 0, 1, 1),
    cx: single('x', 1, 1, 0),
    cy: single('y', 1, 1, 0),
    cz: single('z', 1, 1, 0),
    ch: single('h', 1, 1, 0),
    cp: single('phase', 1, 1, 1),
    crx: single('rx', 1, 1, 1),
    cry: single('ry', 1, 1, 1),
    crz: single('rz', 1, 1, 1),
    swap: single('swap', 0, 2, 0),
    ccx: single('x', 2, 1, 0),
    cswap: single('swap', 1, 2, 0),
    u1: single('phase', 0, 1, 1),
    id: idle(0),
    cu,
  };

  const headers: Readonly<Record<Header, Gates>> = {
    'stdgates.inc': {
      ...shared,
      CX: shared.cx,
      phase: shared.p,
      cphase: shared.cp,
      u2: made(2, 1, ([phi, lambda]) => balanced(halfPi, phi, lambda)),
      u3: made(3, 1, ([theta, phi, lambda]) => balanced(theta, phi, lambda)),
    },
    'qelib1.inc': {
      ...shared,
      u0: idle(1),
      u: made(3, 1, ([theta, phi, lambda]) => turned(theta, phi, lambda, 0)),
      u2: made(2, 1, ([phi, lambda]) => turned(halfPi, phi, lambda, 0)),
      u3: made(3, 1, ([theta, phi, lambda]) => turned(theta, phi, lambda, 0)),
      sxdg: single('sxdg', 0, 1, 0),
      cu1: shared.cp,
      cu3: made(3, 2, ([theta, phi, lambda]) => turned(theta, phi, lambda, 1, [0])),
      csx: single('sx', 1, 1, 0),
      rxx: single('rxx', 0, 2, 1),
      rzz: single('rzz', 0, 2, 1),
      // x with two and three controls up to phases of some basis states, which spares half of the cx.
      rccx: made(0, 3, () => [leaf('h', [2]), leaf('t', [2]), ...eighths(2, 'tdg', 1, 0, 1), leaf('h', [2])]),
      rc3x: made(0, 4, () => {
        const outer = [leaf('h', [3]), leaf('t', [3]), ...eighths(3, 'tdg', 2), leaf('h', [3])];
        return [...outer, ...eighths(3, 't', 0, 1, 0, 1), ...outer];
      }),
      c3x: single('x', 3, 1, 0),
      c4x: single('x', 4, 1, 0),
      c3sqrtx: single('sx', 3, 1, 0),
    },
  };

  // Gates of the table that a header lacks; a program's own of that name come first.
  const extras: Gates = {
    sxdg: single('sxdg', 0, 1, 0),
    rxx: single('rxx', 0, 2, 1),
    ryy: single('ryy', 0, 2, 1),
    rzz: single('rzz', 0, 2, 1),
  };

  // U of OpenQASM 3: exp(i theta/2) times phase(phi) ry(theta) phase(lambda).
  const U3 = made(3, 1, ([theta, phi, lambda]) => [
    { gate: 'gphase', angle: times(theta, numberValue(0.5), nowhere), targets: [], controls: [] },
    ...turned(theta, phi, lambda, 0),
  ]);

  // The phase of the whole, which has no qubit.
  const gphase = made(1, 0, ([angle]) => [{ gate: 'gphase', angle, targets: [], controls: [] }]);

  // What a program has without any header.
  const builtIn: Readonly<Record<Version, Gates>> = {
    2: { U: headers['qelib1.inc'].u3, CX: shared.cx },
    3: { U: U3, gphase },
  };
  return { headers, extras, builtIn };
}

let known: Library | null = null;

/** Made when a program is first read: whoever reads none carries and waits for nothing. */
function library(): Library {
  known ??= madeLibrary();
  return known;
}

/** The gates by name that a program has beside its own. */
export function libraryOf(version: Version, header: Header | null): ReadonlyMap<string, LibraryGate> {
  const { headers, extras, builtIn } = library();
  const isOpen = version === 3 && header === 'qelib1.inc';
  const named = header === null ? {} : headers[header];
  const own = Object.entries(named).map(([name, gate]) => [name, { ...gate, isPhaseOpen: isOpen }] as const);
  const gates = new Map([...own, ...Object.entries(builtIn[version])]);
  for (const [name, gate] of Object.entries(header === null ? {} : extras)) {
    if (!gates.has(name)) gates.set(name, gate);
  }
  return gates;
}

/** The names of the known headers. */
export const headerNames = ['stdgates.inc', 'qelib1.inc'] as const satisfies readonly Header[];
