"""A slow, obvious simulation that every peer is checked against: dense matrices and the joint state of eight qubits.

It imports no simulator. An angle's slope is the product rule: the circuit with one gate replaced by its derivative.
"""

import numpy as np

from circuit import DIMENSION, QUBITS, READOUT, SIGNS, Gate, bit, embedding_phases, hadamards, qcnn
from problem import FisherProblem, Problem

PAULI_X = np.array([[0, 1], [1, 0]], dtype=complex)
PAULI_Z = np.diag([1, -1]).astype(complex)


def operator(matrix: np.ndarray, qubit: int) -> np.ndarray:
    """A one-qubit matrix on `qubit` of the processor, the identity elsewhere."""
    return np.kron(np.kron(np.eye(1 << qubit), matrix), np.eye(1 << (QUBITS - 1 - qubit)))


def generator(gate: Gate) -> np.ndarray:
    """G of exp(-i t G / 2): a Pauli matrix, where the control holds."""
    matrix = operator(PAULI_X if gate.name == "rx" else PAULI_Z, gate.qubits[0])
    if gate.control is None:
        return matrix
    return np.diag((bit(np.arange(DIMENSION), gate.control[0]) == gate.control[1]).astype(float)) @ matrix


def gate_matrix(gate: Gate, angles: np.ndarray) -> np.ndarray:
    index = np.arange(DIMENSION)
    if gate.name == "h":
        return operator(np.array([[1, 1], [1, -1]]) / np.sqrt(2), gate.qubits[0])
    if gate.name == "cz":
        return np.diag(1.0 - 2.0 * (bit(index, gate.qubits[0]) & bit(index, gate.qubits[1]))).astype(complex)
    half, matrix = angles[gate.angle] / 2, generator(gate)
    active = matrix @ matrix
    return np.eye(DIMENSION) + (np.cos(half) - 1) * active - 1j * np.sin(half) * matrix


def observable(depth: int, angles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """O = U^+ Z_readout U for everything after the embedding, and its slopes, [angles, 16, 16]."""
    gates = qcnn(depth)
    matrices = [gate_matrix(gate, angles) for gate in gates]
    before = [np.eye(DIMENSION, dtype=complex)]
    for matrix in matrices:
        before.append(matrix @ before[-1])
    readout = operator(PAULI_Z, READOUT)
    slopes = np.zeros((len(angles), DIMENSION, DIMENSION), dtype=complex)
    after = np.eye(DIMENSION, dtype=complex)
    for k in reversed(range(len(gates))):
        if gates[k].angle is not None:
            derivative = after @ (-0.5j * generator(gates[k])) @ before[k + 1]
            half = before[-1].conj().T @ readout @ derivative
            slopes[gates[k].angle] += half + half.conj().T
        after = after @ matrices[k]
    return before[-1].conj().T @ readout @ before[-1], slopes


def shared_state(ebits: int) -> np.ndarray:
    """The joint state before the embedding as a matrix [A's index, B's index]."""
    state = np.zeros((DIMENSION, DIMENSION))
    for k in range(1 << ebits):
        state[k << (QUBITS - ebits), k << (QUBITS - ebits)] = 2 ** (-ebits / 2)
    return state


def embedded_states(problem: Problem | FisherProblem) -> np.ndarray:
    """The joint state of every sample of the batch after the embedding, [n, A's index, B's index]."""
    shared = shared_state(problem.ebits)
    if isinstance(problem, FisherProblem):
        return np.array([a @ shared @ b.T for a, b in problem.unitaries])
    rows = problem.batch[0]
    a, b = (embedding_phases(part)[:, :, None] * hadamards() for part in (rows[:, :4], rows[:, 4:]))
    return a @ shared @ b.transpose(0, 2, 1)


def correlators(problem: Problem | FisherProblem) -> tuple[np.ndarray, np.ndarray]:
    """1, <Z_A>, <Z_B>, <Z_A Z_B> of every sample, [n, 4], and their slopes, [n, 4, angles]."""
    states = embedded_states(problem)
    half = len(problem.angles) // 2
    (a, a_slopes), (b, b_slopes) = (observable(problem.depth, part) for part in np.split(problem.angles, 2))
    values = np.zeros((len(states), 4))
    slopes = np.zeros((len(states), 4, 2 * half))

    def expectation(state, left, right):
        return np.vdot(state, left @ state @ right.T).real

    one = np.eye(DIMENSION)
    for n, state in enumerate(states):
        values[n] = [1, expectation(state, a, one), expectation(state, one, b), expectation(state, a, b)]
        for k in range(half):
            slopes[n, 1, k] = expectation(state, a_slopes[k], one)
            slopes[n, 3, k] = expectation(state, a_slopes[k], b)
            slopes[n, 2, half + k] = expectation(state, one, b_slopes[k])
            slopes[n, 3, half + k] = expectation(state, a, b_slopes[k])
    return values, slopes


def loss_and_gradient(problem: Problem) -> tuple[float, np.ndarray]:
    """Mean square loss and its gradient, angles then weights."""
    values, slopes = correlators(problem)
    mix = problem.weights @ SIGNS / 4
    error = values @ mix - problem.batch[1]
    scaled = 2 / len(error) * error
    gradient = np.concatenate([np.einsum("n,ncp,c->p", scaled, slopes, mix), scaled @ (values @ SIGNS.T) / 4])
    return float(error @ error / len(error)), gradient


def fisher(problem: FisherProblem) -> np.ndarray:
    """F_ij = 1/N sum_n sum_y dP_i dP_j / P."""
    values, slopes = correlators(problem)
    probabilities = values @ SIGNS.T / 4
    changes = np.einsum("yc,ncp->nyp", SIGNS / 4, slopes)
    return np.einsum("nyp,nyq,ny->pq", changes, changes, 1 / probabilities) / len(values)
