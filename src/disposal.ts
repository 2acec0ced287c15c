// `using` and `await using` close what was opened, by the methods that JavaScript names with symbols. Runtimes that do not
// know the symbols yet run such a program through a compiler, whose helpers then look for one of the registry.

/** The symbol that names a way of disposing, looked up when it is needed: a program may bring it along after this module. */
function symbolNamed(name: 'dispose' | 'asyncDispose'): symbol {
  return Symbol[name] ?? Symbol.for(`Symbol.${name}`);
}

/**
 * Lets `using` close what was opened.
 *
 * @param opened - is given the method named `Symbol.dispose`, which calls its `close`; closing twice must be no mistake
 * @returns the same object
 */
export function disposable<T extends { close(): void }>(opened: T): T & Disposable {
  const method: unknown = { [symbolNamed('dispose')]: () => opened.close() };
  return Object.assign(opened, method as Disposable);
}

/**
 * Lets `await using` close what was opened, and wait until it is closed.
 *
 * @param opened - is given the method named `Symbol.asyncDispose`, which calls its `close`; closing twice must be no mistake
 * @returns the same object
 */
export function asyncDisposable<T extends { close(): Promise<void> }>(opened: T): T & AsyncDisposable {
  const method: unknown = { [symbolNamed('asyncDispose')]: () => opened.close() };
  return Object.assign(opened, method as AsyncDisposable);
}
