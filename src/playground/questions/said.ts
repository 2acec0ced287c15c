import type { EbitErrorCode } from '../../errors.js';

/** What the worker says to a question: its answer, what it failed by, or how far it is. */
export type Said =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly message: string; readonly code: EbitErrorCode | null }
  | { readonly id: number; readonly news: unknown };

/** Through which an answer tells how far it is, as its last argument: plain data. */
// biome-ignore lint/suspicious/noExplicitAny: each answer says itself what it tells
export type Tell = (news: any) => void;
