"""A slow, obvious simulation that every peer is checked against: dense matrices on the joint state of eight qubits.

It imports no simulator. The gradient of an angle is half the difference of two shifted losses' derivatives, taken
through the expectation values: a controlled rotation needs four shifts, and all gates get four here.
"""

import numpy as np

from circuit import DIMENSION, QUBITS, READOUT, SIGNS, Gate, bit, embedding_phases, hadamards, qcnn
from problem import Problem

PAULI_X = np.array([[0, 1], [1, 0]], dtype=complex)
PAULI_Z = np.diag([1, -1]).astype(complex)


def operator(matrix: np.ndarray, qubit: int) -> np.ndarray:
    """A one-qubit matrix on `qubit` of the processor, the identity elsewhere."""
    return np.kron(np.kron(np.eye(1 << qubit), matrix), np.eye(1 << (QUBITS - 1 - qubit)))


def gate_matrix(gate: Gate, angles: np.ndarray) -> np.ndarray:
    index = np.arange(DIMENSION)
    if gate.name == "h":
        return operator(np.array([[1, 1], [1, -1]]) / np.sqrt(2), gate.qubits[0])
    if gate.name == "cz":
        return np.diag(1.0 - 2.0 * (bit(index, gate.qubits[0]) & bit(index, gate.qubits[1]))).astype(complex)
    generator = operator(PAULI_X if gate.name == "rx" else PAULI_Z, gate.qubits[0])
    half = angles[gate.angle] / 2
    rotation = np.cos(half) * np.eye(DIMENSION) - 1j * np.sin(half) * generator
    if gate.control is None:
        return rotation
    active = (bit(index, gate.control[0]) == gate.control[1]).astype(float)
    return np.diag(active) @ rotation + np.diag(1 - active)


def processor_observable(depth: int, angles: np.ndarray) -> np.ndarray:
    """O = U^+ Z_readout U for everything after the embedding."""
    unitary = np.eye(DIMENSION, dtype=complex)
    for gate in qcnn(depth):
        unitary = gate_matrix(gate, angles) @ unitary
    return unitary.conj().T @ operator(PAULI_Z, READOUT) @ unitary


def shared_state(ebits: int) -> np.ndarray:
    """The joint state before the embedding as a matrix [A's index, B's index]."""
    state = np.zeros((DIMENSION, DIMENSION))
    for k in range(1 << ebits):
        state[k << (QUBITS - ebits), k << (QUBITS - ebits)] = 2 ** (-ebits / 2)
    return state


def correlators(problem: Problem, angles: np.ndarray) -> np.ndarray:
    """[n, 4]: 1, <Z_A>, <Z_B>, <Z_A Z_B> of every sample, from the joint state."""
    half = len(angles) // 2
    observables = [processor_observable(problem.depth, a) for a in (angles[:half], angles[half:])]
    result = []
    for row in problem.batch[0]:
        embedded = [embedding_phases(part[None, :])[0][:, None] * hadamards() for part in (row[:4], row[4:])]
        state = embedded[0] @ shared_state(problem.ebits) @ embedded[1].T
        a, b = observables[0] @ state, state @ observables[1].T
        both = observables[0] @ b
        result.append([1, *(np.vdot(state, x).real for x in (a, b, both))])
    return np.array(result)


def loss_and_gradient(problem: Problem) -> tuple[float, np.ndarray]:
    """Mean square loss and its gradient, angles then weights."""
    values = correlators(problem, problem.angles)
    mix = problem.weights @ SIGNS / 4
    error = values @ mix - problem.batch[1]
    count = len(error)
    gradient = np.zeros(len(problem.angles) + 4)
    gradient[-4:] = 2 / count * error @ (values @ SIGNS.T) / 4
    # f(t) holds frequencies 0, 1/2 and 1, so two pairs of shifts give its derivative exactly.
    strength = [(np.sqrt(2) + 1) / (4 * np.sqrt(2)), -(np.sqrt(2) - 1) / (4 * np.sqrt(2))]
    for k in range(len(problem.angles)):
        slope = np.zeros(count)
        for shift, factor in zip((np.pi / 2, 3 * np.pi / 2), strength):
            for sign in (1, -1):
                moved = problem.angles.copy()
                moved[k] += sign * shift
                slope += sign * factor * (correlators(problem, moved) @ mix)
        gradient[k] = 2 / count * error @ slope
    return float(error @ error / count), gradient
