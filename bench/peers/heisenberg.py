"""The training step as a hand-written JAX program in the Heisenberg picture: what one can reach with JAX by care.

No state of eight qubits is ever built, no automatic differentiation is used, everything is float64 and compiled once.
The phases of the embedding are kept for the whole data set; the minibatch is gathered by its indices, as in training.
"""

import jax
import jax.numpy as jnp
import numpy as np

from circuit import embedding_phases
from heisenberg_circuit import backwards, forwards, observables, pull_back, rotations
from heisenberg_samples import samples
from problem import Problem


def phase_tables(rows: np.ndarray, ebits: int) -> np.ndarray:
    """[processor, samples, 32], one entry of the product of both processors' where every qubit is entangled.

    A group of indices shares its top `ebits` bits: its real parts come first, then its imaginary parts, and so on.
    """
    phases = np.stack([embedding_phases(rows[:, :4]), embedding_phases(rows[:, 4:])])
    groups = 1 << ebits
    if ebits == 4:
        phases, groups = phases[:1] * phases[1:], 1
    phases = phases.reshape(*phases.shape[:2], groups, 1, -1)
    return np.concatenate([phases.real, phases.imag], axis=3).reshape(*phases.shape[:2], -1)


def training_step(problem: Problem):
    """A function of nothing that returns (loss, gradient) of the problem's minibatch, ready on the host."""
    tables = jnp.array(phase_tables(problem.rows, problem.ebits))
    labels, indices = jnp.array(problem.labels), jnp.array(problem.indices)
    angles, weights = jnp.array(problem.angles.reshape(2, -1)), jnp.array(problem.weights)

    @jax.jit
    def step(angles, weights, tables, labels, indices):
        rotation = rotations(angles, problem.depth)
        v, history = backwards(rotation)
        o_re, o_im = observables(v)
        loss, weight_slopes, g_re, g_im = samples(tables, labels, o_re, o_im, weights, indices, problem.ebits)
        slopes = forwards(pull_back(g_re, g_im, v), rotation, history)
        return loss, jnp.concatenate([slopes.reshape(-1), weight_slopes])

    return lambda: jax.block_until_ready(step(angles, weights, tables, labels, indices))
