/**
 * Returns a function that gathers what it is given until the event loop turns, and then does all of it at once.
 *
 * @param work - is given at most `most` at a time, one list after another
 */
export function gathered<T>(most: number, work: (items: readonly T[]) => Promise<void>): (item: T) => Promise<void> {
  let items: T[] = [];
  let done: Promise<void> | null = null;
  const all = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    const own = items;
    items = [];
    done = null;
    for (let from = 0; from < own.length; from += most) await work(own.slice(from, from + most));
  };
  return (item) => {
    items.push(item);
    done ??= all();
    return done;
  };
}
