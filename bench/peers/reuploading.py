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
minibatch is the last axis. What depends on the sample is one diagonal a layer in the eigenvectors of Y; all else of a
layer, which every sample shares, is one real matrix product on four qubits, or two for each group of at most four.
"""

import jax
import jax.numpy as jnp
import numpy as np

from problem import ReuploadingProblem

# A matrix on more qubits than these costs more than two on half of them.
GROUP = 4
# From the eigenvectors of Y, (1, i) and (1, -i) over the root of 2, to the basis of Z, and back: (re, im).
FROM_Y = (np.array([[1.0, 1], [0, 0]]) / np.sqrt(2), np.array([[0.0, 0], [1, -1]]) / np.sqrt(2))
TO_Y = (FROM_Y[0].T, -FROM_Y[1].T)


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


def product(gates) -> tuple:
    """The Kronecker product of matrices (re, im)."""
    re, im = jnp.ones((1, 1)), jnp.zeros((1, 1))
    for gate_re, gate_im in gates:
        re, im = jnp.kron(re, gate_re) - jnp.kron(im, gate_im), jnp.kron(re, gate_im) + jnp.kron(im, gate_re)
    return re, im


def times(first, second) -> tuple:
    """The product of two matrices (re, im)."""
    return first[0] @ second[0] - first[1] @ second[1], first[0] @ second[1] + first[1] @ second[0]


def shared_gate(z, y) -> tuple:
    """RY(y) RZ(z) on one qubit, taken from the eigenvectors of Y."""
    c, s, turn, other = jnp.cos(y / 2), jnp.sin(y / 2), jnp.cos(z / 2), jnp.sin(z / 2)
    re = jnp.array([[c * turn, -s * turn], [s * turn, c * turn]])
    im = jnp.array([[-c * other, -s * other], [-s * other, c * other]])
    return times((re, im), FROM_Y)


def applied(matrices, state, qubits: int):
    """Matrices (re, im), one a group of qubits, on a state [2, 2^m, columns x n]."""
    shape = state.shape
    for group, (re, im) in zip(groups(qubits), matrices):
        both = jnp.block([[re, -im], [im, re]])
        if len(group) == qubits:
            return (both @ state.reshape(2 << qubits, -1)).reshape(shape)
        size = 1 << len(group)
        parts = state.reshape(2, 1 << group.start, size, -1).transpose(0, 2, 1, 3).reshape(2 * size, -1)
        state = (both @ parts).reshape(2, size, 1 << group.start, -1).transpose(0, 2, 1, 3).reshape(shape)
    return state


def coordinates(angles, features, qubits: int, layers: int, ebits: int):
    """psi_k^+ Z psi_l of the last qubit's Z: (re, im), each [k, l, n]. angles: [L, m, 4]; features: [m, n].

    The state stands in the eigenvectors of Y, where the rotations by the data are one diagonal and Z is X. Behind the
    last layer there may be a ring, which commutes with Z: so all layers are one loop.
    """
    dimension, columns, samples = 1 << qubits, 1 << ebits, features.shape[1]
    back = [product([TO_Y] * len(group)) for group in groups(qubits)]
    ring = ring_signs(qubits)
    bits = (np.arange(dimension)[:, None] >> np.arange(qubits)[::-1]) & 1
    data_signs = 1.0 - 2 * bits

    start = np.zeros((2, dimension, columns))
    start[0, np.arange(columns) << (qubits - ebits), np.arange(columns)] = 1
    start = applied(back, start, qubits)
    state = jnp.broadcast_to(start[..., None], (2, dimension, columns, samples))

    def layer(state, own):
        scale, offset, z, y = own.T
        phases = data_signs @ ((scale[:, None] * features + offset[:, None]) / 2)
        c, s = jax.lax.optimization_barrier((jnp.cos(phases)[:, None], jnp.sin(phases)[:, None]))
        re, im = state
        state = jnp.stack([c * re + s * im, c * im - s * re]).reshape(2, dimension, -1)
        shared = [product([shared_gate(z[q], y[q]) for q in group]) for group in groups(qubits)]
        if len(shared) == 1:
            # The ring and the way back to Y's eigenvectors go into the one matrix.
            shared = [times(back[0], (ring[:, None] * shared[0][0], ring[:, None] * shared[0][1]))]
            state = applied(shared, state, qubits)
        else:
            state = applied(back, ring[:, None] * applied(shared, state, qubits), qubits)
        return state.reshape(2, dimension, columns, samples), None

    state = jax.lax.scan(layer, state, angles)[0]
    pair = state.reshape(2, dimension // 2, 2, columns, samples)
    bra_re, bra_im = pair[0][:, :, :, None], pair[1][:, :, :, None]
    ket_re, ket_im = pair[0][:, ::-1, None], pair[1][:, ::-1, None]
    return (bra_re * ket_re + bra_im * ket_im).sum((0, 1)), (bra_re * ket_im - bra_im * ket_re).sum((0, 1))


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
