"""The circuit's part of the hand-written JAX program: the observables of both processors and their gradient.

O = U^+ Z U = 1 - 2 V V^+ with V the eight basis states whose readout bit is 1, taken backwards through the circuit.
The circuit is written as diagonals between Hadamards on every qubit: CZ and RZ are diagonal, RX = H RZ H, and
neighbouring Hadamards cancel. Real and imaginary parts are separate columns, since XLA's complex products are
slower; every Hadamard layer of both processors is one small matrix product. Backwards, V is kept at every gate; the gradient of an
angle t of exp(-i t G / 2) is 2 Im <L| G |V> with L = (dLoss/dO) V taken forwards through the same gates.

V has a row for each basis state; its columns are (re, im) x processor x the basis states of the measured qubits.
"""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from circuit import BLOCKS, DIMENSION, QUBITS, bit, hadamards

INDEX = np.arange(DIMENSION)
OUTER_SIGNS = np.array([1.0 - 2 * bit(INDEX, q) for q in range(QUBITS)])
INNER_SIGNS = np.array([[1.0, 1, -1, -1], [1, -1, 1, -1]])  # of qubits 1 and 3 over 00, 01, 10, 11
INNER_CZ = np.array([1.0, 1, 1, -1])
OUTER_HADAMARDS = hadamards(4)
INNER_HADAMARDS = hadamards(2)


def pair_signs(first: tuple[int, int], second: tuple[int, int]) -> np.ndarray:
    """CZ on two disjoint pairs of qubits, as signs."""
    return 1.0 - 2 * ((bit(INDEX, first[0]) & bit(INDEX, first[1])) ^ (bit(INDEX, second[0]) & bit(INDEX, second[1])))


EVEN_CZ = pair_signs(BLOCKS[0], BLOCKS[1])
ODD_CZ = pair_signs(BLOCKS[2], BLOCKS[3])
ENTRANCE = OUTER_HADAMARDS @ np.diag(EVEN_CZ) @ OUTER_HADAMARDS
INNER_ENTRANCE = INNER_HADAMARDS @ np.diag(INNER_CZ) @ INNER_HADAMARDS


class Rotations(NamedTuple):
    """cos and sin of every half angle, arranged for the sweeps."""

    outer: list  # 2 d diagonals (cos, sin), each [16, 16], the CZ signs in them
    inner: list  # d diagonals on the kept pair, each [4, 4]
    pools: list  # four gates in time order, each [1, 1, 1, processor, outcome 0, outcome 2, 1]
    last: tuple  # of the last pool's half angles, [processor, 4]


def diagonals(angles, signs, cz, columns: int):
    """cos and sin of every layer's phases times the signs of its CZs, spread over the columns: [layers, state, column]."""
    phases = jnp.einsum("pkq,qi->kip", angles, signs)
    shape = (*phases.shape[:2], 2 * columns)
    # Without the barrier XLA evaluates the sines again in every column.
    table = jax.lax.optimization_barrier((jnp.cos(phases), jnp.sin(phases)))
    table = [jnp.repeat(t, columns, axis=2) * c[:, :, None] for c in cz for t in table]
    return jax.lax.optimization_barrier(table)


def rotations(angles, depth: int) -> Rotations:
    """angles: [2, 6 d + 12]."""
    ring, pools, pair, last = jnp.split(0.5 * angles, np.cumsum([4 * depth, 8, 2 * depth]), axis=1)
    odd = np.tile(ODD_CZ, (depth, 1))
    even = np.vstack([np.tile(EVEN_CZ, (depth - 1, 1)), np.ones(DIMENSION)])
    kept = np.vstack([np.tile(INNER_CZ, (depth - 1, 1)), np.ones(4)])
    table = diagonals(ring.reshape(2, depth, 4), OUTER_SIGNS, (odd, even), 8)
    outer = [(table[first][k], table[first + 1][k]) for k in range(depth) for first in (0, 2)]
    table = diagonals(pair.reshape(2, depth, 2), INNER_SIGNS, (kept,), 2)
    inner = [(table[0][k], table[1][k]) for k in range(depth)]
    gates = []
    for pool, shape in enumerate(((1, 1, 1, 2, 2, 1, 1), (1, 1, 1, 2, 1, 2, 1))):
        for kind in (0, 2):
            half = pools[:, 4 * pool + kind : 4 * pool + kind + 2].reshape(shape)
            gates.append((jnp.cos(half), jnp.sin(half)))
    return Rotations(outer, inner, gates, (jnp.cos(last), jnp.sin(last)))


