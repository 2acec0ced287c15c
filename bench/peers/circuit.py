"""The paper's model as data: the gates of one processor, the phases of the embedding, where each angle goes.

Everything here is plain Python and numpy, and every peer builds its program from it. Qubit 0 is the most
significant bit of a basis index; RX(t) = exp(-i t X / 2), RZ(t) = exp(-i t Z / 2), RZZ(t) = exp(-i t ZZ / 2).
"""

from dataclasses import dataclass

import numpy as np

QUBITS = 4
DIMENSION = 1 << QUBITS
READOUT = 3
RING = ((0, 1), (1, 2), (2, 3), (3, 0))
BLOCKS = ((0, 1), (2, 3), (1, 2), (3, 0))
# The product of the two outcome signs, a constant and each processor's sign, for outcomes 00, 01, 10, 11.
SIGNS = np.array([[1, 1, 1, 1], [1, 1, -1, -1], [1, -1, 1, -1], [1, -1, -1, 1]], dtype=float)


@dataclass(frozen=True)
class Gate:
    """One gate. `angle` indexes the processor's own angles; a `control` is a measured qubit and the outcome that
    switches the rotation on."""

    name: str
    qubits: tuple[int, ...]
    angle: int | None = None
    control: tuple[int, int] | None = None


def angles_of_depth(depth: int) -> int:
    """Angles of one processor: 4 d for the first ring, 8 for two pools, 2 d for the kept pair, 4 for the last pool."""
    return 6 * depth + 12


def qcnn(depth: int) -> list[Gate]:
    """The gates of one processor in time order; a measured qubit's rotations come as controlled rotations."""
    gates: list[Gate] = []

    def block(a: int, b: int, angle_a: int, angle_b: int) -> None:
        gates.extend([Gate("h", (a,)), Gate("h", (b,)), Gate("cz", (a, b))])
        gates.extend([Gate("rx", (a,), angle_a), Gate("rx", (b,), angle_b)])

    def pool(measured: int, kept: int, first: int) -> None:
        for outcome in (0, 1):
            gates.append(Gate("rz", (kept,), first + outcome, (measured, outcome)))
        for outcome in (0, 1):
            gates.append(Gate("rx", (kept,), first + 2 + outcome, (measured, outcome)))

    for layer in range(depth):
        for a, b in BLOCKS:
            block(a, b, 4 * layer + a, 4 * layer + b)
    pool(0, 1, 4 * depth)
    pool(2, 3, 4 * depth + 4)
    for layer in range(depth):
        block(1, 3, 4 * depth + 8 + 2 * layer, 4 * depth + 9 + 2 * layer)
    pool(1, 3, 6 * depth + 8)
    return gates


def bit(index, qubit: int):
    """The value of a qubit in basis state `index` (a number or an array)."""
    return (index >> (QUBITS - 1 - qubit)) & 1


def embedding_phases(rows: np.ndarray) -> np.ndarray:
    """D(x): the diagonal that follows the Hadamards of the zz embedding, shape [n, 16] for features [n, 4]."""
    index = np.arange(DIMENSION)
    sign = np.array([1 - 2 * bit(index, q) for q in range(QUBITS)])
    exponent = rows @ sign
    for a, b in RING:
        exponent += 0.5 * ((np.pi - rows[:, a]) * (np.pi - rows[:, b]))[:, None] * (sign[a] * sign[b])
    return np.exp(-0.5j * exponent)


def hadamards(qubits: int = QUBITS) -> np.ndarray:
    """H on every qubit, real and symmetric, [2^m, 2^m]."""
    index = np.arange(1 << qubits)
    parity = np.array([[bin(i & j).count("1") & 1 for j in index] for i in index])
    return (1.0 - 2.0 * parity) / np.sqrt(1 << qubits)
