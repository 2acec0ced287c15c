"""Random networks with noise in PennyLane's default.mixed and in Qiskit Aer's density matrices.

Reads {"package": ..., "cases": [...]} from stdin, writes probabilities, and with PennyLane the loss -mean y E and its gradient.
A case is what random-networks.ts draws. Channels and gates are the package's own; what parties share, where noise stands
and what reads a bit wrongly is written down here. Nothing acts on a measured qubit, so a measurement is a phase flip with
probability 1/2 and a condition a control.
"""

import importlib.metadata
import json
import platform
import sys
from functools import reduce

import numpy as np

PAULIS = {
    "I": np.eye(2, dtype=complex),
    "X": np.array([[0, 1], [1, 0]], dtype=complex),
    "Y": np.array([[0, -1j], [1j, 0]]),
    "Z": np.diag([1, -1]).astype(complex),
}


def kron(matrices):
    return reduce(np.kron, matrices)


def outer(vector):
    vector = np.array(vector, dtype=complex)
    return np.outer(vector, vector.conj()) / np.vdot(vector, vector).real


def string(word):
    return (-1 if word.startswith("-") else 1) * kron([PAULIS[letter] for letter in word.lstrip("-")])


def bell(weights):
    vectors = {"phiPlus": [1, 0, 0, 1], "phiMinus": [1, 0, 0, -1], "psiPlus": [0, 1, 1, 0], "psiMinus": [0, 1, -1, 0]}
    return sum(weights[name] * outer(vector) for name, vector in vectors.items())


def ebit(spec):
    if "state" in spec:
        return np.array([[complex(*entry) for entry in row] for row in spec["state"]])
    if "correlations" in spec:
        terms = zip([p + q for p in "IXYZ" for q in "IXYZ"], np.ravel(spec["correlations"]))
        return sum(weight * string(word) for word, weight in terms) / 4
    if "weights" in spec:
        return bell(spec["weights"])
    fidelity = spec.get("fidelity", 1)
    others = (1 - fidelity) / 3
    return bell({"phiPlus": fidelity, "phiMinus": others, "psiPlus": others, "psiMinus": others})


def coin(spec):
    faces = [[1, 0], [0, 1]] if spec["basis"] == "Z" else [[1, 1], [1, -1]]
    size = len(spec["between"])
    chances = [spec["heads"], 1 - spec["heads"]]
    return sum(chance * kron([outer(face)] * size) for chance, face in zip(chances, faces))


def share(spec):
    size = 2 ** len(spec["between"])
    if spec.get("state") == "ghz":
        rho = outer([1] + [0] * (size - 2) + [1])
    elif "graph" in spec:
        words = [["I"] * len(spec["between"]) for _ in spec["between"]]
        for place, word in enumerate(words):
            word[place] = "X"
        for a, b in spec["graph"]:
            words[a][b] = words[b][a] = "Z"
        rho = reduce(np.matmul, [(np.eye(size) + string("".join(word))) / 2 for word in words])
    else:
        rho = reduce(np.matmul, [(np.eye(size) + string(word)) / 2 for word in spec["generators"]])
        rho = rho / np.trace(rho)
    visibility = spec.get("visibility", 1)
    return visibility * rho + (1 - visibility) * np.eye(size) / size


