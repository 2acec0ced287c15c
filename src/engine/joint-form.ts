// A circuit as layers on one joint state: the normal form, with CX and SWAP as permutations of the amplitudes.
//
// Both permute basis states by a linear map over bits. So they cost nothing where they stand: the compiler keeps where each
// qubit's value is, and writes what follows for the places. A diagonal's parities become parities of other bits. Only a
// Hadamard on a qubit whose value is spread over several bits, or the end of the circuit, has the amplitudes moved, once
// for all the gates since the last time.
import { type Circuit, checkCircuit, type GateOperation, refuseNoise } from '../circuit/circuit.js';
import {
  addGate,
  type Entry,
  type Layer,
  type Lowering,
  ownNormalForm,
  qubitsOf,
  Schedule,
} from '../circuit/normal-form.js';

/**
 * The amplitude of k moves here from the basis state that has the bits of `offset` and of every `columns[q]` with q in k,
 * counted modulo 2. Sets of qubits are bits: qubit q is 1 << q.
 */
export interface PermutationLayer {
  readonly kind: 'permutation';
  readonly columns: readonly number[];
  readonly offset: number;
}

export type JointLayer = Layer | PermutationLayer;

/** The qubits of a set. */
function size(bits: number): number {
  return qubitsOf(bits).length;
}

function isOdd(bits: number): boolean {
  return size(bits) % 2 === 1;
}

/** Takes a circuit's steps in the order of time and keeps where every qubit's value is. */
class Placement implements Lowering {
  readonly #qubits: number;
  readonly #layers: JointLayer[] = [];
  #schedule: Schedule;
  /** The places that change when the qubit does. */
  #columns: number[];
  /** The places whose parity is the qubit's value, or its opposite where `flipped` holds the qubit. */
  #rows: number[];
  #flipped = 0;
  /** Terms on qubits that share places, nothing behind them yet: they may be simpler once the amplitudes are moved. */
  #waiting: Entry[] = [];

  constructor(qubits: number) {
    this.#qubits = qubits;
    this.#schedule = new Schedule(qubits);
    this.#columns = Array.from({ length: qubits }, (_, q) => 1 << q);
    this.#rows = [...this.#columns];
  }

  /** Whether one bit holds the qubit's value and nothing else. */
  #isAlone(qubit: number): boolean {
    return size(this.#columns[qubit]) === 1 && size(this.#rows[qubit]) === 1;
  }

