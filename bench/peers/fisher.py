"""The Fisher matrix over Haar-random inputs as a hand-written JAX program in the Heisenberg picture.

With P_k the circuit up to gate k and V = U^+ (readout bit 1), the slope of V is i/2 P_k^+ G_k P_k V, that of
O = 1 - 2 V V^+ follows, and an expectation value's slope is an inner product with a Hermitian matrix of the sample.
For Hermitian A and B, Re tr(A^+ B) is the plain inner product of Re A + Im A with Re B + Im B: 256 real numbers.
"""

import jax
import jax.numpy as jnp
import numpy as np

from circuit import DIMENSION, READOUT, SIGNS, bit, hadamards
from heisenberg_circuit import INDEX, RING_ENDS, RING_STEPS
from problem import FisherProblem

SIGN = np.array([1.0 - 2 * bit(INDEX, q) for q in range(4)])
ONE = np.eye(DIMENSION)
POOLS = ((0, 1), (2, 3), (1, 3))
# The kept pair is the ring's qubits 1 and 3, with the others left alone.
PAIR_HADAMARDS = np.kron(np.kron(np.eye(2), hadamards(1)), np.kron(np.eye(2), hadamards(1)))
PAIR_CZ = np.diag(1.0 - 2 * (bit(INDEX, 1) & bit(INDEX, 3)))
PAIR_ENDS = PAIR_HADAMARDS @ PAIR_CZ @ PAIR_HADAMARDS
PAIR_STEP = PAIR_HADAMARDS @ PAIR_CZ


def flipped(qubit: int) -> np.ndarray:
    return INDEX ^ (DIMENSION >> (qubit + 1))


def control_mask(measured: int, outcome: int) -> np.ndarray:
    return (bit(INDEX, measured) == outcome).astype(float)


def layers(half, signs, steps, x):
    """`steps` matrices, each after the layer's diagonal; also x before each, [layer, step, processor, 16, 16]."""
    phases = jnp.exp(-1j * jnp.einsum("pkq,qi->kpi", half, signs))[..., None]

    def layer(x, phase):
        seen = []
        for matrix in steps:
            seen.append(x)
            x = matrix @ (phase * x)
        return x, jnp.stack(seen)

    return jax.lax.scan(layer, x, phases)


def pool(half, measured: int, kept: int, x):
    """The four conditioned rotations; x before RZ and before RX."""
    seen = []
    for kind in (0, 2):
        seen.append(x)
        condition = jnp.stack([control_mask(measured, o) for o in (0, 1)])
        angle = half[:, kind : kind + 2] @ condition
        turned = SIGN[kept][:, None] * x if kind == 0 else x[:, flipped(kept)]
        x = jnp.cos(angle)[..., None] * x - 1j * jnp.sin(angle)[..., None] * turned
    return x, seen


