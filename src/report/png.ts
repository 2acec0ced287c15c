import { Resvg } from '@resvg/resvg-js';

/**
 * Renders an SVG document as a PNG image, at twice its size so that it is sharp on every screen.
 *
 * Letters come from the system's fonts. A system without fonts gives a picture without letters: see {@link hasFonts}.
 *
 * @returns the bytes of the file
 */
export function renderPng(svg: string): Uint8Array {
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 } }).render().asPng();
}

/** Tells whether the system has any font to write with. */
export function hasFonts(): boolean {
  const probe = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">x</text></svg>';
  return new Resvg(probe).getBBox() !== undefined;
}
