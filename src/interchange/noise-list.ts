// The channels of a program: those that a package has no word for are listed by their Kraus operators.
import { type ChannelName, channels, channelText } from '../circuit/channels.js';
import type { Complex } from '../circuit/gates.js';
import type { Model } from '../models/model-types.js';
import { pythonList, pythonNumber } from './python.js';

function complexText([re, im]: Complex): string {
  if (im === 0) return pythonNumber(re + 0);
  return re === 0 ? `${pythonNumber(im)}j` : `${pythonNumber(re)} + ${pythonNumber(im)}j`;
}

/** Whether there is noise in the circuits that a model runs. */
export function isNoisyModel({ programs }: Pick<Model, 'programs'>): boolean {
  return programs.some(({ mixing, embedding, trainable }) =>
    [mixing, embedding.kind === 'circuit' ? embedding.circuit : null, trainable].some((circuit) =>
      circuit?.operations.some(({ kind }) => kind === 'channel'),
    ),
  );
}

/** Collects the channels of a program, each once. */
export class NoiseList {
  readonly #places = new Map<string, number>();
  readonly #lines: string[] = [];

  /** The place of a channel in the list NOISE, as an expression of Python. */
  place(channel: ChannelName, values: readonly number[]): string {
    const text = `${channel}, ${channelText(channel, values)}`;
    const place = this.#places.get(text) ?? this.#places.size;
    if (place === this.#places.size) {
      this.#places.set(text, place);
      const operators = channels[channel]
        .kraus(values)
        .map((rows) => pythonList(rows.map((row) => pythonList(row.map(complexText)))));
      this.#lines.push(`    # ${place}: ${text}\n    [${operators.join(', ')}],\n`);
    }
    return `NOISE[${place}]`;
  }

  /** The list NOISE; nothing for none. */
  text(): string {
    if (this.#lines.length === 0) return '';
    return `# Kraus operators K of channels rho -> sum K rho K^+.\nNOISE = [\n${this.#lines.join('')}]\n`;
  }
}
