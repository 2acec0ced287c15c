"""A hand-written JAX step of the re-uploading model on two processors: loss and gradient by value_and_grad.

The problem file is of kind 'reuploading': "qubits" m of each processor, "layers", "ebits", "angles" (processor A's then
B's; by layer, by qubit: scale s, offset o, z, y), "weights" of the outcomes 00, 01, 10, 11, "rows" ([n, 2 m], A's
features then B's), "labels" (+1 or -1) and "indices" of the minibatch. The answer is that of every step: the mean square
loss and its gradient, angles then weights. `bench/problem.ts` writes the file (writeReuploadingProblem), `main.py` runs
it as the peer 'jax-reuploading'.

The circuit of one processor: in every layer a ring of CZ (not before the first), then on every qubit q RY(s x_q + o),
RZ(z), RY(y). Qubit j < ebits of A and qubit j of B are halves of a Bell pair; the last qubit is read out.

There is no joint state: each processor runs from the 2^ebits basis states k of its halves, and

    P(a, b) = 2^-ebits sum_kl M^a_kl N^b_kl,     M^a_kl = <psi_k| P_a |psi_l> of A, N of B,

of which <Z_A>, <Z_B> and <Z_A Z_B> are all that the loss needs. Real and imaginary parts are separate rows and the
minibatch is the last axis. What depends on the sample is a rotation by a real angle; all else of a layer, which every
sample shares, is one real matrix product for each group of at most four qubits.
"""

import jax
import jax.numpy as jnp
import numpy as np

from problem import ReuploadingProblem

# A matrix on more qubits than these costs more than two on half of them.
GROUP = 4


def ring_signs(qubits: int) -> np.ndarray:
    """The ring of CZ as signs of the basis states; of two qubits it is one CZ, of one none."""
    bits = [(np.arange(1 << qubits) >> (qubits - 1 - q)) & 1 for q in range(qubits)]
    pairs = [(q, (q + 1) % qubits) for q in range(qubits)][: qubits if qubits > 2 else qubits - 1]
    return np.prod([1.0 - 2 * (bits[a] & bits[b]) for a, b in pairs], axis=0) if pairs else np.ones(1 << qubits)


