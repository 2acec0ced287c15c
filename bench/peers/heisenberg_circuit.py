"""The circuit's part of the hand-written JAX program: the observables of both processors and their gradient.

O = U^+ Z U = 1 - 2 V V^+ with V the eight basis states whose readout bit is 1, taken backwards through the circuit.
The circuit is written as diagonals between Hadamards on every qubit: CZ and RZ are diagonal, RX = H RZ H, and
neighbouring Hadamards cancel. Real and imaginary parts are separate columns, since XLA's complex products are
slower; every Hadamard layer of both processors is one small matrix product. Backwards, V is kept at every gate; the
gradient of an angle t of exp(-i t G / 2) is 2 Im <L| G |V> with L = (dLoss/dO) V taken forwards through the same gates.

V has a row for each basis state; its columns are (re, im) x processor x the basis states of the measured qubits.
"""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from circuit import BLOCKS, DIMENSION, QUBITS, bit, hadamards

INDEX = np.arange(DIMENSION)
RING_SIGNS = np.array([1.0 - 2 * bit(INDEX, q) for q in range(QUBITS)])
PAIR_SIGNS = np.array([[1.0, 1, -1, -1], [1, -1, 1, -1]])  # of qubits 1 and 3 over 00, 01, 10, 11
PAIR_CZ = np.diag([1.0, 1, 1, -1])


def pair_signs(first: tuple[int, int], second: tuple[int, int]) -> np.ndarray:
    """CZ on two disjoint pairs of qubits, as signs."""
    return 1.0 - 2 * ((bit(INDEX, first[0]) & bit(INDEX, first[1])) ^ (bit(INDEX, second[0]) & bit(INDEX, second[1])))


EVEN_CZ = np.diag(pair_signs(BLOCKS[0], BLOCKS[1]))
ODD_CZ = np.diag(pair_signs(BLOCKS[2], BLOCKS[3]))
# With H on every qubit and neighbouring ones cancelled, all of the first stage is
# RING_ENDS (H EVEN_CZ RZ_d) (H ODD_CZ RZ_d) ... (H EVEN_CZ RZ_1) (H ODD_CZ RZ_1) RING_ENDS.
RING_ENDS = hadamards(4) @ EVEN_CZ @ hadamards(4)
RING_STEPS = (hadamards(4) @ ODD_CZ, hadamards(4) @ EVEN_CZ)
PAIR_ENDS = hadamards(2) @ PAIR_CZ @ hadamards(2)
PAIR_STEPS = (hadamards(2) @ PAIR_CZ,)


class Rotations(NamedTuple):
    """cos and sin of every half angle, arranged for the sweeps."""

    ring: tuple  # (cos, sin) of d diagonals on four qubits: [d, 16, column]
    pair: tuple  # of d diagonals on the kept pair: [d, 4, column]
    pools: list  # of four gates in time order: [1, 1, 1, processor, outcome 0, outcome 2, 1]
    last: tuple  # of the last pool: [processor, 4]


def diagonals(half_angles, signs, columns: int):
    """cos and sin of every diagonal's phases, spread over the columns: [layer, state, processor x column].

    half_angles: [processor, layer, qubit]; signs: [qubit, state].
    """
    phases = jnp.einsum("pkq,qi->kip", half_angles, signs)
    # Without the barriers XLA evaluates the sines wherever they are read; a product spreads faster than a broadcast.
    table = jax.lax.optimization_barrier((jnp.cos(phases), jnp.sin(phases)))
    spread = np.kron(np.eye(2), np.ones((1, columns)))
    table = [(t.reshape(-1, 2) @ spread).reshape(-1, signs.shape[1], 2 * columns) for t in table]
    return jax.lax.optimization_barrier(tuple(table))


