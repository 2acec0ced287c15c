"""The training step in PennyLane on the joint state of eight qubits, measurements deferred to controlled rotations.

`default.qubit` takes the whole batch at once by broadcasting, with JAX's reverse mode; `lightning.qubit` takes one
sample at a time with its adjoint method, on the first few samples of the minibatch since the whole takes seconds.
"""

import jax
import jax.numpy as jnp
import numpy as np
import pennylane as qml

from circuit import QUBITS, READOUT, RING, SIGNS, qcnn
from problem import Problem

READOUTS = (READOUT, QUBITS + READOUT)


def apply_circuit(features, angles, depth: int, ebits: int) -> None:
    """features: [..., 8], the last axis A's four then B's; angles: [2, 6 d + 12]."""
    for k in range(ebits):
        qml.Hadamard(k)
        qml.CNOT([k, QUBITS + k])
    for processor in (0, 1):
        first = processor * QUBITS
        x = [features[..., first + q] for q in range(QUBITS)]
        for q in range(QUBITS):
            qml.Hadamard(first + q)
            qml.RZ(x[q], first + q)
        for a, b in RING:
            qml.IsingZZ((np.pi - x[a]) * (np.pi - x[b]) / 2, [first + a, first + b])
        for gate in qcnn(depth):
            wires = [first + q for q in gate.qubits]
            if gate.name == "h":
                qml.Hadamard(wires)
            elif gate.name == "cz":
                qml.CZ(wires)
            else:
                rotation = (qml.RX if gate.name == "rx" else qml.RZ)(angles[processor, gate.angle], wires)
                if gate.control is not None:
                    qml.ctrl(rotation, first + gate.control[0], control_values=gate.control[1])


def default_step(problem: Problem, compiled: bool):
    """A function of nothing that returns (loss, gradient) by default.qubit with broadcasting."""
    rows, labels = (jnp.array(part) for part in problem.batch)

    @qml.qnode(qml.device("default.qubit", wires=2 * QUBITS), interface="jax", diff_method="backprop")
    def probabilities(angles):
        apply_circuit(rows, angles, problem.depth, problem.ebits)
        return qml.probs(wires=READOUTS)

    def loss(angles, weights):
        return jnp.mean((labels - probabilities(angles) @ weights) ** 2)

    step = jax.value_and_grad(loss, argnums=(0, 1))
    if compiled:
        step = jax.jit(step)
    angles, weights = jnp.array(problem.angles.reshape(2, -1)), jnp.array(problem.weights)

    def run():
        value, (by_angle, by_weight) = jax.block_until_ready(step(angles, weights))
        return value, np.concatenate([np.ravel(by_angle), by_weight])

    return run


def lightning_step(problem: Problem, samples: int):
    """A function of nothing that returns (loss, gradient) of the first `samples` rows by lightning.qubit."""
    rows, labels = (qml.numpy.array(part[:samples], requires_grad=False) for part in problem.batch)
    device = qml.device("lightning.qubit", wires=2 * QUBITS)
    a, b = (qml.PauliZ(wire) for wire in READOUTS)

    @qml.qnode(device, diff_method="adjoint", device_vjp=True)
    def values(angles, row):
        apply_circuit(row, angles, problem.depth, problem.ebits)
        return qml.expval(a), qml.expval(b), qml.expval(a @ b)

    def loss(angles, weights):
        total = 0.0
        for row, label in zip(rows, labels):
            expectation = qml.math.dot(weights @ SIGNS / 4, qml.math.stack([1.0, *values(angles, row)]))
            total = total + (expectation - label) ** 2
        return total / len(rows)

    angles, weights = (qml.numpy.array(p, requires_grad=True) for p in (problem.angles.reshape(2, -1), problem.weights))
    gradient = qml.grad(loss, argnums=(0, 1))

    def run():
        by_angle, by_weight = gradient(angles, weights)
        return gradient.forward, np.concatenate([np.ravel(by_angle), by_weight])

    return run
