import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { checkOptions, type OptionNames } from '../options.js';
import { shownValue } from '../shown-value.js';

/** What a setting may be, said once for the options of a call and for what a file holds. */
export interface Rule<T> {
  /** Its name, as the beginning of a sentence. */
  readonly what: string;
  /** What it is unless told. */
  readonly standard: T;
  fits(value: unknown): boolean;
  /** What belongs there: `a number above 0, such as 0.01`. */
  readonly belongs: string;
}

/** The rule of every setting but the word that says which kind they belong to. */
export type Rules<Plan extends object> = { readonly [Name in Exclude<keyof Plan, 'kind'>]-?: Rule<Plan[Name]> };

/** A finite number within limits. */
export function numberRule(
  what: string,
  standard: number,
  belongs: string,
  fits: (x: number) => boolean,
): Rule<number> {
  return { what, standard, belongs, fits: (x) => typeof x === 'number' && Number.isFinite(x) && fits(x) };
}

/** A whole number between two limits. */
export function wholeRule(what: string, standard: number, least: number, most: number): Rule<number> {
  return numberRule(what, standard, `an integer from ${least} to ${most}`, (x) => {
    return Number.isInteger(x) && x >= least && x <= most;
  });
}

/** Yes or no. */
export function flagRule(what: string, standard: boolean): Rule<boolean> {
  return { what, standard, belongs: 'true or false', fits: (x) => typeof x === 'boolean' };
}

/** Returns a value that fits its rule, or the standard for undefined. @throws EbitError 'range' for another value */
export function ruled<T>(rule: Rule<T>, value: T | undefined): T {
  if (value === undefined) return rule.standard;
  if (rule.fits(value)) return value;
  throw new EbitError('range', `${rule.what} is ${shownValue(value)}; give ${rule.belongs}.`);
}

/**
 * Returns settings that were checked, with every standard filled in.
 *
 * @param who - takes them, as the beginning of a sentence
 * @throws EbitError 'config' for what is no object or has an unknown name, 'range' for a value outside its limits
 */
export function completed<Plan extends object>(who: string, given: Partial<Plan>, rules: Rules<Plan>): Plan {
  const names = Object.keys(rules) as (keyof typeof rules)[];
  const known = Object.fromEntries(['kind', ...names].map((name) => [name, true]));
  if (!Object.hasOwn(Object(given), 'kind')) delete known.kind;
  checkOptions(who, given, known as unknown as OptionNames<Partial<Plan>>);
  const values = names.map((name) => [name, ruled(rules[name] as Rule<unknown>, given[name])]);
  return { ...('kind' in given ? { kind: given.kind } : {}), ...Object.fromEntries(values) } as Plan;
}

/** The schema of a value under a rule. */
export function ruleSchema<T>(rule: Rule<T>): v.GenericSchema<T> {
  const said = ({ input }: { readonly input: unknown }) => `${shownValue(input)} where ${rule.belongs} belongs`;
  return v.pipe(v.unknown(), v.check(rule.fits, said)) as unknown as v.GenericSchema<T>;
}

/** The entries of a schema for settings under rules, each of which may be left out. */
export function ruleEntries<Plan extends object>(
  rules: Rules<Plan>,
): { [Name in Exclude<keyof Plan, 'kind'>]-?: v.OptionalSchema<v.GenericSchema<Plan[Name]>, undefined> } {
  const entries = Object.entries(rules).map(([name, rule]) => [name, v.optional(ruleSchema(rule as Rule<unknown>))]);
  return Object.fromEntries(entries);
}

/** A schema for settings under rules that no `kind` tells apart from others; valibot's own would take a list for them. */
export function ruledObjectSchema<Plan extends object>(rules: Rules<Plan>): v.GenericSchema<Partial<Plan>> {
  const noList = v.custom<object>((x) => !Array.isArray(x), 'a list where an object belongs');
  return v.pipe(noList, v.strictObject(ruleEntries(rules))) as unknown as v.GenericSchema<Partial<Plan>>;
}