  #flip(qubit: number): void {
    this.#flipped ^= 1 << qubit;
  }

  swap(a: number, b: number): void {
    for (const list of [this.#columns, this.#rows]) [list[a], list[b]] = [list[b], list[a]];
    if (((this.#flipped >> a) ^ (this.#flipped >> b)) & 1) {
      this.#flip(a);
      this.#flip(b);
    }
  }

  /** X on the target where the control has the value. */
  controlledX(control: number, value: 0 | 1, target: number): void {
    this.#columns[control] ^= this.#columns[target];
    this.#rows[target] ^= this.#rows[control];
    if (((this.#flipped >> control) & 1) !== 1 - value) this.#flip(target);
  }

  /** Flips a qubit that shares its bits; one that is alone is better off with Hadamards, which may meet others. */
  flipped(qubit: number): boolean {
    if (this.#isAlone(qubit)) return false;
    this.#flip(qubit);
    return true;
  }

  hadamard(qubit: number): void {
    if (!this.#isAlone(qubit)) this.#move();
    const place = this.#columns[qubit];
    if (this.#waiting.some(({ parity }) => parity & place)) this.#settle();
    this.#schedule.hadamard(31 - Math.clz32(place));
    if ((this.#flipped >> qubit) & 1) {
      // H X = Z H.
      this.#flip(qubit);
      this.#schedule.diagonal({ angle: null, parity: place, ones: 0, zeros: 0, even: 0, odd: 8 });
    }
  }

  diagonal(entry: Entry): void {
    const controls = entry.ones | entry.zeros;
    if (qubitsOf(controls).some((qubit) => size(this.#rows[qubit]) > 1)) this.#move();
    const places = (bits: number): number => qubitsOf(bits).reduce((set, qubit) => set ^ this.#rows[qubit], 0);
    const ones = (entry.ones & ~this.#flipped) | (entry.zeros & this.#flipped);
    const odd = isOdd(entry.parity & this.#flipped);
    const placed: Entry = {
      angle: entry.angle,
      parity: places(entry.parity),
      ones: places(ones),
      zeros: places(controls & ~ones),
      even: odd ? entry.odd : entry.even,
      odd: odd ? entry.even : entry.odd,
    };
    if (controls === 0 && qubitsOf(entry.parity).some((qubit) => !this.#isAlone(qubit))) this.#waiting.push(placed);
    else this.#schedule.diagonal(placed);
  }

  /** Schedules the waiting terms where they are. */
  #settle(): void {
    for (const entry of this.#waiting) this.#schedule.diagonal(entry);
    this.#waiting = [];
  }

  /** Moves the amplitudes so that every qubit's value is at its own place. */
  #move(): void {
    const columns = this.#columns;
    if (this.#flipped === 0 && columns.every((column, q) => column === 1 << q)) {
      this.#settle();
      return;
    }
    const flipped = this.#flipped;
    const offset = qubitsOf(flipped).reduce((set, qubit) => set ^ columns[qubit], 0);
    this.#layers.push(...this.#schedule.layers(), { kind: 'permutation', columns, offset });
    this.#schedule = new Schedule(this.#qubits);
    this.#columns = columns.map((_, q) => 1 << q);
    this.#rows = [...this.#columns];
    this.#flipped = 0;
    for (const { parity, even, odd, ...rest } of this.#waiting) {
      const own = columns.reduce((set, column, q) => (isOdd(column & parity) ? set | (1 << q) : set), 0);
      const turned = isOdd(own & flipped);
      this.#schedule.diagonal({ ...rest, parity: own, even: turned ? odd : even, odd: turned ? even : odd });
    }
    this.#waiting = [];
  }

  layers(): JointLayer[] {
    this.#move();
    return [...this.#layers, ...this.#schedule.layers()];
  }
}

function addOperation(placement: Placement, operation: GateOperation): void {
  const { gate, targets } = operation;
  const [target, other] = targets;
  const guards = [...operation.controls, ...operation.conditions];
  if (gate === 'swap' && guards.length === 0) placement.swap(target, other);
  else if ((gate === 'x' || gate === 'y') && guards.length === 1) {
    // Y = S X S^+.
    const alone = { ...operation, controls: [], conditions: [] };
    if (gate === 'y') addGate(placement, { ...alone, gate: 'sdg' });
    placement.controlledX(guards[0].qubit, guards[0].value, target);
    if (gate === 'y') addGate(placement, { ...alone, gate: 's' });
  } else if (!(gate === 'x' && guards.length === 0 && placement.flipped(target))) addGate(placement, operation);
}

/** Trips through the state, about: Hadamards three at a time, and a permutation goes amplitude by amplitude. */
function trips(layers: readonly JointLayer[]): number {
  return layers.reduce(
    (sum, layer) =>
      sum + (layer.kind === 'permutation' ? 2 : layer.kind === 'diagonal' ? 1 : Math.ceil(layer.qubits.length / 3)),
    0,
  );
}

/**
 * Rewrites a circuit as layers on one joint state: Hadamards, diagonals and permutations, in the order of time.
 *
 * Where Hadamards meet those of CX = H CZ H and cancel, the plain normal form may take fewer trips: the shorter one is
 * taken, and the plain one if they are equally long.
 *
 * @throws EbitError as `createCircuit` if the circuit is not well formed; 'circuit' for one with noise
 */
export function jointLayers(circuit: Circuit): readonly JointLayer[] {
  checkCircuit(circuit);
  refuseNoise(
    'The simulator',
    circuit,
    'its state is a pure one; take the channels out, or make the circuit that of a classifier with customCircuit()',
  );
  const plain = ownNormalForm(circuit).layers;
  const placement = new Placement(circuit.qubits);
  for (const operation of circuit.operations) {
    if (operation.kind === 'gate') addOperation(placement, operation);
  }
  const permuted = placement.layers();
  return trips(permuted) < trips(plain) ? permuted : plain;
}