def groups(qubits: int) -> list[range]:
    """Neighbouring qubits in groups of nearly one size."""
    count = -(-qubits // GROUP)
    edges = [qubits * k // count for k in range(count + 1)]
    return [range(low, high) for low, high in zip(edges, edges[1:])]


def shared_gates(z, y):
    """RY(y) RZ(z) of a group of qubits as (re, im) of one matrix."""
    re, im = jnp.ones((1, 1)), jnp.zeros((1, 1))
    for k in range(z.shape[0]):
        c, s = jnp.cos(y[k] / 2), jnp.sin(y[k] / 2)
        turn, other = jnp.cos(z[k] / 2), jnp.sin(z[k] / 2)
        gate_re = jnp.array([[c * turn, -s * turn], [s * turn, c * turn]])
        gate_im = jnp.array([[-c * other, -s * other], [-s * other, c * other]])
        re, im = jnp.kron(re, gate_re) - jnp.kron(im, gate_im), jnp.kron(re, gate_im) + jnp.kron(im, gate_re)
    return re, im


def rotated(state, half_angles, qubits: int):
    """RY on every qubit. state: [2, 2^m, columns, n]; half_angles: [m, n]."""
    shape = state.shape
    for q in range(qubits):
        c, s = jnp.cos(half_angles[q]), jnp.sin(half_angles[q])
        pair = state.reshape(2 << q, 2, -1, shape[2], shape[3])
        state = jnp.stack([c * pair[:, 0] - s * pair[:, 1], s * pair[:, 0] + c * pair[:, 1]], 1).reshape(shape)
    return state


def coordinates(angles, features, qubits: int, layers: int, ebits: int):
    """psi_k^+ Z psi_l of the last qubit's Z: (re, im), each [k, l, n]. angles: [L, m, 4]; features: [m, n]."""
    dimension, columns, samples = 1 << qubits, 1 << ebits, features.shape[1]
    start = np.zeros((2, dimension, columns, 1))
    start[0, np.arange(columns) << (qubits - ebits), np.arange(columns)] = 1
    state = jnp.broadcast_to(start, (2, dimension, columns, samples))
    signs = ring_signs(qubits)[:, None, None]
    for layer in range(layers):
        scale, offset, z, y = angles[layer].T
        if layer > 0:
            state = state * signs
        state = rotated(state, (scale[:, None] * features + offset[:, None]) / 2, qubits)
        for group in groups(qubits):
            re, im = shared_gates(z[group.start : group.stop], y[group.start : group.stop])
            both = jnp.block([[re, -im], [im, re]])
            size = 1 << len(group)
            parts = state.reshape(2, 1 << group.start, size, -1).transpose(0, 2, 1, 3).reshape(2 * size, -1)
            state = (both @ parts).reshape(2, size, 1 << group.start, -1).transpose(0, 2, 1, 3)
            state = state.reshape(2, dimension, columns, samples)
    re, im = state * np.where(np.arange(dimension) % 2 == 0, 1.0, -1.0)[:, None, None]
    bra_re, bra_im = state[0][:, :, None], state[1][:, :, None]
    ket_re, ket_im = re[:, None], im[:, None]
    return (bra_re * ket_re + bra_im * ket_im).sum(0), (bra_re * ket_im - bra_im * ket_re).sum(0)


def training_step(problem: ReuploadingProblem):
    """A function without arguments that returns (loss, gradient)."""
    qubits, layers, ebits = problem.qubits, problem.layers, problem.ebits

    def loss(parameters, features, labels):
        angles, weights = parameters[:-4].reshape(2, layers, qubits, 4), parameters[-4:]
        (a_re, a_im), (b_re, b_im) = (
            coordinates(angles[p], features[p], qubits, layers, ebits) for p in range(2)
        )
        columns = 1 << ebits
        single = [sum(part[k, k] for k in range(columns)) / columns for part in (a_re, b_re)]
        both = (a_re * b_re - a_im * b_im).sum((0, 1)) / columns
        ones = jnp.ones_like(both)
        signs = np.array([[1, 1, 1, 1], [1, 1, -1, -1], [1, -1, 1, -1], [1, -1, -1, 1]]) / 4
        error = (signs @ weights) @ jnp.stack([ones, *single, both]) - labels
        return jnp.mean(error * error)

    compiled = jax.jit(jax.value_and_grad(loss))
    rows, labels = problem.batch
    parameters = jnp.asarray(np.concatenate([problem.angles, problem.weights]))
    features = jnp.asarray(rows.reshape(-1, 2, qubits).transpose(1, 2, 0))
    labels = jnp.asarray(labels)
    return lambda: jax.block_until_ready(compiled(parameters, features, labels))


def dense_loss(problem: ReuploadingProblem, parameters: np.ndarray) -> float:
    """The loss by the joint state of both processors, gate by gate: slow, and of no code with the program above."""
    m, layers = problem.qubits, problem.layers
    angles, weights = parameters[:-4].reshape(2, layers, m, 4), parameters[-4:]
    rows, labels = problem.batch
    total = 0.0
    for row, label in zip(rows, labels):
        state = np.zeros((2,) * (2 * m), dtype=complex)
        for pattern in np.ndindex((2,) * problem.ebits):
            half = pattern + (0,) * (m - problem.ebits)
            state[half + half] = 2 ** (-problem.ebits / 2)
        for p in range(2):
            for layer in range(layers):
                for q in range(m if layer > 0 and m > 1 else 0):
                    if m == 2 and q == 1:
                        continue
                    where = [slice(None)] * (2 * m)
                    where[p * m + q] = where[p * m + (q + 1) % m] = 1
                    state[tuple(where)] *= -1
                for q, (s, o, z, y) in enumerate(angles[p, layer]):
                    first, last = (s * row[p * m + q] + o) / 2, y / 2
                    gates = [np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]]) for t in (first, last)]
                    gate = gates[1] @ np.diag(np.exp([-0.5j * z, 0.5j * z])) @ gates[0]
                    state = np.moveaxis(np.tensordot(gate, state, (1, p * m + q)), 0, p * m + q)
        rest = tuple(axis for axis in range(2 * m) if axis not in (m - 1, 2 * m - 1))
        total += (weights @ (np.abs(state) ** 2).sum(rest).ravel() - label) ** 2
    return total / len(labels)


def dense_loss_and_gradient(problem: ReuploadingProblem) -> tuple[float, np.ndarray]:
    """Its gradient by central differences of fourth order, exact to about 1e-11 at this step."""
    parameters = np.concatenate([problem.angles, problem.weights])
    step, gradient = 2e-3, np.zeros(len(parameters))
    for k in range(len(parameters)):
        for factor, weight in ((1, 8), (-1, -8), (2, -1), (-2, 1)):
            moved = parameters.copy()
            moved[k] += factor * step
            gradient[k] += weight * dense_loss(problem, moved) / (12 * step)
    return dense_loss(problem, parameters), gradient
