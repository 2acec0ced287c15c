import type { ChannelCall, Dialect, GateCall } from './dialect.js';

/** A method of the circuit, or under controls the gate's own class, whose controls have values. */
function placed(method: string, gate: string, { angle, targets, controls }: GateCall): string {
  const qubits = [...controls.map(({ qubit }) => qubit), ...targets].join(', ');
  if (controls.length === 0) return `c.${method}(${angle === '' ? '' : `${angle}, `}${qubits})`;
  // The first control is the last character: the least significant bit of a number.
  const values = controls.map(({ value }) => value).reverse();
  return `c.append(${gate}(${angle}).control(${controls.length}, ctrl_state="${values.join('')}"), [${qubits}])`;
}

const spelt = (method: string, gate: string) => (call: GateCall) => placed(method, gate, call);
/** A gate that has a method of its own under a single control of value 1. */
const paired = (method: string, gate: string, pair: string) => (call: GateCall) => {
  const { targets, controls } = call;
  if (controls.length !== 1 || controls[0].value !== 1) return placed(method, gate, call);
  return `c.${pair}(${controls[0].qubit}, ${targets[0]})`;
};

/** A channel by its Kraus operators. */
function channel({ target, conditions, kraus }: ChannelCall): string {
  const held = conditions.map(({ qubit, value }) => `(${qubit}, ${value})`).join(', ');
  return `noise(c, ${kraus()}, ${target}, [${held}])`;
}

const IMPORTS =
  'import numpy as np\n' +
  'from qiskit import QuantumCircuit\n' +
  'from qiskit.circuit.library import HGate, PhaseGate, RXGate, RYGate, RZGate, RZZGate, SdgGate, SGate, SwapGate\n' +
  'from qiskit.circuit.library import TdgGate, TGate, UnitaryGate, XGate, YGate, ZGate\n';

/**
 * Qiskit: a circuit of the whole network, made for every row, of which `Statevector`, or with noise `DensityMatrix`, finds the
 * probabilities.
 */
export const qiskit: Dialect = {
  name: 'Qiskit',
  tried: 'Python 3.11, NumPy 2.4 and Qiskit 2.6',
  imports: `${IMPORTS}from qiskit.quantum_info import Statevector\n`,
  parameters: 'c, q, x',
  gates: {
    h: spelt('h', 'HGate'),
    x: paired('x', 'XGate', 'cx'),
    y: spelt('y', 'YGate'),
    z: paired('z', 'ZGate', 'cz'),
    s: spelt('s', 'SGate'),
    sdg: spelt('sdg', 'SdgGate'),
    t: spelt('t', 'TGate'),
    tdg: spelt('tdg', 'TdgGate'),
    rx: spelt('rx', 'RXGate'),
    ry: spelt('ry', 'RYGate'),
    rz: spelt('rz', 'RZGate'),
    phase: spelt('p', 'PhaseGate'),
    swap: spelt('swap', 'SwapGate'),
    rzz: spelt('rzz', 'RZZGate'),
  },
  phases: (parity, even, odd, { controls }) => {
    const guards = controls.map(({ qubit, value }) => `(${qubit}, ${value})`);
    return `phases(c, ${even}, ${odd}, [${parity.join(', ')}], [${guards.join(', ')}])`;
  },
  phasesDefinition: `
def phases(c, even, odd, parity, controls):
    """Multiplies amplitudes by exp(i even) or exp(i odd), by the parity of some bits, where all controls hold."""
    qubits = parity + [qubit for qubit, _ in controls]
    turns = []
    for k in range(2 ** len(qubits)):
        bits = [k >> i & 1 for i in range(len(qubits))]  # the first qubit of a gate is the least significant
        holds = all(bit == value for bit, (_, value) in zip(bits[len(parity) :], controls))
        turns.append((odd if sum(bits[: len(parity)]) % 2 else even) if holds else 0.0)
    c.append(UnitaryGate(np.diag(np.exp(1j * np.array(turns))), check_input=False), qubits)

`,
  unitary: 'c.append(UnitaryGate(matrix_of(x), check_input=False), q[::-1])',
  order:
    'Qiskit takes the first qubit for the least significant bit and ebit for the most: READOUTS are turned round where\n' +
    'probabilities are asked for, and qubits where a matrix is given.',
  sharing: `
def prepare_ebit(c, a, b, bell):
    """Makes |00> one of the four Bell states: 0 is |Phi+>, 1 |Phi->, 2 |Psi+>, 3 |Psi->."""
    c.h(a)
    c.cx(a, b)
    if bell in (1, 3):
        c.z(a)
    if bell in (2, 3):
        c.x(b)


def prepare_coin(c, a, b, basis, face):
    """Makes |00> the bit \`face\` on both qubits, in the basis Z or X."""
    for qubit in (a, b):
        if face == 1:
            c.x(qubit)
        if basis == "X":
            c.h(qubit)

`,
  noise: {
    imports: `${IMPORTS}from qiskit.quantum_info import DensityMatrix, Kraus\n`,
    state: 'a density matrix',
    channel,
    definition: `
def noise(c, kraus, qubit, conditions):
    """Does a channel where every condition (measured qubit, outcome) holds, and nothing elsewhere.

    What else the measured qubits are in superposition of is lost, which no later gate can tell.
    """
    size = 2 ** len(conditions)
    held = np.zeros((size, size))
    place = sum(value << i for i, (_, value) in enumerate(conditions))  # the first qubit is the least significant
    held[place, place] = 1
    operators = [np.kron(operator, held) for operator in kraus]
    if conditions:
        operators.append(np.kron(np.eye(2), np.eye(size) - held))
    c.append(Kraus(operators).to_instruction(), [measured for measured, _ in conditions] + [qubit])

`,
  },
  network: (calls, isNoisy) => `
def network_circuit(row, bells, faces):
    """Returns the circuit of the whole network for one row, where its ebits and coins are in these states."""
    c = QuantumCircuit(QUBITS)
    for (a, b, _), bell in zip(EBITS, bells):
        prepare_ebit(c, a, b, bell)
    for (a, b, basis, _), face in zip(COINS, faces):
        prepare_coin(c, a, b, basis, face)
${calls.map((call) => `    ${call}\n`).join('')}    return c


def network(row, bells, faces):
    """Returns the probabilities of the outcomes of \`network_circuit\`, the first of READOUTS most significant."""
    return ${isNoisy ? 'DensityMatrix' : 'Statevector'}(network_circuit(row, bells, faces)).probabilities(READOUTS[::-1])

`,
};
