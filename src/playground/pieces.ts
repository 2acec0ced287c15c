// The parts of the page that are fetched when they are first wanted. They are classic scripts, which a page that was opened
// from a file may load as well; each leaves what it brings under its name.
import { EbitError } from '../errors.js';

/** What the pieces bring, by their names. */
interface Pieces {
  /** Puts the workshop into an element, once. */
  workshop: { mount(element: HTMLElement): void };
  /** The text of the workers' program. */
  program: string;
}

/** Where a piece's script leaves what it brings. */
declare global {
  var ebitPieces: Partial<Pieces> | undefined;
}

/** Adds an element that loads a file, and waits for it. */
function loaded(element: HTMLScriptElement | HTMLLinkElement, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    element.onload = () => resolve();
    element.onerror = () => {
      element.remove();
      reject(new EbitError('file', `"${file}" could not be loaded; is it beside the page, and the network there?`));
    };
    document.head.append(element);
  });
}

function script(name: string): Promise<void> {
  const file = `${name}.js`;
  return loaded(Object.assign(document.createElement('script'), { src: file }), file);
}

function styles(name: string): Promise<void> {
  const file = `${name}.css`;
  return loaded(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: file }), file);
}

const asked = new Map<keyof Pieces, Promise<unknown>>();

/** Loads a piece once; what failed is tried again when it is asked for again. */
function piece<N extends keyof Pieces>(name: N, load: () => Promise<unknown>): Promise<Pieces[N]> {
  const known = asked.get(name) as Promise<Pieces[N]> | undefined;
  if (known !== undefined) return known;
  const found = load().then(() => {
    const brought = globalThis.ebitPieces?.[name];
    if (brought === undefined) throw new EbitError('file', `"${name}.js" is not the one of this page; load it again.`);
    return brought as Pieces[N];
  });
  asked.set(name, found);
  found.catch(() => asked.delete(name));
  return found;
}

/** The workshop: its panels, and the plots that they draw. @throws EbitError 'file' if it cannot be loaded */
export function loadWorkshop(): Promise<Pieces['workshop']> {
  return piece('workshop', () => Promise.all([script('workshop'), styles('workshop')]));
}

/** The text of the program that the page's workers run. @throws EbitError 'file' if it cannot be loaded */
export function loadProgram(): Promise<string> {
  return piece('program', () => script('program'));
}
