/**
 * Returns the first of many sentences about what an address asks for in vain, and in place of the others how many they are.
 *
 * @param most - how many are said one by one
 */
export function fewFaults(faults: readonly string[], most: number): readonly string[] {
  const more = faults.length - most;
  return more <= 0 ? faults : [...faults.slice(0, most), `The address asks for ${more} more in vain.`];
}
