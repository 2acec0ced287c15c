import { channels } from '../circuit/channels.js';
import type { ChannelCall, Dialect, GateCall } from './dialect.js';
import { pythonNumber } from './python.js';

const wiresOf = (targets: readonly string[]): string => (targets.length === 1 ? targets[0] : `[${targets.join(', ')}]`);

/** An operation that stands alone, or under controls. */
function controlled(make: (wires: string) => string, { targets, controls }: GateCall): string {
  const operation = make(wiresOf(targets));
  if (controls.length === 0) return operation;
  const qubits = controls.map(({ qubit }) => qubit).join(', ');
  const values = controls.map(({ value }) => value).join(', ');
  return `qml.ctrl(${operation}, control=[${qubits}], control_values=[${values}])`;
}

/** A gate that has a name of its own under a single control of value 1. */
const paired = (name: string, pair: string) => (call: GateCall) => {
  const { targets, controls } = call;
  if (controls.length !== 1 || controls[0].value !== 1) return fixed(name)(call);
  return `qml.${pair}(wires=[${controls[0].qubit}, ${targets[0]}])`;
};
const fixed = (name: string) => (call: GateCall) => controlled((wires) => `qml.${name}(wires=${wires})`, call);
const adjoint = (name: string) => (call: GateCall) =>
  controlled((wires) => `qml.adjoint(qml.${name}(wires=${wires}))`, call);
const turning = (name: string) => (call: GateCall) =>
  controlled((wires) => `qml.${name}(${call.angle}, wires=${wires})`, call);

/** A channel that PennyLane has, or its Kraus operators. */
function channel({ channel: name, values, target, conditions, kraus }: ChannelCall): string {
  const own = channels[name].pennyLane;
  if (own !== null && conditions.length === 0) {
    return `qml.${own}(${values.map(pythonNumber).join(', ')}, wires=${target})`;
  }
  const held = conditions.map(({ qubit, value }) => `(${qubit}, ${value})`).join(', ');
  return `noise(${kraus()}, ${target}, [${held}])`;
}

const IMPORTS = 'import numpy as np\nimport pennylane as qml\n';

/** PennyLane: one QNode runs the whole network on the state vector of `default.qubit`, with noise on the density matrix of `default.mixed`. */
export const pennyLane: Dialect = {
  name: 'PennyLane',
  tried: 'Python 3.11, NumPy 2.4 and PennyLane 0.45',
  imports: IMPORTS,
  parameters: 'q, x',
  gates: {
    h: fixed('Hadamard'),
    x: paired('PauliX', 'CNOT'),
    y: fixed('PauliY'),
    z: paired('PauliZ', 'CZ'),
    s: fixed('S'),
    sdg: adjoint('S'),
    t: fixed('T'),
    tdg: adjoint('T'),
    rx: turning('RX'),
    ry: turning('RY'),
    rz: turning('RZ'),
    phase: turning('PhaseShift'),
    swap: fixed('SWAP'),
    rzz: turning('IsingZZ'),
  },
  phases: (parity, even, odd, call) => controlled(() => `phases(${even}, ${odd}, [${parity.join(', ')}])`, call),
  phasesDefinition: `
def phases(even, odd, wires):
    """Multiplies amplitudes by exp(i even) or exp(i odd), by the parity of the bits on these wires."""
    turns = [odd if bin(k).count("1") % 2 else even for k in range(2 ** len(wires))]
    return qml.DiagonalQubitUnitary(np.exp(1j * np.array(turns)), wires=wires)

`,
  unitary: 'qml.QubitUnitary(matrix_of(x), wires=q)',
  order: 'PennyLane takes the first wire for the most significant bit, as ebit does.',
  sharing: `
def prepare_ebit(a, b, bell):
    """Makes |00> one of the four Bell states: 0 is |Phi+>, 1 |Phi->, 2 |Psi+>, 3 |Psi->."""
    qml.Hadamard(wires=a)
    qml.CNOT(wires=[a, b])
    if bell in (1, 3):
        qml.PauliZ(wires=a)
    if bell in (2, 3):
        qml.PauliX(wires=b)


def prepare_coin(a, b, basis, face):
    """Makes |00> the bit \`face\` on both qubits, in the basis Z or X."""
    for qubit in (a, b):
        if face == 1:
            qml.PauliX(wires=qubit)
        if basis == "X":
            qml.Hadamard(wires=qubit)

`,
  noise: {
    imports: IMPORTS,
    state: 'a density matrix',
    channel,
    definition: `
def noise(kraus, wire, conditions):
    """Does a channel where every condition (measured wire, outcome) holds, and nothing elsewhere.

    What else the measured wires are in superposition of is lost, which no later gate can tell.
    """
    size = 2 ** len(conditions)
    held = np.zeros((size, size))
    place = sum(value << i for i, (_, value) in enumerate(reversed(conditions)))
    held[place, place] = 1
    operators = [np.kron(held, operator) for operator in kraus]
    if conditions:
        operators.append(np.kron(np.eye(size) - held, np.eye(2)))
    return qml.QubitChannel(operators, wires=[qubit for qubit, _ in conditions] + [wire])

`,
  },
  network: (calls, isNoisy) => `
@qml.qnode(qml.device("${isNoisy ? 'default.mixed' : 'default.qubit'}", wires=QUBITS))
def network(row, bells, faces):
    """Runs the whole network for one row, where its ebits and coins are in these states; returns P of the outcomes."""
    for (a, b, _), bell in zip(EBITS, bells):
        prepare_ebit(a, b, bell)
    for (a, b, basis, _), face in zip(COINS, faces):
        prepare_coin(a, b, basis, face)
${calls.map((call) => `    ${call}\n`).join('')}    return qml.probs(wires=READOUTS)

`,
};
