/** What an optimiser remembers between two updates: numbers, and lists of one number a parameter. */
export interface OptimiserState {
  /** t, the number of updates so far. */
  step: number;
}

/** A rule by which parameters follow a gradient, with its hyper-parameters fixed; all that changes is in the state. */
export interface Optimiser<State extends OptimiserState = OptimiserState> {
  /** Returns the state before the first update of `n` parameters. */
  init(n: number): State;
  /** Moves the parameters against the gradient, and the state on by one update; both of as many numbers as it began with. */
  update(state: State, gradient: Float64Array, parameters: Float64Array): void;
}

/** A kind of optimiser: how its settings become one. */
export interface OptimiserKind<Settings, State extends OptimiserState> {
  open(settings: Settings): Optimiser<State>;
}
