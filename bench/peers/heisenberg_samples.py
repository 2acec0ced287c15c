"""The samples' part of the hand-written JAX program: expectation values from the observables, the loss, dLoss/dO.

With S[a][b] the sum of conj(p_i) O_ij p_j over i in group a and j in group b (the top h bits of an index name its
group), <Z> = tr S / 16 and <Z Z> = 2^h / 256 sum_ab S_A[a][b] S_B[a][b]. Forwards, the pair sums are unrolled, so
that XLA makes one loop over the batch of each; backwards, they are real matrix products over the batch, which its
matrix kernels do better than its own reductions. With four ebits every group holds one index, and the
product of the two phases with the product of the two observables takes one pair sum of a single group.
"""

import jax
import jax.numpy as jnp
import numpy as np

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
    """S[a][b] for a <= b: the diagonal, then the real, then the imaginary parts above it, column by column.

    phases: [32, n]; a group's real parts, then its imaginary parts, then the next group.
    """
    size = DIMENSION // groups
    where = [2 * size * (i // size) + i % size for i in range(DIMENSION)]
    re, im = [phases[k] for k in where], [phases[k + size] for k in where]
    diagonal, above_re, above_im = [], [], []
    for b in range(groups):
        columns = group(b, size)
        triangle = half_sum(re, im, o_re, o_im, columns[:-1], lambda i: range(i + 1, columns.stop))[0]
        diagonal.append(2 * triangle + sum(o_re[i, i] for i in columns))
        for a in range(b):
            sums = half_sum(re, im, o_re, o_im, group(a, size), lambda i: columns)
            above_re.append(sums[0])
            above_im.append(sums[1])
    return diagonal + above_re + above_im


def pair_slopes(rows, phases, slopes, groups: int):
    """dLoss/dO, Hermitian, (re, im) each [16, 16], from the slopes of the pair sums in their order."""
    size = DIMENSION // groups
    above = groups * (groups - 1) // 2
    blocks_re = [[None] * groups for _ in range(groups)]
    blocks_im = [[None] * groups for _ in range(groups)]
    at = groups
    parts = [phases[k * size : (k + 1) * size] for k in range(2 * groups)]
    for b in range(groups):
        left = []
        for a in range(b):
            k_re, k_im, re, im = slopes[at], slopes[at + above], parts[2 * a], parts[2 * a + 1]
            left += [k_re * re - k_im * im, k_re * im + k_im * re]
            at += 1
        left += [slopes[b] * parts[2 * b], slopes[b] * parts[2 * b + 1]]
        product = jnp.concatenate(left) @ rows[:, 2 * size * b : 2 * size * (b + 1)]
        product = product.reshape(b + 1, 2, size, 2, size)  # group, (re, im), row, (re, im), column
        re, im = product[:, 0, :, 0] + product[:, 1, :, 1], product[:, 1, :, 0] - product[:, 0, :, 1]
        for a in range(b + 1):
            blocks_re[a][b], blocks_im[a][b] = re[a], im[a]
            blocks_re[b][a], blocks_im[b][a] = re[a].T, -im[a].T if a < b else im[a]
    return jnp.block(blocks_re), jnp.block(blocks_im)


def mixture(w):
    """Coefficients of 1, <Z_A>, <Z_B>, <Z_A Z_B> in E; also, as it is symmetric, a slope in w from slopes in those."""
    return (
        (w[0] + w[1] + w[2] + w[3]) / 4,
        (w[0] + w[1] - w[2] - w[3]) / 4,
        (w[0] - w[1] + w[2] - w[3]) / 4,
        (w[0] - w[1] - w[2] + w[3]) / 4,
    )


def loss_terms(weights, values, labels):
    """Loss, its slope in E by sample, and in the weights; values: <Z_A>, <Z_B>, <Z_A Z_B>, each [n]."""
    mix = mixture(weights)
    error = mix[0] + sum(m * v for m, v in zip(mix[1:], values)) - labels
    slope = error * (2 / labels.shape[0])
    moments = [slope.sum()] + [(slope * v).sum() for v in values]
    return error @ error / labels.shape[0], slope, jnp.stack(mixture(moments))


def each(program, *operands):
    """program for every entry of the leading axis. A loop's operands and results are materialised; written out, XLA
    would make them again for every element of whatever reads them."""
    return jax.lax.scan(lambda _, one: (None, program(*one)), None, operands)[1]


def samples(tables, labels, o_re, o_im, weights, indices, ebits: int):
    """Loss, slopes of the weights, and dLoss/dO as (re, im), each [processor, 16, 16].

    tables: [processor, samples, 32], or [1, samples, 32] of the product with four ebits.
    """
    labels = labels[indices]
    groups = 1 << ebits
    rows = tables[:, indices]
    phases = rows.transpose(0, 2, 1)
    if groups == DIMENSION:
        return samples_fully_entangled(rows, phases, labels, o_re, o_im, weights)
    sums = each(lambda *one: pair_sums(*one, groups), phases, o_re, o_im)
    sums = each(lambda *one: jnp.stack(one), *sums)
    scale = groups / DIMENSION**2
    signs = np.repeat([1.0, 2, -2], [groups, groups * (groups - 1) // 2, groups * (groups - 1) // 2])
    mean = sums[:, :groups].sum(1) / DIMENSION
    correlation = (scale * signs) @ (sums[0] * sums[1])
    loss, slope, weight_slopes = loss_terms(weights, (*mean, correlation), labels)
    _, *single, both = mixture(weights)
    k = (both * scale * slope) * np.sign(signs)[:, None] * sums[::-1]
    diagonal = np.repeat([1.0, 0.0], [groups, groups * (groups - 1)])[:, None]
    k += jnp.stack(single)[:, None, None] / DIMENSION * slope * diagonal
    g_re, g_im = each(lambda *one: pair_slopes(*one, groups), rows, phases, k)
    return loss, weight_slopes, g_re, g_im


def samples_fully_entangled(rows, phases, labels, o_re, o_im, weights):
    """Four ebits: the marginals are traces, which vanish, and <Z Z> = 1/16 sum_ij conj(r_i) A_ij B_ij r_j, r = p q.

    The batch goes in two halves, since XLA writes out a loop of one.
    """
    rows = rows.reshape(2, -1, rows.shape[2])
    phases = phases.reshape(2 * DIMENSION, 2, -1).transpose(1, 0, 2)
    product_re = o_re[0] * o_re[1] - o_im[0] * o_im[1]
    product_im = o_re[0] * o_im[1] + o_im[0] * o_re[1]
    twice = (jnp.broadcast_to(part, (2, *part.shape)) for part in (product_re, product_im))
    correlation = each(lambda *one: pair_sums(*one, 1)[0], phases, *twice).reshape(-1) / DIMENSION
    zero = jnp.zeros_like(correlation)
    loss, slope, weight_slopes = loss_terms(weights, (zero, zero, correlation), labels)
    k = (slope * (mixture(weights)[3] / DIMENSION)).reshape(2, 1, -1)
    g_re, g_im = (part.sum(0) for part in each(lambda *one: pair_slopes(*one, 1), rows, phases, k))
    o_re, o_im = o_re[::-1], -o_im[::-1]
    return loss, weight_slopes, g_re * o_re - g_im * o_im, g_re * o_im + g_im * o_re
