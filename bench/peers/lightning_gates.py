"""Times of lightning.qubit's gates through the bindings of its C++ state vector, no circuit or device around them.

Gates run on every qubit in turn; the call itself, measured by the same loop over Identity, is taken off.
"""

import time
from itertools import cycle, islice

from pennylane_lightning.lightning_qubit_ops import StateVectorC128

GATES = (("RX", 1, [0.3]), ("CZ", 2, []), ("Hadamard", 1, []), ("CNOT", 2, []), ("SWAP", 2, []))


def microseconds(function, wires, parameters, calls: int) -> float:
    start = time.perf_counter()
    for targets in islice(cycle(wires), calls):
        function(targets, False, parameters)
    return (time.perf_counter() - start) / calls * 1e6


def gate_times(qubits: int, rounds: int) -> dict[str, list[float]]:
    """Microseconds a gate, `rounds` samples of each, the gates taken in turn."""
    state = StateVectorC128(qubits)
    calls = max(4 * qubits, min(20000, (1 << 23) >> qubits))
    times: dict[str, list[float]] = {name: [] for name, _, _ in GATES}
    for _ in range(rounds):
        for name, width, parameters in GATES:
            wires = [[(first + k) % qubits for k in range(width)] for first in range(qubits)]
            call = microseconds(state.Identity, wires, [], calls)
            times[name].append(microseconds(getattr(state, name), wires, parameters, calls) - call)
    return times