def observable_slopes(angles, depth: int):
    """O [processor, 16, 16] and its slopes [processor, angles, 16, 16]; angles: [2, 6 d + 12]."""
    ring, pools, pair, last = jnp.split(0.5 * angles, np.cumsum([4 * depth, 8, 2 * depth]), axis=1)
    x = jnp.broadcast_to(RING_ENDS + 0j, (2, DIMENSION, DIMENSION))
    x, in_ring = layers(ring.reshape(2, depth, 4), SIGN, RING_STEPS, x)
    x = RING_ENDS @ x
    x, in_first = pool(pools[:, :4], *POOLS[0], x)
    x, in_second = pool(pools[:, 4:], *POOLS[1], x)
    x, in_pair = layers(pair.reshape(2, depth, 2), SIGN[[1, 3]], [PAIR_STEP], PAIR_ENDS @ x)
    x, in_last = pool(last, *POOLS[2], PAIR_ENDS @ x)
    v = x.mT.conj()[:, :, np.flatnonzero(bit(INDEX, READOUT))]

    def slopes(before, generators):
        """i/2 P^+ G P V for every location [l, processor, 16, 16] and generator: [l, generator, processor, 16, 8]."""
        moved = before @ v
        turned = jnp.concatenate([g(moved) for g in generators], -1)
        result = 0.5j * (before.mT.conj() @ turned)
        return jnp.moveaxis(result.reshape(*result.shape[:-1], len(generators), -1), -2, 1)

    def diagonal(qubit):
        return lambda w: SIGN[qubit][:, None] * w

    def conditioned(measured, kept):
        z = [lambda w, o=o: (SIGN[kept] * control_mask(measured, o))[:, None] * w for o in (0, 1)]
        rx = [lambda w, o=o: control_mask(measured, o)[:, None] * w[..., flipped(kept), :] for o in (0, 1)]
        return z, rx

    parts = [slopes(in_ring.reshape(-1, 2, 16, 16), [diagonal(q) for q in range(4)])]
    parts[0] = parts[0].reshape(depth, 2, 4, 2, 16, 8).sum(1).reshape(-1, 2, 16, 8)
    for seen, where in ((in_first, POOLS[0]), (in_second, POOLS[1])):
        parts += [slopes(x[None], g)[0] for x, g in zip(seen, conditioned(*where))]
    parts.append(slopes(in_pair[:, 0], [diagonal(1), diagonal(3)]).reshape(-1, 2, 16, 8))
    parts += [slopes(x[None], g)[0] for x, g in zip(in_last, conditioned(*POOLS[2]))]
    dv = jnp.concatenate(parts).transpose(1, 0, 2, 3)
    half = -2 * dv.reshape(2, -1, 8) @ v.mT.conj()
    half = half.reshape(2, -1, DIMENSION, DIMENSION)
    return ONE - 2 * v @ v.mT.conj(), half + half.mT.conj()


def flat(hermitian):
    return (hermitian.real + hermitian.imag).reshape(*hermitian.shape[:-2], -1)


def fisher_matrix(problem: FisherProblem):
    """A function of nothing that returns F, ready on the host."""
    columns = 1 << problem.ebits
    kept = np.arange(columns) << (4 - problem.ebits)
    states = jnp.array(problem.unitaries[..., kept].transpose(1, 0, 2, 3))  # [processor, n, 16, column]
    n = len(problem.unitaries)

    @jax.jit
    def program(angles, states):
        o, do = observable_slopes(angles, problem.depth)
        do = flat(do)
        blocks = (states.mT.conj() @ (o[:, None] @ states)) / columns  # u_k^+ O u_l / 2^h, [processor, n, k, l]
        single = flat(states @ states.mT.conj()) / columns
        double = flat(states @ blocks[::-1].mT @ states.mT.conj())
        jacobian = jnp.concatenate([single, double], 1) @ do.mT  # [processor, 2 n, angles]
        mean = jnp.trace(blocks, axis1=2, axis2=3).real
        both = (blocks[0] * blocks[1]).sum((1, 2)).real * columns
        values = jnp.stack([jnp.ones(n), mean[0], mean[1], both])
        weight = SIGNS[:, :, None] / (4 * (SIGNS @ values))[:, None] / n  # [y, c, n]
        metric = jnp.einsum("ycn,yd->cdn", weight, SIGNS)
        rows, other = jacobian.reshape(2, 2, n, -1), ((1, 3), (2, 3))

        def block(p, q):
            m = metric[np.ix_(other[p], other[q])]
            mixed = jnp.concatenate([m[c, 0][:, None] * rows[q, 0] + m[c, 1][:, None] * rows[q, 1] for c in (0, 1)])
            return jacobian[p].T @ mixed

        cross = block(0, 1)
        return jnp.block([[block(0, 0), cross], [cross.T, block(1, 1)]])

    angles = jnp.array(problem.angles.reshape(2, -1))
    return lambda: jax.block_until_ready(program(angles, states))
