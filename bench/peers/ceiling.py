"""The quantum ceiling of an XOR game by cvxpy: max sum M_ab u_a . v_b over unit vectors, a semidefinite program."""

import cvxpy as cp
import numpy as np


def quantum_ceiling(problem):
    """A function that solves the program anew and returns its value. What cvxpy compiles once is compiled when it is first called."""
    rows, columns = problem.weights.shape
    gram = cp.Variable((rows + columns, rows + columns), PSD=True)
    value = cp.sum(cp.multiply(problem.weights, gram[:rows, rows:]))
    program = cp.Problem(cp.Maximize(value), [cp.diag(gram) == 1])
    return lambda: float(program.solve(solver=cp.CLARABEL, warm_start=False))


def self_test() -> float:
    """The greatest difference from what is known: CHSH and the odd cycle of five points."""
    from problem import GameProblem

    cycle = (np.eye(5) - np.roll(np.eye(5), 1, axis=1)) / 10
    known = [
        (np.array([[1, 1], [1, -1]]) / 4, np.sqrt(0.5)),
        (cycle, np.cos(np.pi / 10)),
    ]
    return max(abs(quantum_ceiling(GameProblem(weights))() - value) for weights, value in known)
