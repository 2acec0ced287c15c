"""The training step with depolarizing noise behind every gate, in PennyLane's default.mixed: the joint density matrix of
eight qubits, with Autograd's reverse mode, one sample at a time, on the first samples of the minibatch alone.

Behind a gate that an outcome selects there is noise in its branch alone. The measurement is deferred, so that such noise is
a channel on the measured qubit and the other one, which also takes the coherences of the measured one.
"""

import numpy as np
import pennylane as qml

from circuit import QUBITS, READOUT, RING, qcnn
from problem import Problem

READOUTS = (READOUT, QUBITS + READOUT)
PAULIS = [np.array(p, dtype=complex) for p in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]])]


def branch_channel(p: float, value: int) -> list[np.ndarray]:
    """Depolarizing of the second qubit where the first one was found to be `value`."""
    here = np.diag([1.0 - value, float(value)])
    there = np.eye(2) - here
    errors = [np.kron(here, np.sqrt(p / 3) * pauli) for pauli in PAULIS]
    return [np.kron(there, np.eye(2)), np.sqrt(1 - p) * np.kron(here, np.eye(2)), *errors]


def apply_noisy_circuit(x, angles, depth: int, ebits: int, p: float) -> None:
    """x: [8], A's four features then B's; angles: [2, 6 d + 12]. The ebits are made without noise."""

    def noise(*wires: int) -> None:
        for wire in wires:
            qml.DepolarizingChannel(p, wires=wire)

    for k in range(ebits):
        qml.Hadamard(k)
        qml.CNOT([k, QUBITS + k])
    for processor in (0, 1):
        first = processor * QUBITS
        for q in range(QUBITS):
            qml.Hadamard(first + q)
            noise(first + q)
            qml.RZ(x[first + q], first + q)
            noise(first + q)
        for a, b in RING:
            qml.IsingZZ((np.pi - x[first + a]) * (np.pi - x[first + b]) / 2, [first + a, first + b])
            noise(first + a, first + b)
        for gate in qcnn(depth):
            wires = [first + q for q in gate.qubits]
            if gate.name == "h":
                qml.Hadamard(wires)
                noise(*wires)
            elif gate.name == "cz":
                qml.CZ(wires)
                noise(*wires)
            else:
                rotation = (qml.RX if gate.name == "rx" else qml.RZ)(angles[processor, gate.angle], wires)
                if gate.control is None:
                    noise(*wires)
                    continue
                control = first + gate.control[0]
                qml.ctrl(rotation, control, control_values=gate.control[1])
                qml.QubitChannel(branch_channel(p, gate.control[1]), wires=[control, *wires])


def mixed_step(problem: Problem, samples: int):
    """A function of nothing that returns (loss, gradient) of the first `samples` rows by default.mixed."""
    rows, labels = (qml.numpy.array(part[:samples], requires_grad=False) for part in problem.batch)

    @qml.qnode(qml.device("default.mixed", wires=2 * QUBITS), interface="autograd", diff_method="backprop")
    def probabilities(angles, row):
        apply_noisy_circuit(row, angles, problem.depth, problem.ebits, problem.noise)
        return qml.probs(wires=READOUTS)

    def loss(angles, weights):
        total = 0.0
        for row, label in zip(rows, labels):
            total = total + (qml.math.dot(probabilities(angles, row), weights) - label) ** 2
        return total / len(rows)

    angles, weights = (qml.numpy.array(p, requires_grad=True) for p in (problem.angles.reshape(2, -1), problem.weights))
    gradient = qml.grad(loss, argnums=(0, 1))

    def run():
        by_angle, by_weight = gradient(angles, weights)
        return gradient.forward, np.concatenate([np.ravel(by_angle), by_weight])

    return run
