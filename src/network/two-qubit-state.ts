// Any state of two qubits, given by its correlations or as a density matrix.
import { symmetricEigenvalues } from '../core/spectrum.js';
import { EbitError } from '../errors.js';
import { WEIGHT_SUM_TOLERANCE } from './bell-state.js';

/** A number, or `[real, imaginary]`. */
export type ComplexEntry = number | readonly [number, number];

/** T_PQ = Tr[rho P(x)Q], 4 x 4: rows P at the first end, columns Q at the second, each I, X, Y, Z. */
export type PauliTable = readonly (readonly number[])[];

/** How a state of two qubits was described: by its {@link PauliTable}, or as a matrix over 00, 01, 10, 11. */
export type TwoQubitState =
  | { readonly kind: 'correlations'; readonly correlations: PauliTable }
  | { readonly kind: 'matrix'; readonly matrix: readonly (readonly ComplexEntry[])[] };

/** How far below 0 an eigenvalue of a state may be: what rounding makes of 0. */
export const EIGENVALUE_TOLERANCE = 1e-12;

/** What rounding leaves of a coefficient of 0 where entries of order 1 are summed; as a coefficient it would be work. */
const NOTHING = 1e-15;

interface Complex {
  readonly re: number;
  readonly im: number;
}

const complex = (entry: ComplexEntry): Complex =>
  typeof entry === 'number' ? { re: entry, im: 0 } : { re: entry[0], im: entry[1] };

/** The entry of a Pauli in the row of a bit: its column, its power of i. */
function pauliEntry(digit: number, row: number): { readonly column: number; readonly turns: number } {
  if (digit === 0) return { column: row, turns: 0 };
  if (digit === 3) return { column: row, turns: 2 * row };
  if (digit === 1) return { column: 1 - row, turns: 0 };
  return { column: 1 - row, turns: row === 0 ? 3 : 1 };
}

/** The one entry of P(x)Q in a row over 00, 01, 10, 11. */
function pairEntry(p: number, q: number, row: number): { readonly column: number; readonly turns: number } {
  const [left, right] = [pauliEntry(p, row >> 1), pauliEntry(q, row & 1)];
  return { column: 2 * left.column + right.column, turns: (left.turns + right.turns) % 4 };
}

/** Re(i^turns z). */
function turnedReal({ re, im }: Complex, turns: number): number {
  return [re, -im, -re, im][turns];
}

/** Tr[rho P(x)Q] of a Hermitian matrix. */
function tableOf(matrix: readonly (readonly ComplexEntry[])[]): number[][] {
  return [0, 1, 2, 3].map((p) =>
    [0, 1, 2, 3].map((q) => {
      let sum = 0;
      for (let row = 0; row < 4; row++) {
        const { column, turns } = pairEntry(p, q, row);
        sum += turnedReal(complex(matrix[column][row]), turns);
      }
      return Math.abs(sum) < NOTHING ? 0 : sum;
    }),
  );
}

/**
 * The least eigenvalue of rho = 1/4 sum T_PQ P(x)Q: that of [[Re, -Im], [Im, Re]], which has each of them twice.
 */
function leastEigenvalue(table: PauliTable): number {
  const real = new Float64Array(64);
  table.forEach((weights, p) => {
    weights.forEach((weight, q) => {
      for (let row = 0; row < 4; row++) {
        const { column, turns } = pairEntry(p, q, row);
        const re = turnedReal({ re: weight / 4, im: 0 }, turns);
        const im = turnedReal({ re: 0, im: -weight / 4 }, turns);
        real[8 * row + column] += re;
        real[8 * (row + 4) + column + 4] += re;
        real[8 * row + column + 4] -= im;
        real[8 * (row + 4) + column] += im;
      }
    });
  });
  return symmetricEigenvalues(real, 8)[7];
}

function checkTrace(what: string, found: number, where: string): void {
  if (Math.abs(found - 1) <= WEIGHT_SUM_TOLERANCE) return;
  throw new EbitError(
    'network',
    `${what} has ${where} ${found}, not 1 (within 1e-9); divide all entries by it, or correct them.`,
  );
}

/** T_PQ of a state that was checked, with a trace of 1 to the last digit. */
export function pauliTable(state: TwoQubitState): PauliTable {
  const table = state.kind === 'correlations' ? state.correlations : tableOf(state.matrix);
  const trace = table[0][0];
  return trace === 1 ? table : table.map((row) => row.map((weight) => weight / trace));
}

function checkHermitian(what: string, matrix: readonly (readonly ComplexEntry[])[]): void {
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column <= row; column++) {
      const [below, above] = [complex(matrix[row][column]), complex(matrix[column][row])];
      const off = Math.max(Math.abs(below.re - above.re), Math.abs(below.im + above.im));
      if (off <= WEIGHT_SUM_TOLERANCE) continue;
      const shown = ({ re, im }: Complex) => `[${re}, ${im}]`;
      throw new EbitError(
        'network',
        row === column
          ? `${what} has the number ${shown(below)} on the diagonal of its state, in row ${row}; there it is real.`
          : `${what} has a state that is not Hermitian: ${shown(below)} in row ${row} and column ${column}, ${shown(above)} ` +
              `across the diagonal; give complex conjugates.`,
      );
    }
  }
}

/**
 * Returns the correlations T_PQ = Tr[rho P(x)Q] of a state of two qubits.
 *
 * @param what - as the beginning of a sentence: `The ebit between A.0 and B.0`
 * @returns 4 x 4 numbers in [-1, 1], the first of them 1
 * @throws EbitError 'network' for a trace that is off 1 by more than 1e-9, a matrix that is not Hermitian within 1e-9, and an
 *   eigenvalue below -1e-12
 */
export function checkedTable(what: string, state: TwoQubitState): PauliTable {
  if (state.kind === 'correlations') {
    checkTrace(what, state.correlations[0][0], 'the first correlation, of I and I,');
  } else {
    checkHermitian(what, state.matrix);
    checkTrace(
      what,
      state.matrix.reduce((sum, row, i) => sum + complex(row[i]).re, 0),
      'the trace',
    );
  }
  const table = pauliTable(state);
  const beyond = table.flat().find((weight) => Math.abs(weight) > 1 + WEIGHT_SUM_TOLERANCE);
  if (state.kind === 'correlations' && beyond !== undefined) {
    throw new EbitError('network', `${what} has a correlation of ${beyond}; those of a state lie in [-1, 1].`);
  }
  const least = leastEigenvalue(table);
  if (least >= -EIGENVALUE_TOLERANCE) return table;
  const most = Math.floor(1e4 / (1 - 4 * least)) / 1e4;
  throw new EbitError(
    'network',
    `${what} has the eigenvalue ${Number(least.toPrecision(6))}; those of a state are at least 0 (within 1e-12). Give a positive matrix, or scale ` +
      `all correlations but the first by at most ${most}.`,
  );
}
