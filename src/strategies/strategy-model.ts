// Players of an XOR game as a model: what they share, a register that holds the question, and angles for each question.
import { dataProduct, parameter } from '../circuit/angle.js';
import { type Circuit, type Control, createCircuit, type GateOperation, type Operation } from '../circuit/circuit.js';
import { EbitError } from '../errors.js';
import type { Game } from '../games/game.js';
import { classifier } from '../models/classifier.js';
import { customCircuit } from '../models/custom-circuit.js';
import { customEmbedding } from '../models/embedding.js';
import type { Model, ReadoutCircuit } from '../models/model-types.js';
import { bellCorrelations } from '../network/bell-state.js';
import { MAX_PROCESSOR_QUBITS, network } from '../network/network.js';
import type { NetworkSpec } from '../network/network-spec.js';
import { plural } from '../plural.js';

/** What the players share, and how long their circuits are. */
export interface Resources {
  readonly ebits: number;
  readonly coins: number;
  /** Of every ebit. */
  readonly fidelity: number;
  /** Of rotations on the qubits that hold halves; one qubit needs a single layer. */
  readonly layers: number;
}

/** A rotation takes two angles a qubit. */
const ANGLES = ['rz', 'rx'] as const;

/** How many qubits hold one of so many questions; one where there is nothing to tell apart, so that a row has a feature. */
export function registerQubits(questions: number): number {
  let qubits = 1;
  while (1 << qubits < questions) qubits++;
  return qubits;
}

/** The register's bits of a question, the first the most significant. */
export function questionBits(question: number, questions: number): (0 | 1)[] {
  const qubits = registerQubits(questions);
  return Array.from({ length: qubits }, (_, k) => ((question >> (qubits - 1 - k)) & 1) as 0 | 1);
}

function gate(name: GateOperation['gate'], targets: readonly number[], more: Partial<GateOperation>): GateOperation {
  return { kind: 'gate', gate: name, targets, controls: [], conditions: [], angle: null, ...more };
}

/** RX(pi x_k) on qubit k of the register. */
function questionCircuit(halves: number, register: number): Circuit {
  const bit = (feature: number) => dataProduct(Math.PI, { feature, offset: 0, slope: 1 });
  const gates = Array.from({ length: register }, (_, k) => gate('rx', [halves + k], { angle: bit(k) }));
  return createCircuit(halves + register, gates);
}

/**
 * The register is measured; then come layers of RZ and RX on each half, whose angles depend on what it holds, with CZ
 * between neighbours from layer to layer. Values of the register that are no question share the last question's angles.
 */
function answerCircuit(halves: number, questions: number, layers: number): ReadoutCircuit {
  const register = registerQubits(questions);
  const operations: Operation[] = Array.from({ length: register }, (_, k) => ({ kind: 'measure', qubit: halves + k }));
  const angles = layers * halves * ANGLES.length;
  const held = Array.from({ length: 1 << register }, (_, value) => ({
    first: angles * Math.min(value, questions - 1),
    conditions: questionBits(value, questions).map((bit, k): Control => ({ qubit: halves + k, value: bit })),
  }));
  for (let layer = 0; layer < layers; layer++) {
    for (let half = 0; layer > 0 && half + 1 < halves; half++) {
      operations.push(gate('z', [half + 1], { controls: [{ qubit: half, value: 1 }] }));
    }
    for (let half = 0; half < halves; half++) {
      ANGLES.forEach((name, k) => {
        const place = (layer * halves + half) * ANGLES.length + k;
        for (const { first, conditions } of held) {
          operations.push(gate(name, [half], { conditions, angle: parameter(first + place) }));
        }
      });
    }
  }
  return { circuit: createCircuit(halves + register, operations), readout: 0 };
}

/** @throws EbitError 'game' if a player of so many questions takes more qubits than there are */
function refuseQubits(player: string, questions: number, halves: number): void {
  const register = registerQubits(questions);
  if (halves + register <= MAX_PROCESSOR_QUBITS) return;
  throw new EbitError(
    'game',
    `Player ${player} takes ${halves + register} qubits, ${register} for ${plural(questions, 'question')} and ${halves} ` +
      `for what is shared; the most is ${MAX_PROCESSOR_QUBITS}. Give fewer questions, ebits or coins.`,
  );
}

/** One player: how many questions it may be asked, and how many qubits in front of its register it answers by. */
export interface Player {
  readonly name: string;
  readonly questions: number;
  readonly halves: number;
}

/**
 * Returns an untrained model of players: its E for a row of the bits of all questions is the mean of the answers' product.
 *
 * A player's qubits are first those of `halves`, which hold what is shared and else begin in |0>, and then the register. The
 * answer is the bit of qubit 0.
 *
 * @param shared - what joins the halves
 * @throws EbitError 'game' for too many questions, 'network' for what cannot be shared
 */
export function playersModel(
  players: readonly Player[],
  layers: number,
  shared: Pick<NetworkSpec, 'ebits' | 'coins' | 'shares'>,
): Model {
  for (const { name, questions, halves } of players) refuseQubits(name, questions, halves);
  return classifier({
    network: network({
      processors: players.map(({ name, questions, halves }) => ({ name, qubits: halves + registerQubits(questions) })),
      ...shared,
    }),
    embedding: customEmbedding(
      players.map(({ questions, halves }) => questionCircuit(halves, registerQubits(questions))),
    ),
    circuit: customCircuit(
      players.map(({ questions, halves }) => answerCircuit(halves, questions, halves === 1 ? 1 : layers)),
    ),
    weights: 'fixed',
  });
}

/**
 * Returns an untrained model of two players: E_ab is its E for a row of the bits of both questions.
 *
 * A player's qubits are first the halves of ebits, then of coins, a qubit in |0> where nothing is shared, and then the
 * register. The answer is the bit of qubit 0.
 *
 * @throws EbitError 'game' for too many questions, 'network' for a fidelity outside its range
 */
export function strategyModel({ a, b }: Game, { ebits, coins, fidelity, layers }: Resources): Model {
  // Without ebits no state would ever look at the fidelity, and a slip in it would pass unseen.
  bellCorrelations({ kind: 'werner', fidelity });
  const halves = Math.max(1, ebits + coins);
  const between = (half: number): [string, string] => [`A.${half}`, `B.${half}`];
  const players = [
    { name: 'A', questions: a.length, halves },
    { name: 'B', questions: b.length, halves },
  ];
  return playersModel(players, layers, {
    ebits: Array.from({ length: ebits }, (_, j) => ({ between: between(j), fidelity })),
    coins: Array.from({ length: coins }, (_, j) => ({ between: between(ebits + j) })),
  });
}