class Case:
    """The joint state, and one list of operations on joint qubits; angles are functions of parameters and a row."""

    def __init__(self, case):
        network = case["network"]
        self.processors = network["processors"]
        self.parameters = case["parameters"]
        self.rows = case["rows"]
        self.labels = case["labels"]
        self.weights = case["weights"]
        self.angles = case["angles"]
        self.first = {}
        self.qubits = 0
        for processor in self.processors:
            self.first[processor["name"]] = self.qubits
            self.qubits += processor["qubits"]
        self.operations = []
        self.rho = self.shared(network)
        self.readouts = []
        self.flips = []
        start = 0
        for processor, program in zip(self.processors, case["programs"]):
            self.program(processor, program, start)
            start += program["features"]

    def shared(self, network):
        made = [(spec, ebit(spec)) for spec in network.get("ebits", [])]
        made += [(spec, coin(spec)) for spec in network.get("coins", [])]
        made += [(spec, share(spec)) for spec in network.get("shares", [])]
        order = []
        for spec, _ in made:
            places = [place.split(".") for place in spec["between"]]
            ends = [self.first[name] + int(qubit) for name, qubit in places]
            order += ends
            ages = spec.get("age", 0)
            for k, (name, _) in enumerate(places):
                memory = next(p for p in self.processors if p["name"] == name)["memory"]
                age = ages[k] if isinstance(ages, list) else ages
                if age > 0:
                    values = [memory["t1"], memory["t2"], age]
                    self.operations.append(("channel", "thermal", values, ends[k], []))
        free = [qubit for qubit in range(self.qubits) if qubit not in order]
        rho = kron([matrix for _, matrix in made] + [outer([1, 0])] * len(free) + [np.eye(1)])
        # Axis k of it belongs to the qubit (order + free)[k].
        places = np.argsort(order + free)
        axes = [*places, *(places + self.qubits)]
        return rho.reshape([2] * (2 * self.qubits)).transpose(axes).reshape(rho.shape)

    def program(self, processor, program, start):
        first = self.first[processor["name"]]
        circuits = [program["mixing"], program["embedding"]["circuit"], program["trainable"]]
        for circuit in filter(None, circuits):
            for operation in circuit["operations"]:
                self.operation(operation, first, start, processor.get("noise", []))
        self.readouts += [first + qubit for qubit in program["readouts"]]
        error = processor.get("readoutError", 0)
        flip0, flip1 = (error["flip0"], error["flip1"]) if isinstance(error, dict) else (error, error)
        self.flips += [np.array([[1 - flip0, flip1], [flip0, 1 - flip1]])] * len(program["readouts"])

    def operation(self, operation, first, start, noise):
        def guards(key):
            return [(first + guard["qubit"], guard["value"]) for guard in operation[key]]

        if operation["kind"] == "measure":
            self.operations.append(("channel", "phaseFlip", [0.5], first + operation["qubit"], []))
            return
        if operation["kind"] == "channel":
            target = first + operation["target"]
            self.operations.append(
                ("channel", operation["channel"], operation["values"], target, guards("conditions"))
            )
            return
        targets = [first + target for target in operation["targets"]]
        controls, conditions = guards("controls"), guards("conditions")
        angle = operation["angle"]
        self.operations.append(("gate", operation["gate"], angle and (angle, start), targets, controls + conditions))
        touched = targets + [qubit for qubit, _ in controls]
        names = {"all": True, "one-qubit": len(touched) == 1, "two-qubit": len(touched) == 2}
        for rule in noise:
            after = rule.get("after", "all")
            called = "c" * len(controls) + operation["gate"]
            if called in after if isinstance(after, list) else names[after]:
                values = [rule[name] for name in ("p", "g", "t1", "t2", "time") if name in rule]
                values = values[0] if rule["channel"] == "pauli" else values
                self.operations += [("channel", rule["channel"], values, qubit, conditions) for qubit in touched]

    @staticmethod
    def angle(described, parameters, row):
        angle, start = described
        if angle["kind"] == "constant":
            return angle["value"]
        if angle["kind"] == "parameter":
            return angle.get("offset", 0) + angle.get("scale", 1) * parameters[angle["index"]]
        value = angle["scale"]
        for factor in angle["factors"]:
            value = value * (factor["offset"] + factor["slope"] * row[start + factor["feature"]])
        return value * parameters[angle["index"]] if angle["kind"] == "scaled" else value

    def read(self):
        """What is read is this matrix times the probabilities of true outcomes."""
        return kron(self.flips)

    def guarded(self, operators, guards):
        """K where all qubits of the guards have their values, else nothing; the guards are the most significant."""
        held = kron([outer([1 - value, value]) for _, value in guards] + [np.eye(1)])
        rest = np.eye(len(held)) - held
        return [np.kron(held, operator) for operator in operators] + [np.kron(rest, np.eye(2))]


def pauli_operators(x, y, z):
    chances = {"I": 1 - x - y - z, "X": x, "Y": y, "Z": z}
    return [np.sqrt(chance) * PAULIS[letter] for letter, chance in chances.items()]


