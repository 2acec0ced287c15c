// A program as tokens, one at a time: a text of millions of characters takes no more memory than itself.
import { cutShort, shownValue } from '../../shown-value.js';
import { fault, type Place } from './fault.js';

/** One token; `text` is what stands there, of a text in quotes what is inside them. */
export interface Token extends Place {
  readonly kind: 'name' | 'number' | 'text' | 'symbol' | 'end';
  readonly text: string;
}

/** The most characters of a program, and of a name in it. */
export const maxCharacters = 32_000_000;
const MAX_NAME = 1000;

const spaces = /[ \t\f\v\u00a0\ufeff]{1,1000}|\r\n|[\r\n]/uy;
const lineEnd = /\r\n|[\r\n]/gu;
// All of them match a bounded stretch: an engine's memory for a long one is not ours to count.
const name = /[\p{L}_][\p{L}\p{Nd}_]{0,1000}/uy;
const number =
  /0[xX][\da-fA-F_]{1,400}|0[oO][0-7_]{1,400}|0[bB][01_]{1,400}|(?:\d[\d_]{0,400}\.?\d{0,400}|\.\d{1,400})(?:[eE][+-]?\d{1,400})?/uy;
const quoted = /"[^"\r\n]{0,1000}"|'[^'\r\n]{0,1000}'/uy;
const symbol = /->|\*\*|==|!=|<=|>=|&&|\|\||<<|>>|\+\+|[-+*/%^&|~]=|[()[\]{};,+\-*/%^@=<>!~&|:.$#]/uy;

/** Reads a program from its beginning to its end. */
export class Scanner {
  readonly #source: string;
  #offset = 0;
  #line = 1;
  #lineStart = 0;
  #next: Token;
  /** The tokens taken since {@link Scanner.record}, as one text. */
  #taken: string[] | null = null;

  constructor(source: string) {
    this.#source = source;
    this.#next = this.#scan();
  }

  /** The token that comes next. */
  get next(): Token {
    return this.#next;
  }

  /** Takes the token that comes next. */
  take(): Token {
    const token = this.#next;
    this.#taken?.push(token.text);
    this.#next = this.#scan();
    return token;
  }

  /** Whether a symbol or a word comes next; a text in quotes is neither. */
  sees(text: string): boolean {
    return this.#next.text === text && (this.#next.kind === 'symbol' || this.#next.kind === 'name');
  }

  /** Takes a symbol or a word if it comes next. */
  takes(text: string): boolean {
    if (!this.sees(text)) return false;
    this.take();
    return true;
  }

  /** Takes a symbol that has to come next; `where` ends the sentence that refuses anything else. */
  expect(text: string, where: string): Token {
    if (this.sees(text)) return this.take();
    throw fault(this.#next, `There is ${shownToken(this.#next)} where "${text}" ${where}; write "${text}".`);
  }

  /** Takes a name that has to come next. */
  expectName(what: string): Token {
    if (this.#next.kind === 'name') return this.take();
    throw fault(this.#next, `There is ${shownToken(this.#next)} where ${what} should stand; write a name.`);
  }

  /** Keeps what is taken from here on. */
  record(): void {
    this.#taken = [];
  }

  /** What was taken since {@link Scanner.record}, a space between each two tokens. */
  recorded(): string {
    const taken = this.#taken ?? [];
    this.#taken = null;
    return taken.join(' ');
  }

  #scan(): Token {
    this.#passBlank();
    const place = { line: this.#line, column: this.#offset - this.#lineStart + 1 };
    if (this.#offset === this.#source.length) return { kind: 'end', text: '', ...place };
    for (const [kind, pattern] of [
      ['name', name],
      ['number', number],
      ['text', quoted],
      ['symbol', symbol],
    ] as const) {
      const found = this.#match(pattern);
      if (found === '') continue;
      this.#offset += found.length;
      if (kind === 'name' && found.length > MAX_NAME) {
        throw fault(place, `The name "${cutShort(found)}" has more than ${MAX_NAME} letters; use a shorter one.`);
      }
      if (kind === 'number') this.#refuseSuffix(found, place);
      return { kind, text: kind === 'text' ? found.slice(1, -1) : found, ...place };
    }
    const [letter] = this.#source.slice(this.#offset, this.#offset + 2);
    const why = letter === '"' || letter === "'" ? 'no quote closes it on its line' : 'OpenQASM has no such character';
    throw fault(place, `There is ${shownValue(letter)}, and ${why}; take it out.`);
  }

  /** A unit behind a number, or a number that runs on, is no other number. */
  #refuseSuffix(found: string, place: Place): void {
    const suffix = this.#match(name) || this.#match(number);
    if (suffix === '') return;
    throw fault(
      place,
      `"${cutShort(found + suffix)}" is no number of radians; durations and imaginary numbers are not read. Write a plain number.`,
    );
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#offset;
    return pattern.exec(this.#source)?.[0] ?? '';
  }

  /** Passes blanks and comments. */
  #passBlank(): void {
    for (;;) {
      const blank = this.#match(spaces) || this.#comment();
      if (blank === '') return;
      for (const { index, 0: end } of blank.matchAll(lineEnd)) {
        this.#line++;
        this.#lineStart = this.#offset + index + end.length;
      }
      this.#offset += blank.length;
    }
  }

  #comment(): string {
    const source = this.#source;
    const from = this.#offset;
    if (source.startsWith('//', from)) {
      const [next, other] = [source.indexOf('\n', from), source.indexOf('\r', from)].map((at) =>
        at < 0 ? source.length : at,
      );
      return source.slice(from, Math.min(next, other));
    }
    if (!source.startsWith('/*', from)) return '';
    const end = source.indexOf('*/', from + 2);
    if (end >= 0) return source.slice(from, end + 2);
    const place = { line: this.#line, column: from - this.#lineStart + 1 };
    throw fault(place, 'A comment begins here and never ends; close it with "*/".');
  }
}

/** A token for a sentence that refuses it. */
export function shownToken(token: Token): string {
  if (token.kind === 'end') return 'the end of the program';
  return token.kind === 'text' ? `the text ${shownValue(token.text)}` : `"${cutShort(token.text)}"`;
}