def rotations(angles, depth: int) -> Rotations:
    """angles: [2, 6 d + 12]."""
    ring, pools, pair, last = jnp.split(0.5 * angles, np.cumsum([4 * depth, 8, 2 * depth]), axis=1)
    cos, sin = jax.lax.optimization_barrier((jnp.cos(pools), jnp.sin(pools)))
    gates = []
    for pool, shape in enumerate(((1, 1, 1, 2, 2, 1, 1), (1, 1, 1, 2, 1, 2, 1))):
        for kind in (0, 2):
            where = slice(4 * pool + kind, 4 * pool + kind + 2)
            gates.append((cos[:, where].reshape(shape), sin[:, where].reshape(shape)))
    return Rotations(
        diagonals(ring.reshape(2, depth, 4), RING_SIGNS, 8),
        diagonals(pair.reshape(2, depth, 2), PAIR_SIGNS, 2),
        gates,
        (jnp.cos(last), jnp.sin(last)),
    )


def phase(x, cos, sin):
    """x exp(-i phi)."""
    re, im = jnp.split(x, 2, axis=1)
    return jnp.concatenate([re * cos + im * sin, im * cos - re * sin], 1)


def turn(x):
    """-i x for an array whose third axis is (re, im)."""
    return jnp.flip(x, 2) * np.array([1.0, -1.0]).reshape(1, 1, 2, 1, 1, 1, 1)


def pool_generators():
    """The pools' four generators in time order: Z then X on qubit 1, Z then X on qubit 3."""
    for axis in (0, 1):
        shape = [1] * 7
        shape[axis] = 2
        signs = np.array([1.0, -1.0]).reshape(shape)
        yield lambda x, signs=signs: x * signs
        yield lambda x, axis=axis: jnp.flip(x, axis)


POOL_GENERATORS = tuple(pool_generators())


def last_pool_columns(last):
    """The readout's eigenvectors of -1 before the last RX and before the last RZ: [q3][column] as (re, im) pairs."""
    cos, sin = last
    zc, zs, xc, xs = cos[:, :2], sin[:, :2], cos[:, 2:], sin[:, 2:]
    return (jnp.zeros_like(xs), xs), (xc, jnp.zeros_like(xc)), (-xs * zs, xs * zc), (xc * zc, -xc * zs)


def sweep_back(x, gates, steps):
    """Every layer undone, last first; a layer is (matrix . diagonal) for each of `steps`. Also x at every diagonal."""

    def undo(x, gate):
        cos, sin = gate
        seen = []
        for matrix in reversed(steps):
            x = phase(matrix.T @ x, cos, -sin)
            seen.append(x)
        return x, seen[::-1]

    return jax.lax.scan(undo, x, gates, reverse=True)


def sweep_forth(x, gates, steps, history):
    """Every layer done; also the gradient of its angles' generators by state and processor: 2 Im <x| v>."""
    half = x.shape[1] // 2

    def do(x, layer):
        (cos, sin), seen = layer
        slope = 0.0
        for matrix, v in zip(steps, seen):
            slope += x[:, :half] * v[:, half:] - x[:, half:] * v[:, :half]
            x = matrix @ phase(x, cos, sin)
        return x, slope

    x, slopes = jax.lax.scan(do, x, (gates, history))
    return x, 2 * slopes.reshape(*slopes.shape[:2], 2, -1).sum(3)


def backwards(rotation: Rotations):
    """V at the embedding, and V at every gate on the way."""
    _, _, low, high = last_pool_columns(rotation.last)
    own = np.eye(2)[:, None, None, None, :]  # the column of outcome c lives at q1 = c
    x = own * jnp.stack([jnp.stack(low), jnp.stack(high)])[None]
    x, pair = sweep_back(PAIR_ENDS @ x.reshape(4, 8), rotation.pair, PAIR_STEPS)
    x = (PAIR_ENDS @ x).reshape(2, 2, 2, 2, 1, 1, 2)
    pools = []
    for generator, (cos, sin) in zip(reversed(POOL_GENERATORS), reversed(rotation.pools)):
        x = x * cos - turn(generator(x)) * sin
        pools.append(x)
    select = np.eye(2)
    x = x[None, :, None] * select.reshape(2, 1, 1, 1, 1, 1, 2, 1, 1) * select.reshape(1, 1, 2, 1, 1, 1, 1, 2, 1)
    x, ring = sweep_back(RING_ENDS @ x.reshape(DIMENSION, 32), rotation.ring, RING_STEPS)
    return RING_ENDS @ x, (ring, pools[::-1], pair)


