"""The samples' part of the hand-written JAX program: expectation values from the observables, the loss, dLoss/dO.

With S[a][b] the sum of conj(p_i) O_ij p_j over i in group a and j in group b (the top h bits of an index name its
group), <Z> = tr S / 16 and <Z Z> = 2^h / 256 sum_ab S_A[a][b] S_B[a][b]. Forwards, the pair sums are unrolled, so
that XLA makes one loop over the batch of each; backwards, they are real matrix products over the batch, which its
matrix kernels do better than its own reductions. With four ebits every group holds one index, and the
product of the two phases with the product of the two observables takes one pair sum of a single group.
"""

import jax
import jax.numpy as jnp

from circuit import DIMENSION


def half_sum(re, im, o_re, o_im, rows, columns):
    """sum over i in rows, j in columns of conj(p_i) O_ij p_j: (re, im); with columns(i) for a triangle."""
    sum_re = sum_im = 0.0
    for i in rows:
        t_re = t_im = 0.0
        for j in columns(i):
            t_re += re[j] * o_re[i, j] - im[j] * o_im[i, j]
            t_im += im[j] * o_re[i, j] + re[j] * o_im[i, j]
        sum_re += re[i] * t_re + im[i] * t_im
        sum_im += re[i] * t_im - im[i] * t_re
    return sum_re, sum_im


def group(a: int, size: int) -> range:
    return range(a * size, (a + 1) * size)


def pair_sums(phases, o_re, o_im, groups: int):
    """S[a, b] for a <= b as (re, im), each [n]; phases: [32, n], the sixteen real parts first."""
    re, im = phases[:DIMENSION], phases[DIMENSION:]
    size = DIMENSION // groups
    sums = {}
    for a in range(groups):
        rows = group(a, size)
        triangle = half_sum(re, im, o_re, o_im, rows[:-1], lambda i: range(i + 1, rows.stop))[0] if size > 1 else 0.0
        sums[a, a] = (2 * triangle + sum(o_re[i, i] for i in rows), None)
        for b in range(a + 1, groups):
            sums[a, b] = half_sum(re, im, o_re, o_im, rows, lambda i: group(b, size))
    return sums


def pair_slopes(rows, phases, weights, groups: int):
    """dLoss/dO, Hermitian, from the slopes of the sums: sum_n conj-weighted products of phases. (re, im), [16, 16]."""
    size = DIMENSION // groups
    re, im = phases[:DIMENSION], phases[DIMENSION:]
    blocks_re = [[None] * groups for _ in range(groups)]
    blocks_im = [[None] * groups for _ in range(groups)]
    for a in range(groups):
        here = slice(a * size, (a + 1) * size)
        for b in range(a, groups):
            k_re, k_im = weights[a, b]
            if k_im is None:
                left_re, left_im = k_re * re[here], k_re * im[here]
            else:
                left_re, left_im = k_re * re[here] - k_im * im[here], k_re * im[here] + k_im * re[here]
            left = jnp.concatenate([left_re, left_im])
            there = slice(b * size, (b + 1) * size)
            columns = jnp.concatenate([rows[:, there], rows[:, DIMENSION:][:, there]], 1)
            product = left @ columns
            (rr, ri), (ir, ii) = (jnp.split(half, 2, axis=1) for half in jnp.split(product, 2, axis=0))
            blocks_re[a][b], blocks_im[a][b] = rr + ii, ir - ri
            if b > a:
                blocks_re[b][a], blocks_im[b][a] = blocks_re[a][b].T, -blocks_im[a][b].T
    return jnp.block(blocks_re), jnp.block(blocks_im)


def mixture(weights):
    """Coefficients of 1, <Z_A>, <Z_B>, <Z_A Z_B> in E."""
    w = weights
    return (
        (w[0] + w[1] + w[2] + w[3]) / 4,
        (w[0] + w[1] - w[2] - w[3]) / 4,
        (w[0] - w[1] + w[2] - w[3]) / 4,
        (w[0] - w[1] - w[2] + w[3]) / 4,
    )


def loss_terms(weights, values, labels):
    """Loss, its slope in E by sample, and in the weights; values: <Z_A>, <Z_B>, <Z_A Z_B>, each [n] or 0."""
    mix = mixture(weights)
    error = mix[0] + sum(m * v for m, v in zip(mix[1:], values)) - labels
    slope = error * (2 / labels.shape[0])
    moments = [slope.sum()] + [(slope * v).sum() for v in values]
    return error @ error / labels.shape[0], slope, jnp.stack(mixture(moments_by_outcome(moments)))


def moments_by_outcome(m):
    """mixture() is its own transpose: the slopes of the weights from the moments in its order of arguments."""
    return m


def samples(tables, labels, o_re, o_im, weights, indices, ebits: int):
    """loss, d/dweights, dLoss/dO as (re, im) [processor, 16, 16]; tables: [samples, 32] by processor (or of the product)."""
    labels = labels[indices]
    groups = 1 << ebits
    rows = [table[indices] for table in tables]
    rows, phases = jax.lax.optimization_barrier((rows, [r.T for r in rows]))
    if groups == DIMENSION:
        return samples_fully_entangled(rows[0], phases[0], labels, o_re, o_im, weights)
    a, b = (pair_sums(phases[p], o_re[p], o_im[p], groups) for p in (0, 1))
    a, b = jax.lax.optimization_barrier((a, b))
    scale = groups / DIMENSION**2
    correlation = 0.0
    for key, (x_re, x_im) in a.items():
        y_re, y_im = b[key]
        correlation += x_re * y_re if x_im is None else 2 * (x_re * y_re - x_im * y_im)
    mean = [sum(s[g, g][0] for g in range(groups)) / DIMENSION for s in (a, b)]
    loss, slope, weight_slopes = loss_terms(weights, (*mean, scale * correlation), labels)
    _, *single, both = mixture(weights)
    both = jax.lax.optimization_barrier(slope * (both * scale))
    result = []
    for p, other in ((0, b), (1, a)):
        k = {key: (both * y_re, None if y_im is None else -both * y_im) for key, (y_re, y_im) in other.items()}
        for g in range(groups):
            k[g, g] = (k[g, g][0] + slope * (single[p] / DIMENSION), None)
        result.append(pair_slopes(rows[p], phases[p], k, groups))
    g_re, g_im = (jnp.stack(part) for part in zip(*result))
    return loss, weight_slopes, g_re, g_im


def samples_fully_entangled(rows, phases, labels, o_re, o_im, weights):
    """Four ebits: the marginals are traces, which vanish, and <Z Z> = 1/16 sum_ij conj(r_i) A_ij B_ij r_j, r = p q."""
    product_re = o_re[0] * o_re[1] - o_im[0] * o_im[1]
    product_im = o_re[0] * o_im[1] + o_im[0] * o_re[1]
    correlation = pair_sums(phases, product_re, product_im, 1)[0, 0][0] / DIMENSION
    zero = jnp.zeros_like(correlation)
    loss, slope, weight_slopes = loss_terms(weights, (zero, zero, correlation), labels)
    k = jax.lax.optimization_barrier(slope * (mixture(weights)[3] / DIMENSION))
    g_re, g_im = pair_slopes(rows, phases, {(0, 0): (k, None)}, 1)
    o_re, o_im = o_re[::-1], -o_im[::-1]
    return loss, weight_slopes, g_re * o_re - g_im * o_im, g_re * o_im + g_im * o_re
