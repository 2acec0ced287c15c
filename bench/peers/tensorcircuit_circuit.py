"""A circuit's expectation value in TensorCircuit-NG on its JAX backend: gradient, quantum Fisher matrix, Hessian.

Each is a function that its own `jit` compiled, of the circuit's own angles; complex128 and float64.
"""

import jax
import numpy as np
import tensorcircuit as tc
from tensorcircuit.experimental import qng

K = tc.set_backend("jax")
tc.set_dtype("complex128")
PAULI = {"I": 0, "X": 1, "Y": 2, "Z": 3}


def circuit_programs(problem):
    """Functions of nothing by quantity: `gradient`, `fisher` (quantum, 4 times the Fubini-Study metric), `hessian`."""

    def circuit(angles):
        c = tc.Circuit(problem.qubits)
        for name, qubits, angle in problem.gates:
            getattr(c, name)(*qubits, **({} if angle is None else {"theta": angles[angle]}))
        return c

    def energy(angles):
        c = circuit(angles)
        terms = ((x, c.expectation_ps(ps=[PAULI[letter] for letter in pauli])) for x, pauli in problem.observable)
        return sum(x * K.real(value) for x, value in terms)

    angles = K.convert_to_tensor(problem.angles)
    programs = {
        "gradient": K.jit(K.grad(energy)),
        "fisher": K.jit(lambda x: 4 * K.real(qng(lambda y: circuit(y).state(), postprocess=None)(x))),
        "hessian": K.jit(K.hessian(energy)),
    }
    return {name: (lambda p=p: np.asarray(jax.block_until_ready(p(angles)))) for name, p in programs.items()}