def forwards(x, rotation: Rotations, history):
    """The gradient of every angle, [2, 6 d + 12], from L at the embedding."""
    ring, pools, pair = history
    x, slopes = sweep_forth(RING_ENDS @ x, rotation.ring, RING_STEPS, ring)
    ring_slopes = jnp.einsum("kip,qi->pkq", slopes, RING_SIGNS).reshape(2, -1)
    x = (RING_ENDS @ x).reshape(2, 2, 2, 2, 2, 2, 2, 2, 2)
    x = jnp.stack([jnp.stack([x[a, :, b, :, :, :, a, b] for b in (0, 1)], 4) for a in (0, 1)], 4)
    pool_slopes = []
    for k, (generator, (cos, sin), v) in enumerate(zip(POOL_GENERATORS, rotation.pools, pools)):
        pool_slopes.append(2 * (x * turn(generator(v))).sum((0, 1, 2, 5 if k < 2 else 4, 6)))
        x = x * cos + turn(generator(x)) * sin
    x, slopes = sweep_forth(PAIR_ENDS @ x.sum((4, 5)).reshape(4, 8), rotation.pair, PAIR_STEPS, pair)
    pair_slopes = jnp.einsum("kip,qi->pkq", slopes, PAIR_SIGNS).reshape(2, -1)
    x = (PAIR_ENDS @ x).reshape(2, 2, 2, 2, 2)
    x = jnp.stack([x[0, ..., 0], x[1, ..., 1]], -1)  # [q3, (re, im), processor, column]
    return jnp.concatenate([ring_slopes, *pool_slopes, pair_slopes, *last_pool_slopes(x, rotation.last)], 1)


def last_pool_slopes(x, last):
    """Slopes of the last pool's RZ angles, then of its RX angles."""
    cos, sin = last
    at_rx_low, at_rx_high, at_rz_low, at_rz_high = last_pool_columns(last)
    low, high = x[0], x[1]
    z = 2 * ((low[0] * at_rz_low[1] - low[1] * at_rz_low[0]) - (high[0] * at_rz_high[1] - high[1] * at_rz_high[0]))
    zc, zs = cos[:, :2], sin[:, :2]
    low = (low[0] * zc + low[1] * zs, low[1] * zc - low[0] * zs)
    high = (high[0] * zc - high[1] * zs, high[1] * zc + high[0] * zs)
    rx = 2 * ((low[0] * at_rx_high[1] - low[1] * at_rx_high[0]) + (high[0] * at_rx_low[1] - high[1] * at_rx_low[0]))
    return z, rx


def by_processor(v):
    """Real and imaginary parts, each [processor, 16, 8]."""
    return v.reshape(DIMENSION, 2, 2, 8).transpose(1, 2, 0, 3)


def observables(v):
    """(re, im) of O = 1 - 2 V V^+, each [processor, 16, 16]."""
    re, im = by_processor(v)
    return np.eye(DIMENSION) - 2 * (re @ re.mT + im @ im.mT), -2 * (im @ re.mT - re @ im.mT)


def pull_back(slope_re, slope_im, v):
    """L = G V for G = dLoss/dO, Hermitian."""
    re, im = by_processor(v)
    product = jnp.stack([slope_re @ re - slope_im @ im, slope_re @ im + slope_im @ re])
    return product.transpose(2, 0, 1, 3).reshape(DIMENSION, 32)
