// What players of a game of several share, and the model that they are then.
import { EbitError } from '../errors.js';
import type { PartyGame } from '../games/party-game.js';
import type { Model } from '../models/model-types.js';
import type { CoinSpec, EbitSpec, ShareSpec } from '../network/network-spec.js';
import { MAX_SHARE_PARTIES } from '../network/share.js';
import { type Topology, topology } from '../network/topology.js';
import { playersModel, questionBits } from './strategy-model.js';

/** The letters that players are called by. */
const NAMES = 'ABCDEFGHIJKLMNOP';

/** What players of a game of several share, and how long their circuits are. */
export interface SharedByPlayers {
  /** GHZ states of all players. */
  readonly ghz: number;
  /** Of every GHZ state. */
  readonly visibility: number;
  /** Fair bits that all players know. */
  readonly coins: number;
  /** Of every edge of the topology. */
  readonly ebits: number;
  /** Who is joined by ebits; null where there are none. */
  readonly topology: Topology | null;
  /** Of every ebit. */
  readonly fidelity: number;
  /** Of rotations on the qubits that hold what is shared; one qubit needs a single layer. */
  readonly layers: number;
}

/**
 * Returns an untrained model of the players: E_q is its E for a row of the bits of their questions.
 *
 * A player's qubits are first the halves of its ebits, then its ends of GHZ states, then of coins, a qubit in |0> where
 * nothing is shared, and then the register of the question. The answer is the bit of qubit 0.
 *
 * @throws EbitError 'game' for too many questions or too much shared; 'network' for a GHZ state of more than 8 players, and
 *   numbers outside their range
 */
export function partyModel({ players }: PartyGame, told: SharedByPlayers): Model {
  const count = players.length;
  if (told.ghz > 0 && count > MAX_SHARE_PARTIES) {
    throw new EbitError(
      'network',
      `A GHZ state of ${count} players: a share joins at most ${MAX_SHARE_PARTIES} processors; give fewer players, or ebits.`,
    );
  }
  const edges =
    told.topology === null || told.ebits === 0
      ? []
      : topology(told.topology, count, { ebitsPerEdge: told.ebits, fidelity: told.fidelity }).ebits;
  const held = new Array<number>(count).fill(0);
  const ebits = edges.map(
    ({ ends }): EbitSpec => ({
      between: ends.map(({ processor, qubit }) => {
        held[processor] = Math.max(held[processor], qubit + 1);
        return `${NAMES[processor]}.${qubit}`;
      }) as [string, string],
      fidelity: told.fidelity,
    }),
  );
  const acrossAll = () => held.map((_, p) => `${NAMES[p]}.${held[p]++}`);
  const shares = Array.from(
    { length: told.ghz },
    (): ShareSpec => ({ between: acrossAll(), state: 'ghz', visibility: told.visibility }),
  );
  const coins = Array.from({ length: told.coins }, (): CoinSpec => ({ between: acrossAll() }));
  return playersModel(
    players.map((questions, p) => ({ name: NAMES[p], questions: questions.length, halves: Math.max(1, held[p]) })),
    told.layers,
    { ebits, coins, shares },
  );
}

/** The bits of a joint question, player by player. */
export function jointQuestionBits({ players }: PartyGame, place: number): (0 | 1)[] {
  const asked: number[] = [];
  for (let p = players.length - 1, rest = place; p >= 0; p--) {
    asked[p] = rest % players[p].length;
    rest = (rest - asked[p]) / players[p].length;
  }
  return asked.flatMap((question, p) => questionBits(question, players[p].length));
}
