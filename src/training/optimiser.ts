import type * as v from 'valibot';
import { numberRule, type Rules } from './rule.js';

/** What an optimiser remembers between two updates: numbers, and lists with a number for every parameter. */
export interface OptimiserState {
  /** t, the number of updates so far. */
  step: number;
}

/** An {@link OptimiserState} as plain data that JSON keeps without loss. */
export type OptimiserStateFile<State extends OptimiserState = OptimiserState> = {
  readonly [Name in keyof State]: State[Name] extends Float64Array ? readonly number[] : State[Name];
};

/** A rule by which parameters follow a gradient, with its hyper-parameters fixed; all that changes is in the state. */
export interface Optimiser<State extends OptimiserState = OptimiserState> {
  /** Returns the state before the first update of `n` parameters. */
  init(n: number): State;
  /**
   * Moves the parameters against the gradient, and the state on by one update. Nothing is checked: all lists are of the
   * length that the state began with.
   *
   * @param rate - the learning rate of this update
   */
  update(state: State, gradient: Float64Array, parameters: Float64Array, rate: number): void;
}

/** A kind of optimiser: what its settings may be, how they become one, and what its state may be in a file. */
export interface OptimiserKind<Settings extends { readonly kind: string }, State extends OptimiserState> {
  readonly rules: Rules<Required<Settings>>;
  /** Of the state in a file. Its numbers must not be -0, which JSON writes as 0. */
  state(): v.GenericSchema<OptimiserStateFile<State>>;
  open(plan: Required<Settings>): Optimiser<State>;
  /** Says which settings contradict each other, as a sentence, or null; absent where none can. */
  contradiction?(plan: Required<Settings>): string | null;
  /** Says what in a state contradicts the settings, or null. */
  fault(plan: Required<Settings>, state: OptimiserStateFile<State>): string | null;
}

/** The learning rate, of whatever optimiser. */
export const learningRateRule = numberRule('The learning rate', 0.01, 'a number above 0, such as 0.01', (x) => x > 0);

/** Returns a state as plain data. */
export function stateToJSON(state: OptimiserState): OptimiserStateFile {
  const entries = Object.entries(state).map(([name, value]) => [name, isList(value) ? Array.from(value) : value]);
  return Object.fromEntries(entries);
}

/** The inverse of {@link stateToJSON}, bit for bit. */
export function stateFromJSON(file: OptimiserStateFile): OptimiserState {
  const entries = Object.entries(file).map(([name, value]) => [name, isList(value) ? Float64Array.from(value) : value]);
  return Object.fromEntries(entries);
}

function isList(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || value instanceof Float64Array;
}
