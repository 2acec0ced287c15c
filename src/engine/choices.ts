/** Every choice of one of each list, the last list's changing first. */
export function forEachChoice<T>(lists: readonly (readonly T[])[], visit: (chosen: readonly T[]) => void): void {
  const total = lists.reduce((product, list) => product * list.length, 1);
  const chosen = lists.map(([first]) => first);
  for (let n = 0; n < total; n++) {
    let rest = n;
    for (let i = lists.length - 1; i >= 0; i--) {
      chosen[i] = lists[i][rest % lists[i].length];
      rest = Math.floor(rest / lists[i].length);
    }
    visit(chosen);
  }
}
