import { checkedList } from '../circuit/bound-parameters.js';
import type { Circuit } from '../circuit/circuit.js';
import { type ClosedByUsing, closedByUsing } from '../disposing.js';
import { JointEngine } from '../engine/joint-engine.js';
import { EbitError } from '../errors.js';
import { checkedWhole, checkOptions, type OptionNames } from '../options.js';
import { type RandomStream, randomStream } from '../random.js';
import { shownValue } from '../shown-value.js';
import { type Observable, observableTerms } from './pauli.js';
import { allWithin, roundingOf, within } from './rounding.js';

/** What a circuit's angles are filled from. */
export interface SimulationInput {
  /** Radians, shape [circuit.parameters]; may be left out where there are none. */
  readonly parameters?: ArrayLike<number>;
  /** Shape [circuit.features]; may be left out where there are none. */
  readonly features?: ArrayLike<number>;
  /** The state that the circuit acts on, shape [2^n][re, im], of norm 1; |0...0> unless given. */
  readonly initial?: ArrayLike<number>;
}

const inputNames: OptionNames<SimulationInput> = { parameters: true, features: true, initial: true };

/** A circuit compiled for one joint state, to be run again and again with other angles. */
export interface Simulator extends ClosedByUsing {
  readonly qubits: number;
  /**
   * Runs the circuit and returns the amplitudes, shape [2^n][re, im], row-major; qubit 0 is the most significant bit.
   *
   * @throws EbitError 'shape', 'not-finite' or 'range' for parameters, features or an initial state that do not fit;
   *   'config' for an unknown name in the input; 'closed' after {@link close}
   */
  amplitudes(input?: SimulationInput): Float64Array;
  /** Runs the circuit and returns the probability of every basis state, shape [2^n]. */
  probabilities(input?: SimulationInput): Float64Array;
  /**
   * Runs the circuit and draws basis states; a measured qubit's bit is its outcome (deferred measurement).
   *
   * @param shots - how many, 0 to 10^7
   * @param seed - the same seed draws the same states on every runtime
   * @returns shape [shots], basis indices
   * @throws EbitError 'range' for another number of shots or a seed; as `amplitudes` for the input
   */
  sample(shots: number, seed: number, input?: SimulationInput): Int32Array;
  /**
   * Runs the circuit and returns <psi| observable |psi>.
   *
   * @throws EbitError 'shape' for a Pauli string of another length than the qubits, 'circuit' for another letter than
   *   I, X, Y, Z and for what is no observable, 'not-finite' for a coefficient that is no number; as `amplitudes` for the
   *   input
   */
  expectation(observable: Observable, input?: SimulationInput): number;
  /**
   * Runs the circuit forwards and backwards and returns the expectation and its exact gradient (adjoint method).
   *
   * dE/dtheta_t = Im sum_k g_t(k)/2 conj(lambda_k) psi_k at each diagonal, lambda = 2 observable psi run backwards:
   * three runs' cost for any number of parameters, and the memory of one state more than a run takes.
   *
   * @returns `gradient` of shape [circuit.parameters]
   * @throws EbitError as `expectation`; 'memory' if the second state does not fit
   */
  gradient(observable: Observable, input?: SimulationInput): { value: number; gradient: Float64Array };
  /** Gives the memory back, as `using` does; every other call is refused with 'closed' from then on. Closing twice is no mistake. */
  close(): void;
}

const largestShots = 10_000_000;
/** A sum of up to 2^24 squares is exact to about 1e-12. */
const normTolerance = 1e-9;

/** Radians beyond which a sum of a few angles may overflow. */
const largestParameter = 1e150;

function checkedNumbers(values: ArrayLike<number> | undefined, count: number, what: string): Float64Array {
  const given = checkedList(`The ${what}`, values ?? []);
  if (given.length !== count) {
    throw new EbitError('shape', `${given.length} ${what} were given; the circuit has ${count}.`);
  }
  return Float64Array.from(given, (value, i) => {
    if (!Number.isFinite(value)) {
      throw new EbitError('not-finite', `Number ${i} of the ${what} is ${shownValue(value)}; give a finite number.`);
    }
    if (Math.abs(value) > largestParameter) {
      throw new EbitError('range', `Number ${i} of the ${what} is ${value}; give at most ${largestParameter}.`);
    }
    return value;
  });
}

