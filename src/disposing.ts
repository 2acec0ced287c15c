// What is closed by `using`, on every engine and for every compiler: Symbol.dispose is not everywhere yet.

/** The key of a method for `using`; never where the compiler's library has none. */
type DisposeKey = SymbolConstructor extends { readonly dispose: infer Key extends symbol } ? Key : never;

/** Closed at the end of its block by `using`, where language and engine have it. */
export type ClosedByUsing = { readonly [Key in DisposeKey]: () => void };

/** Returns the same object, which `using` closes where the engine has Symbol.dispose. */
export function closedByUsing<T extends ClosedByUsing & { close(): void }>(one: Omit<T, keyof ClosedByUsing>): T {
  const closed = one as T;
  const { dispose } = Symbol as { readonly dispose?: symbol };
  if (dispose !== undefined) Object.defineProperty(one, dispose, { value: () => closed.close() });
  return closed;
}
