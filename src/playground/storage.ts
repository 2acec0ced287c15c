// The browser's storage, which a page from a file or in a private window may lack: nothing is then kept.

/** Returns what was kept under a name, or null. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`ebit-${name}`);
  } catch {
    return null;
  }
}

/** Keeps a text under a name until the next visit; null forgets it. Tells whether that was possible. */
export function keep(name: string, text: string | null): boolean {
  try {
    if (text === null) localStorage.removeItem(`ebit-${name}`);
    else localStorage.setItem(`ebit-${name}`, text);
    return true;
  } catch {
    return false;
  }
}

/** Returns what this window kept under a name before it was loaded again, or null. */
export function keptForReload(name: string): string | null {
  try {
    return sessionStorage.getItem(`ebit-${name}`);
  } catch {
    return null;
  }
}

/** Keeps a text until this window is closed; null forgets it. Tells whether that was possible; else nothing is kept of it. */
export function keepForReload(name: string, text: string | null): boolean {
  try {
    if (text === null) sessionStorage.removeItem(`ebit-${name}`);
    else sessionStorage.setItem(`ebit-${name}`, text);
    return true;
  } catch {
    forgetForReload(name);
    return false;
  }
}

function forgetForReload(name: string): void {
  try {
    sessionStorage.removeItem(`ebit-${name}`);
  } catch {
    // There is no storage at all.
  }
}