/**
 * Compiles a circuit of up to 24 qubits for a joint state vector of 2^n amplitudes, 16 bytes each.
 *
 * CX and SWAP cost next to nothing: the compiler follows where each qubit's value goes, and has the amplitudes moved once
 * for many of them, which takes room for a second state.
 *
 * Conditions on outcomes are run as controls on the measured qubit (deferred measurement).
 *
 * @param circuit - its parameters and features are filled in at each run
 * @throws EbitError 'memory' if the state does not fit
 * @example
 * const bell = openSimulator(circuit(2).h(0).cx(0, 1));
 * bell.probabilities(); // about [0.5, 0, 0, 0.5]
 * bell.expectation('ZZ'); // about 1.0000000000
 * bell.close();
 */
export function openSimulator(circuit: Circuit): Simulator {
  let engine = new JointEngine(circuit, false);
  let withGradient = false;
  let open = true;
  let rounding = 0;
  const { qubits } = circuit;

  const checkOpen = (): void => {
    if (!open) throw new EbitError('closed', 'This simulator is closed; open another one.');
  };
  /** Everything about the input is checked before anything changes. */
  const checkedInput = (input: SimulationInput) => {
    checkOptions('A simulation', input, inputNames);
    return {
      parameters: checkedNumbers(input.parameters, circuit.parameters, 'parameters'),
      features: checkedNumbers(input.features, circuit.features, 'features'),
      initial: input.initial === undefined ? null : checkedState(input.initial, qubits),
    };
  };
  const run = ({ parameters, features, initial }: ReturnType<typeof checkedInput>): void => {
    rounding = roundingOf(circuit.operations.length, initial?.normError ?? 0);
    engine.setAngles(parameters, features);
    if (initial === null) engine.reset();
    else engine.load(initial.state);
    engine.run();
  };
  const expectation = (terms: ReturnType<typeof observableTerms>): number => {
    let sum = 0;
    for (const { coefficient, pauli } of terms) {
      sum += coefficient * within('an expectation', engine.expectation(pauli), -1, 1, rounding);
    }
    return sum;
  };
  /** Both states do not always fit beside a third one, so the old engine goes first; it comes back if they do not fit. */
  const makeRoomForGradient = (): void => {
    if (withGradient) return;
    engine.close();
    try {
      engine = new JointEngine(circuit, true);
      withGradient = true;
    } catch (error) {
      engine = new JointEngine(circuit, false);
      throw error;
    }
  };
  return closedByUsing({
    qubits,
    amplitudes(input = {}) {
      checkOpen();
      run(checkedInput(input));
      return allWithin('a part of an amplitude', engine.amplitudes(), -1, 1, rounding);
    },
    probabilities(input = {}) {
      checkOpen();
      run(checkedInput(input));
      return allWithin('a probability', engine.probabilities(), 0, 1, rounding);
    },
    sample(shots, seed, input = {}) {
      checkOpen();
      checkedWhole('The number of shots', shots, 0, largestShots);
      const stream = randomStream(seed, 'shots');
      run(checkedInput(input));
      return drawn(engine, shots, stream);
    },
    expectation(observable, input = {}) {
      checkOpen();
      const terms = observableTerms(observable, qubits);
      run(checkedInput(input));
      return expectation(terms);
    },
    gradient(observable, input = {}) {
      checkOpen();
      const terms = observableTerms(observable, qubits);
      const checked = checkedInput(input);
      makeRoomForGradient();
      run(checked);
      const value = expectation(terms);
      return { value, gradient: engine.gradient(terms) };
    },
    close() {
      engine.close();
      open = false;
    },
  });
}

function checkedState(
  given: ArrayLike<number>,
  qubits: number,
): { readonly state: Float64Array; readonly normError: number } {
  const { length } = checkedList('The amplitudes of the initial state', given);
  if (length !== 2 << qubits) {
    throw new EbitError('shape', `The initial state has ${length} numbers; ${qubits} qubits take ${2 << qubits}.`);
  }
  let norm = 0;
  const state = Float64Array.from(given, (value, i) => {
    if (!Number.isFinite(value)) {
      throw new EbitError(
        'not-finite',
        `Number ${i} of the initial state is ${shownValue(value)}; give a finite number.`,
      );
    }
    norm += value * value;
    return value;
  });
  const normError = Math.abs(norm - 1);
  if (!(normError <= normTolerance)) {
    throw new EbitError('range', `The initial state has squared norm ${norm}; it must be 1 to ${normTolerance}.`);
  }
  return { state, normError };
}

