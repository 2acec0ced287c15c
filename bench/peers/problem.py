"""The problem file that our bench writes: one training step, the same numbers for every program."""

import json
from dataclasses import dataclass

import numpy as np

from circuit import angles_of_depth


@dataclass(frozen=True)
class Problem:
    """A training step of the two-processor model with `ebits` perfect Bell pairs: mean square loss over `rows`."""

    ebits: int
    depth: int
    angles: np.ndarray  # [2 (6 d + 12)], processor A's then B's
    weights: np.ndarray  # [4], by outcome 00, 01, 10, 11
    rows: np.ndarray  # [n, 8], A's four features then B's
    labels: np.ndarray  # [n], +1 or -1
    indices: np.ndarray  # the minibatch: positions in rows
    noise: float = 0.0  # p of the depolarizing behind every gate

    @property
    def batch(self) -> tuple[np.ndarray, np.ndarray]:
        """The minibatch's rows and labels."""
        return self.rows[self.indices], self.labels[self.indices]


@dataclass(frozen=True)
class FisherProblem:
    """Haar-random inputs in place of the embedding: one 16 x 16 unitary a processor and a sample."""

    ebits: int
    depth: int
    angles: np.ndarray
    unitaries: np.ndarray  # [n, 2, 16, 16] complex


@dataclass(frozen=True)
class CircuitProblem:
    """The expectation value of an observable after a circuit on |0...0>."""

    qubits: int
    angles: np.ndarray
    gates: list  # [name, qubits, index of the angle or None], in the order of time
    observable: list  # [coefficient, Pauli string], qubit 0 first


@dataclass(frozen=True)
class ReuploadingProblem:
    """A training step of the re-uploading model on two processors: mean square loss over `rows`."""

    qubits: int  # of each processor
    layers: int
    ebits: int
    angles: np.ndarray  # [2, layers, qubits, (scale, offset, z, y)] as one list
    weights: np.ndarray  # [4], by outcome 00, 01, 10, 11
    rows: np.ndarray  # [n, 2 qubits], A's features then B's
    labels: np.ndarray  # [n], +1 or -1
    indices: np.ndarray  # the minibatch: positions in rows

    @property
    def batch(self) -> tuple[np.ndarray, np.ndarray]:
        """The minibatch's rows and labels."""
        return self.rows[self.indices], self.labels[self.indices]


@dataclass(frozen=True)
class GameProblem:
    """An XOR game."""

    weights: np.ndarray  # [a, b]


def read_problem(path: str) -> Problem | FisherProblem | CircuitProblem | ReuploadingProblem | GameProblem:
    with open(path, encoding="utf8") as file:
        record = json.load(file)
    if record.get("format") != "ebit-bench-problem" or record.get("version") != 1:
        raise SystemExit(f"{path} is not an ebit-bench-problem of version 1.")
    if record["kind"] == "game":
        return GameProblem(np.array(record["weights"], dtype=float))
    angles = np.array(record["angles"], dtype=float)
    if record["kind"] == "circuit":
        return CircuitProblem(record["qubits"], angles, record["gates"], record["observable"])
    if record["kind"] == "reuploading":
        qubits, layers = record["qubits"], record["layers"]
        if len(angles) != 8 * layers * qubits:
            raise SystemExit(f"{path} has {len(angles)} angles; {layers} layers on {qubits} qubits need {8 * layers * qubits}.")
        return ReuploadingProblem(
            qubits=qubits,
            layers=layers,
            ebits=record["ebits"],
            angles=angles,
            weights=np.array(record["weights"], dtype=float),
            rows=np.array(record["rows"], dtype=float).reshape(-1, 2 * qubits),
            labels=np.array(record["labels"], dtype=float),
            indices=np.array(record["indices"], dtype=np.int32),
        )
    needed = 2 * angles_of_depth(record["depth"])
    if len(angles) != needed:
        raise SystemExit(f"{path} has {len(angles)} angles; depth {record['depth']} needs {needed}.")
    common = {"ebits": record["ebits"], "depth": record["depth"], "angles": angles}
    if record["kind"] == "fisher":
        parts = np.array(record["unitaries"], dtype=float).reshape(-1, 2, 16, 16, 2)
        return FisherProblem(**common, unitaries=parts[..., 0] + 1j * parts[..., 1])
    rows = np.array(record["rows"], dtype=float).reshape(-1, 8)
    return Problem(
        **common,
        weights=np.array(record["weights"], dtype=float),
        rows=rows,
        labels=np.array(record["labels"], dtype=float),
        indices=np.array(record["indices"], dtype=np.int32),
        noise=record.get("noise", 0.0),
    )


def random_problem(ebits: int, depth: int, samples: int, batch: int, seed: int = 1) -> Problem:
    """A seeded problem for the self test."""
    generator = np.random.default_rng(seed)
    return Problem(
        ebits=ebits,
        depth=depth,
        angles=generator.uniform(0, 2 * np.pi, 2 * angles_of_depth(depth)),
        weights=np.array([1, -1, -1, 1]) + generator.uniform(-0.15, 0.15, 4),
        rows=generator.uniform(-1.5, 1.5, (samples, 8)),
        labels=generator.choice([-1.0, 1.0], samples),
        indices=generator.permutation(samples)[:batch].astype(np.int32),
    )


def random_reuploading_problem(qubits: int, layers: int, ebits: int, batch: int, seed: int = 1) -> ReuploadingProblem:
    """A seeded problem for the self test; half of its rows are the minibatch."""
    generator = np.random.default_rng(seed)
    return ReuploadingProblem(
        qubits=qubits,
        layers=layers,
        ebits=ebits,
        angles=generator.uniform(0, 2 * np.pi, 8 * layers * qubits),
        weights=np.array([1, -1, -1, 1]) + generator.uniform(-0.15, 0.15, 4),
        rows=generator.uniform(-1.5, 1.5, (2 * batch, 2 * qubits)),
        labels=generator.choice([-1.0, 1.0], 2 * batch),
        indices=generator.permutation(2 * batch)[:batch].astype(np.int32),
    )


def random_fisher_problem(ebits: int, depth: int, samples: int, seed: int = 1) -> FisherProblem:
    """Haar-random unitaries by QR with the phases of R's diagonal divided out."""
    generator = np.random.default_rng(seed)
    ginibre = generator.normal(size=(samples, 2, 16, 16)) + 1j * generator.normal(size=(samples, 2, 16, 16))
    unitaries, triangle = np.linalg.qr(ginibre)
    diagonal = np.diagonal(triangle, axis1=-2, axis2=-1)
    return FisherProblem(
        ebits=ebits,
        depth=depth,
        angles=generator.uniform(0, 2 * np.pi, 2 * angles_of_depth(depth)),
        unitaries=unitaries * (diagonal / np.abs(diagonal))[..., None, :],
    )
