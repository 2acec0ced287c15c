import { divergingColour, pageColour, rgbOf } from './colours.js';

/**
 * Paints a square map from label to label, one pixel a cell; the page scales it.
 *
 * @param values - from -1 to 1, rows from below; null leaves it empty
 */
export function paintMap(canvas: HTMLCanvasElement, size: number, values: ArrayLike<number> | null): void {
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (values === null || context === null) return;
  const [low, middle, high] = ['minus', 'middle', 'plus'].map((name) => rgbOf(pageColour(`label-${name}-ground`)));
  const image = context.createImageData(size, size);
  Array.from(values).forEach((value, cell) => {
    const row = size - 1 - Math.floor(cell / size);
    image.data.set([...divergingColour(value, { low, middle, high }), 255], 4 * (row * size + (cell % size)));
  });
  context.putImageData(image, 0, 0);
}
