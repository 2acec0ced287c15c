/** Whether two types are one and the same, `readonly` and `?` included. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles where A and B are the same type; does nothing. */
export function same<A, B>(..._faults: Same<A, B> extends true ? [] : [fault: never]): void {}

/** Something of a type, for programs that are compiled and never run. */
export function some<T>(): T {
  return undefined as T;
}