def in_pennylane(case):
    import pennylane as qml
    from pennylane import numpy as pnp

    gates = {
        "h": qml.Hadamard, "x": qml.PauliX, "y": qml.PauliY, "z": qml.PauliZ, "s": qml.S, "t": qml.T, "sx": qml.SX,
        "sdg": lambda wires: qml.adjoint(qml.S(wires)), "tdg": lambda wires: qml.adjoint(qml.T(wires)),
        "sxdg": lambda wires: qml.adjoint(qml.SX(wires)), "swap": qml.SWAP, "rx": qml.RX, "ry": qml.RY, "rz": qml.RZ,
        "phase": qml.PhaseShift, "rxx": qml.IsingXX, "ryy": qml.IsingYY, "rzz": qml.IsingZZ,
    }  # fmt: skip
    channels = {
        "bitFlip": qml.BitFlip, "phaseFlip": qml.PhaseFlip, "depolarizing": qml.DepolarizingChannel,
        "phaseDamping": qml.PhaseDamping, "amplitudeDamping": qml.AmplitudeDamping,
        "pauli": lambda x, y, z, wires: qml.QubitChannel(pauli_operators(x, y, z), wires),
        "thermal": lambda t1, t2, time, wires: qml.ThermalRelaxationError(0, t1, t2, time, wires),
    }  # fmt: skip

    @qml.qnode(qml.device("default.mixed", wires=case.qubits), interface="autograd", diff_method="parameter-shift")
    def probabilities(parameters, row):
        qml.QubitDensityMatrix(case.rho, wires=range(case.qubits))
        for kind, name, numbers, places, guards in case.operations:
            held = [qubit for qubit, _ in guards]
            if kind == "channel" and not guards:
                channels[name](*numbers, wires=places)
            elif kind == "channel":
                with qml.QueuingManager.stop_recording():
                    operators = channels[name](*numbers, wires=places).kraus_matrices()
                qml.QubitChannel(case.guarded(operators, guards), wires=[*held, places])
            else:
                angles = [case.angle(numbers, parameters, row)] if numbers else []
                with qml.QueuingManager.stop_recording():
                    gate = gates[name](*angles, wires=places)
                if guards:
                    qml.ctrl(gate, held, [bool(value) for _, value in guards])
                else:
                    qml.apply(gate)
        return qml.probs(wires=case.readouts)

    def loss(parameters):
        total = 0
        for row, label in zip(case.rows, case.labels):
            read = pnp.dot(case.read(), probabilities(parameters, row))
            signs = kron([np.array([1.0, -1.0])] * len(case.readouts))
            free = parameters[case.angles :]
            weights = {"free": lambda: free, "parity": lambda: free[0] * signs, "fixed": lambda: signs}
            total = total - label * pnp.dot(weights[case.weights](), read) / len(case.rows)
        return total

    at = pnp.array(case.parameters, requires_grad=True)
    found = [case.read() @ np.array(probabilities(at, row)) for row in case.rows]
    return {"probabilities": [[float(p) for p in row] for row in found], "loss": float(loss(at)),
            "gradient": [float(d) for d in qml.grad(loss)(at)]}  # fmt: skip


def in_aer(case):
    from qiskit import QuantumCircuit
    from qiskit.circuit import library
    from qiskit.quantum_info import DensityMatrix, Kraus, Operator
    from qiskit_aer import AerSimulator
    from qiskit_aer.noise import (
        amplitude_damping_error, pauli_error, phase_damping_error, thermal_relaxation_error,
    )  # fmt: skip

    gates = {
        "h": library.HGate, "x": library.XGate, "y": library.YGate, "z": library.ZGate, "s": library.SGate,
        "sdg": library.SdgGate, "t": library.TGate, "tdg": library.TdgGate, "sx": library.SXGate,
        "sxdg": library.SXdgGate, "swap": library.SwapGate, "rx": library.RXGate, "ry": library.RYGate,
        "rz": library.RZGate, "phase": library.PhaseGate, "rxx": library.RXXGate, "ryy": library.RYYGate,
        "rzz": library.RZZGate,
    }  # fmt: skip

    def flips(x, y, z):
        return pauli_error([("X", x), ("Y", y), ("Z", z), ("I", 1 - x - y - z)])

    channels = {
        "bitFlip": lambda p: flips(p, 0, 0), "phaseFlip": lambda p: flips(0, 0, p),
        "depolarizing": lambda p: flips(p / 3, p / 3, p / 3), "pauli": flips, "phaseDamping": phase_damping_error,
        "amplitudeDamping": amplitude_damping_error, "thermal": thermal_relaxation_error,
    }  # fmt: skip
    simulator = AerSimulator(method="density_matrix")

    def at(qubit):
        # Qiskit's last qubit is the most significant.
        return case.qubits - 1 - qubit

    def probabilities(row):
        circuit = QuantumCircuit(case.qubits)
        circuit.set_density_matrix(DensityMatrix(case.rho))
        for kind, name, numbers, places, guards in case.operations:
            held = [at(qubit) for qubit, _ in guards]
            if kind == "channel":
                error = channels[name](*numbers)
                if guards:
                    operators = case.guarded(Kraus(error).data, guards[::-1])
                    circuit.append(Kraus(operators).to_instruction(), [at(places), *held])
                else:
                    circuit.append(error, [at(places)])
                continue
            gate = gates[name](*([case.angle(numbers, case.parameters, row)] if numbers else []))
            if guards:
                state = sum(value << k for k, (_, value) in enumerate(guards))
                gate = gate.control(len(guards), ctrl_state=state)
            circuit.unitary(Operator(gate), [*held, *[at(place) for place in places]])
        circuit.save_density_matrix()
        rho = np.array(simulator.run(circuit).result().data()["density_matrix"])
        return DensityMatrix(rho).probabilities([at(qubit) for qubit in case.readouts[::-1]])

    found = [case.read() @ probabilities(row) for row in case.rows]
    return {"probabilities": [[float(p) for p in row] for row in found]}


def main():
    request = json.load(sys.stdin)
    package = request["package"]
    run = {"pennylane": in_pennylane, "qiskit-aer": in_aer}[package]
    answers = [run(Case(case)) for case in request["cases"]]
    names = ["numpy", package, *(["qiskit"] if package == "qiskit-aer" else [])]
    versions = {"python": platform.python_version(), **{name: importlib.metadata.version(name) for name in names}}
    json.dump({"versions": versions, "answers": answers}, sys.stdout)


main()
