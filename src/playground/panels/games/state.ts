import { computed, effect, signal, untracked } from '@preact/signals';
import { isEbitError } from '../../../errors.js';
import { openAsker } from '../../ask.js';
import type { AskedGame, GameFacts, PlayedStrategy, StrategyNews, StrategyOrder } from '../../questions/games.js';
import { messageOf } from '../../ui/error-note.js';
import { choiceSetting, panelSetting, wholeSetting } from '../settings.js';
import { gameForms, gameOfWords, TABLE } from './named.js';

/** A longer table does not stand in the address. */
export const LONGEST_IN_ADDRESS = 2000;
/** A longer one is no game that a page finds the ceilings of. */
const LONGEST = 2_000_000;

/** The words of the game that has a name, or {@link TABLE}. */
export const words = panelSetting<string>('games.game', {
  first: 'chsh',
  read: (word) => (word === TABLE || gameOfWords(word) !== null ? word : undefined),
  write: (value) => value,
  wanted: `give ${gameForms} or ${TABLE}`,
});

/** The table of one's own, as text; empty before there is one. */
export const table = panelSetting<string>('games.table', {
  first: '',
  read: (word) => (word.length <= LONGEST_IN_ADDRESS ? word : undefined),
  write: (text) => (text.length <= LONGEST_IN_ADDRESS ? text : ''),
  wanted: `give a table of at most ${LONGEST_IN_ADDRESS} signs`,
});

/** How often the majority of some shots may err. */
export const ERRORS = [0.1, 0.05, 0.01, 0.001] as const;
export const error = choiceSetting<(typeof ERRORS)[number]>('games.error', ERRORS, 0.01);

export const ebits = choiceSetting<number>('games.ebits', [0, 1, 2], 1);
export const coins = choiceSetting<number>('games.coins', [0, 1, 2], 0);
export const STARTS = [1, 2, 5, 10] as const;
export const starts = choiceSetting<number>('games.starts', STARTS, 5);
export const seed = wholeSetting('games.seed', { min: 0, max: 999_999, first: 0 });

/** What is asked of the worker; null where there is no table yet. */
export const asked = computed((): AskedGame | null => {
  if (words.value !== TABLE) return { name: words.value };
  return table.value.trim() === '' ? null : { table: table.value };
});

/** Takes a table of one's own. @returns what is wrong with it, in words, or null */
export function takeTable(text: string): string | null {
  if (text.length > LONGEST) return `The table has ${text.length} signs; give at most ${LONGEST}.`;
  words.value = TABLE;
  table.value = text.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, '');
  return null;
}

/** What was found of something: null while it is looked for, or not asked for. */
export type Found<T> = { readonly found: T } | { readonly fault: string } | null;

export const facts = signal<Found<GameFacts>>(null);
type Margins = Awaited<ReturnType<typeof import('../../questions/games.js').gameMargins>>;
export const margins = signal<Found<Margins>>(null);
/** With coins, and with ebits; null for a number of shots that is never enough. */
export const shots = signal<Found<readonly (number | null)[]>>(null);

/** The strategy that was trained, with the order that it was trained by; null before. */
export const strategy = signal<{ readonly order: StrategyOrder; readonly played: PlayedStrategy } | null>(null);
/** How much of a training is done; null while there is none. */
export const training = signal<number | null>(null);
export const trainingFault = signal<string | null>(null);

/** So long the settings rest before something is looked for, milliseconds. */
const REST = 250;

const finder = openAsker();
const trainer = openAsker();

async function find<T>(into: { value: Found<T> }, question: Promise<T>, isWanted: () => boolean): Promise<T | null> {
  try {
    const found = await question;
    if (!isWanted()) return null;
    into.value = { found };
    return found;
  } catch (fault) {
    if (isWanted()) into.value = { fault: messageOf(fault) };
    return null;
  }
}

let look = 0;
/** The game that was looked for last. */
let before: AskedGame | null = null;

async function lookFor(game: AskedGame): Promise<void> {
  const own = ++look;
  const isWanted = () => own === look;
  const found = await find(facts, finder.ask('gameFacts', game), isWanted);
  if (found === null) return;
  await find(margins, finder.ask('gameMargins', game), isWanted);
}

/** Ends what is looked for. */
function stop(): void {
  look += 1;
  finder.close();
}

/** Finds what there is to know of the game, for as long as somebody looks. @returns ends it */
export function followGame(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ends = [
    effect(() => {
      const game = asked.value;
      untracked(() => {
        const isSame = JSON.stringify(game) === JSON.stringify(before);
        before = game;
        if (isSame && facts.value !== null && margins.value !== null) return;
        clearTimeout(timer);
        stop();
        cancel();
        for (const one of [facts, margins, shots, strategy]) one.value = null;
        if (game !== null) timer = setTimeout(() => void lookFor(game), REST);
      });
    }),
    effect(() => {
      const found = margins.value;
      const most = error.value;
      if (found === null || 'fault' in found) return;
      const { classical, quantum } = found.found;
      const isWanted = () => margins.peek() === found && error.peek() === most;
      void find(shots, finder.ask('gameShots', [classical.lower, quantum.lower], most), isWanted);
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
    stop();
    cancel();
  };
}

/** Ends a training; the best that it came to stays. */
export function cancel(): void {
  trainer.close();
  training.value = null;
}

/** Trains players of the game. */
export async function train(): Promise<void> {
  const game = asked.peek();
  if (game === null) return;
  cancel();
  trainingFault.value = null;
  strategy.value = null;
  training.value = 0;
  const order = { ebits: ebits.peek(), coins: coins.peek(), starts: starts.peek(), seed: seed.peek() };
  const show = (played: PlayedStrategy) => {
    strategy.value = { order, played };
  };
  try {
    const hear = ({ done, best }: StrategyNews) => {
      training.value = done;
      if (best !== null) show(best);
    };
    show(await trainer.follow('gameStrategy', [game, order], hear));
    training.value = null;
  } catch (fault) {
    if (isEbitError(fault) && fault.code === 'aborted') return;
    training.value = null;
    trainingFault.value = messageOf(fault);
  }
}
