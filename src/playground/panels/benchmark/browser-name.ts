/** Browsers by what their user agent has of them, the particular before what it claims to be compatible with. */
const browsers = [
  ['Edge', /\bEdg\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\bFirefox\/(\d+)/],
  ['Chrome', /\b(?:Headless)?Chrome\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]* .*Safari\//],
] as const;

/** Returns a browser's name and version from its user agent, such as `Chrome 147`; of others the user agent itself, cut short. */
export function browserName(userAgent: string): string {
  for (const [name, pattern] of browsers) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return userAgent.slice(0, 100);
}

/** Returns what a user agent says of the system, such as `X11; Linux x86_64`; null where it says nothing. */
export function systemName(userAgent: string): string | null {
  return /\(([^)]{1,100})\)/.exec(userAgent)?.[1] ?? null;
}
