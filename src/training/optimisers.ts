import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { checkedWord } from '../options.js';
import { lazily } from '../schema.js';
import { shownValue } from '../shown-value.js';
import { type AdamOptions, type AdamSettings, adamKind } from './adam.js';
import { type AdamWSettings, adamwKind } from './adamw.js';
import type { Optimiser, OptimiserKind, OptimiserState, OptimiserStateFile } from './optimiser.js';
import { completed, type Rule, ruleEntries } from './rule.js';
import { type SgdSettings, sgdKind } from './sgd.js';

/** All kinds of optimisers by name; a new one is a file, and its name here and among the settings. */
const optimisers = { adam: adamKind, adamw: adamwKind, sgd: sgdKind } satisfies Record<
  OptimiserSettings['kind'],
  object
>;

/** The name of an optimiser. */
export type OptimiserName = keyof typeof optimisers;

/** Every {@link OptimiserName}; the first is the default. */
export const optimiserNames = Object.keys(optimisers) as OptimiserName[];

type Complete<Settings> = Settings extends unknown ? Required<Settings> : never;

/** An optimiser by name, with those of its settings that are not to be as they are unless told. */
export type OptimiserSettings = AdamSettings | AdamWSettings | SgdSettings;

/** {@link OptimiserSettings}, complete. */
export type OptimiserPlan = Complete<OptimiserSettings>;

function kindOf(name: OptimiserName): OptimiserKind<OptimiserSettings, OptimiserState> {
  return optimisers[name] as unknown as OptimiserKind<OptimiserSettings, OptimiserState>;
}

/** The settings of a kind of optimiser beside its name, and what each may be. */
export function optimiserRules(name: OptimiserName): Readonly<Record<string, Rule<unknown>>> {
  return kindOf(name).rules as unknown as Readonly<Record<string, Rule<unknown>>>;
}

/** Returns the optimiser of checked, complete settings. */
export function openOptimiser(plan: OptimiserPlan): Optimiser {
  return kindOf(plan.kind).open(plan);
}

/**
 * Returns the settings of an optimiser, checked and complete.
 *
 * @param given - Adam unless given
 * @param flat - Adam's settings as a fit takes them beside the optimiser; what both say has to be the same
 * @throws EbitError 'config' for an unknown kind or name, and where the two contradict each other; 'range' for a number
 *   outside its limits
 */
export function completeOptimiser(given: OptimiserSettings | undefined, flat: AdamOptions = {}): OptimiserPlan {
  const told = Object.entries(flat).filter(([, value]) => value !== undefined);
  const { kind = optimiserNames[0], ...own } = given ?? {};
  if (given !== undefined) {
    if (typeof given !== 'object' || given === null || !('kind' in given)) {
      throw new EbitError(
        'config',
        `The optimiser is ${shownValue(given)}; give an object such as { kind: "${optimiserNames[0]}" }.`,
      );
    }
    checkedWord('optimiser', kind, optimiserNames);
  }
  const { rules } = kindOf(kind);
  for (const [name, value] of told) {
    const other: unknown = (own as Record<string, unknown>)[name];
    if (!Object.hasOwn(rules, name)) {
      throw new EbitError(
        'config',
        `The optimiser ${kind} has no ${name}; leave the ${name} of ${shownValue(value)} out.`,
      );
    }
    if (other === undefined || Object.is(other, value)) continue;
    throw new EbitError(
      'config',
      `There are two of ${name}: ${shownValue(value)}, and ${shownValue(other)} in the optimiser; give it once.`,
    );
  }
  const plan = completed<OptimiserPlan>(`The optimiser ${kind}`, { kind, ...Object.fromEntries(told), ...own }, rules);
  const contradiction = kindOf(kind).contradiction?.(plan) ?? null;
  if (contradiction !== null) throw new EbitError('config', contradiction);
  return plan;
}

/** The schema of {@link OptimiserSettings} in a file. */
export const optimiserSchema = lazily(() => {
  const schemas = optimiserNames.map((name) =>
    v.strictObject({ kind: v.literal(name), ...ruleEntries(kindOf(name).rules) }),
  );
  return v.variant('kind', schemas as [(typeof schemas)[number]]) as unknown as v.GenericSchema<OptimiserSettings>;
});

/** The schema of the state of a kind of optimiser in a file. */
export function optimiserStateSchema(name: OptimiserName): v.GenericSchema<OptimiserStateFile> {
  return kindOf(name).state();
}

/** Says what in a state contradicts an optimiser's settings, or null. */
export function optimiserFault(plan: OptimiserPlan, state: OptimiserStateFile): string | null {
  return kindOf(plan.kind).fault(plan, state);
}
