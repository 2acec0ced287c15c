// The file that proves the ceilings of a game to whoever has the game.
import { EbitError } from '../errors.js';
import { type BellCeiling, checkMomentCertificate } from '../games/bell-ceiling.js';
import type { Ceiling } from '../games/ceiling.js';
import { checkCertificate } from '../games/certificate.js';
import { checkMargins, type MarginEnds } from '../games/check-margins.js';
import type { Margins } from '../games/margin-types.js';
import { readText, writeWhole } from '../node/files.js';
import { shownValue } from '../shown-value.js';
import type { GameSource } from './game-source.js';

const FORMAT = 'ebit-ceiling-certificate';
const VERSION = 1;

/** What can be proved, of a game or of a Bell cost. */
export interface Proof {
  readonly quantum?: Pick<Ceiling['quantum'], 'certificate'>;
  readonly margins?: Margins | null;
  readonly level1?: Pick<BellCeiling['level1'], 'certificate'>;
}

/** What a certificate file proves of a game. */
export interface Proved {
  /** No ebits have a larger value. */
  readonly upper: number;
  /** Null where the file has no margins. */
  readonly margins: { readonly classical: MarginEnds; readonly quantum: MarginEnds } | null;
}

/** Writes what proves the ceilings; numbers as text that is read back as the same doubles. */
export function writeCertificate(path: string, name: string, proof: Proof): void {
  const plain = JSON.stringify({ format: FORMAT, version: VERSION, game: name, ...proof }, (_, value: unknown) =>
    value instanceof Float64Array ? Array.from(value) : value,
  );
  writeWhole(path, `${plain}\n`);
}

/**
 * Reads a certificate file and finds what it proves of a game; nothing else of what it says is believed.
 *
 * @throws EbitError 'file' for a file of another kind; 'game', 'shape' or 'not-finite' for one that proves nothing
 */
export function checkCertificateFile(path: string, source: GameSource): Proved {
  const { quantum, margins, level1 } = parsed(path);
  if (source.kind === 'cost') {
    return { upper: checkMomentCertificate(source.cost, level1?.certificate as never), margins: null };
  }
  const upper = checkCertificate(source.game, quantum?.certificate as never);
  return { upper, margins: margins === undefined || margins === null ? null : checkMargins(source.game, margins) };
}

function parsed(path: string): Proof {
  let content: unknown;
  try {
    content = JSON.parse(readText(path));
  } catch (cause) {
    if (cause instanceof EbitError) throw cause;
    throw new EbitError('file', `"${path}" is no JSON; give a file that --certificate wrote.`, { cause });
  }
  const { format, version } = (content ?? {}) as { readonly format?: unknown; readonly version?: unknown };
  if (format === FORMAT && version === VERSION) return content as Proof;
  throw new EbitError(
    'file',
    `"${path}" has the format ${shownValue(format)}, version ${shownValue(version)}; give a file that --certificate wrote.`,
  );
}