/** Draws by inverting the cumulative distribution: uniforms sorted, one pass over the state, order put back. */
function drawn(engine: JointEngine, shots: number, stream: RandomStream): Int32Array {
  if (shots === 0) return new Int32Array(0);
  const uniforms = Float64Array.from({ length: shots }, (_, i) => stream.uniform(i));
  const order = Uint32Array.from({ length: shots }, (_, i) => i).sort((a, b) => uniforms[a] - uniforms[b] || a - b);
  const sorted = engine.sampleSorted(Float64Array.from(order, (i) => uniforms[i]));
  const states = new Int32Array(shots);
  order.forEach((i, place) => {
    states[i] = sorted[place];
  });
  return states;
}

/** Runs `use` with a simulator of the circuit and gives its memory back. */
function once<T>(circuit: Circuit, use: (simulator: Simulator) => T): T {
  const simulator = openSimulator(circuit);
  try {
    return use(simulator);
  } finally {
    simulator.close();
  }
}

/**
 * Returns the amplitudes of a circuit's final state, shape [2^n][re, im].
 *
 * @param circuit - of up to 24 qubits
 * @param input - angles, and the state to begin with
 * @throws EbitError as {@link openSimulator} and {@link Simulator.amplitudes}
 * @example
 * amplitudes(circuit(1).h(0)); // about [0.7071068, 0, 0.7071068, 0]
 */
export function amplitudes(circuit: Circuit, input: SimulationInput = {}): Float64Array {
  return once(circuit, (simulator) => simulator.amplitudes(input));
}

/**
 * Returns basis states drawn from a circuit's final state; see {@link Simulator.sample}.
 *
 * @param circuit - of up to 24 qubits
 * @param shots - how many, 0 to 10^7
 * @param seed - integer from 0 to 2^53 - 1
 * @param input - angles, and the state to begin with
 * @returns shape [shots], basis indices
 * @throws EbitError as {@link openSimulator} and {@link Simulator.sample}
 * @example
 * sample(circuit(2).h(0).cx(0, 1), 5, 1); // [0, 0, 0, 3, 0]
 */
export function sample(circuit: Circuit, shots: number, seed: number, input: SimulationInput = {}): Int32Array {
  return once(circuit, (simulator) => simulator.sample(shots, seed, input));
}

/**
 * Returns <psi| observable |psi> in a circuit's final state; see {@link Simulator.expectation}.
 *
 * @param circuit - of up to 24 qubits
 * @param observable - Pauli strings of one letter a qubit, qubit 0 first
 * @param input - angles, and the state to begin with
 * @throws EbitError as {@link openSimulator} and {@link Simulator.expectation}
 * @example
 * const energy = [{ coefficient: 0.5, pauli: 'ZZ' }, { coefficient: -2, pauli: 'XI' }];
 * expectation(circuit(2).h(0).cx(0, 1), energy); // about 0.5000000000
 */
export function expectation(circuit: Circuit, observable: Observable, input: SimulationInput = {}): number {
  return once(circuit, (simulator) => simulator.expectation(observable, input));
}

/**
 * Returns an expectation and its gradient over the circuit's parameters; see {@link Simulator.gradient}.
 *
 * @param circuit - of up to 24 qubits
 * @param observable - Pauli strings of one letter a qubit, qubit 0 first
 * @param input - angles, and the state to begin with
 * @returns `gradient` of shape [circuit.parameters], per radian
 * @throws EbitError as {@link openSimulator} and {@link Simulator.gradient}
 * @example
 * const { value, gradient } = expectationGradient(circuit(1).ry(parameter(0), 0), 'Z', { parameters: [0.4] });
 * value; // about 0.92106, cos 0.4
 * gradient; // about [-0.38942], -sin 0.4
 */
export function expectationGradient(
  circuit: Circuit,
  observable: Observable,
  input: SimulationInput = {},
): { value: number; gradient: Float64Array } {
  return once(circuit, (simulator) => simulator.gradient(observable, input));
}