def parts(x):
    """Real and imaginary columns."""
    return jnp.split(x, 2, axis=1)


def phase(x, rotation, direction: int):
    """x exp(-i phi) forwards (direction 1), x exp(i phi) backwards (-1)."""
    cos, sin = rotation
    re, im = parts(x)
    if direction > 0:
        return jnp.concatenate([re * cos + im * sin, im * cos - re * sin], 1)
    return jnp.concatenate([re * cos - im * sin, im * cos + re * sin], 1)


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


def sweep_back(x, gates, hadamard):
    """Every gate undone, last first: the diagonal, then the Hadamards before it. Also x at every gate, in time order."""
    history = []
    for gate in reversed(gates):
        x = phase(hadamard @ x, gate, -1)
        history.append(x)
    return x, history[::-1]


def sweep_forth(x, gates, hadamard, history):
    """Every gate done; also Im <x| v> by gate, basis state and processor, with v from the sweep back."""
    seen = []
    for gate in gates:
        seen.append(x)
        x = hadamard @ phase(x, gate, 1)
    (re, im), (v_re, v_im) = (jnp.split(jnp.stack(a), 2, axis=2) for a in (seen, history))
    slopes = (re * v_im - im * v_re).reshape(len(gates), x.shape[0], 2, -1)
    return x, slopes.sum(3)


def backwards(rotation: Rotations):
    """V at the embedding, and V at every gate on the way."""
    _, _, low, high = last_pool_columns(rotation.last)
    own = np.eye(2)[:, None, None, None, :]  # the column of outcome c lives at q1 = c
    x = own * jnp.stack([jnp.stack(low), jnp.stack(high)])[None]
    x, inner = sweep_back(x.reshape(4, 8), rotation.inner, INNER_HADAMARDS)
    x = (INNER_ENTRANCE @ x).reshape(2, 2, 2, 2, 1, 1, 2)
    pools = []
    for generator, (cos, sin) in zip(reversed(POOL_GENERATORS), reversed(rotation.pools)):
        x = x * cos - turn(generator(x)) * sin
        pools.append(x)
    select = np.eye(2)
    x = x[None, :, None] * select.reshape(2, 1, 1, 1, 1, 1, 2, 1, 1) * select.reshape(1, 1, 2, 1, 1, 1, 1, 2, 1)
    x, outer = sweep_back(x.reshape(DIMENSION, 32), rotation.outer, OUTER_HADAMARDS)
    return ENTRANCE @ x, (outer, pools[::-1], inner)


def forwards(x, rotation: Rotations, history, depth: int):
    """The gradient of every angle, [2, 6 d + 12], from L at the embedding."""
    outer, pools, inner = history
    x, slopes = sweep_forth(ENTRANCE @ x, rotation.outer, OUTER_HADAMARDS, outer)
    ring = 2 * jnp.einsum("kip,qi->pkq", slopes.reshape(depth, 2, DIMENSION, 2).sum(1), OUTER_SIGNS)
    x = x.reshape(2, 2, 2, 2, 2, 2, 2, 2, 2)
    x = jnp.stack([jnp.stack([x[a, :, b, :, :, :, a, b] for b in (0, 1)], 4) for a in (0, 1)], 4)
    pool_slopes = []
    for k, (generator, (cos, sin), v) in enumerate(zip(POOL_GENERATORS, rotation.pools, pools)):
        pool_slopes.append(2 * (x * turn(generator(v))).sum((0, 1, 2, 5 if k < 2 else 4, 6)))
        x = x * cos + turn(generator(x)) * sin
    x, slopes = sweep_forth(INNER_ENTRANCE @ x.sum((4, 5)).reshape(4, 8), rotation.inner, INNER_HADAMARDS, inner)
    pair = 2 * jnp.einsum("kip,qi->pkq", slopes, INNER_SIGNS)
    x = x.reshape(2, 2, 2, 2, 2)
    x = jnp.stack([x[0, ..., 0], x[1, ..., 1]], -1)  # [q3, (re, im), processor, column]
    last = last_pool_slopes(x, rotation.last)
    return jnp.concatenate([ring.reshape(2, -1), *pool_slopes, pair.reshape(2, -1), *last], 1)


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
