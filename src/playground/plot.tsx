import * as Plot from '@observablehq/plot';
import { useEffect, useRef, useState } from 'preact/hooks';

/** What a chart takes. */
export interface ChartProps {
  /** As `Plot.plot` takes them; the width is that of the chart's box. */
  readonly options: Plot.PlotOptions;
  /** What the picture shows, in a sentence, for those who do not see it. */
  readonly label: string;
  /** Called with every picture that is drawn, for those who want to save it. */
  readonly onDrawn?: (picture: SVGSVGElement) => void;
}

/** Draws a plot whose stylesheet is the page's own: the page's policy refuses styles that come with an element. */
export function drawPlot(options: Plot.PlotOptions): SVGSVGElement {
  const picture = Plot.plot({ className: 'plot', ...options }) as SVGSVGElement;
  for (const style of picture.querySelectorAll('style')) style.remove();
  return picture;
}

/** A plot as wide as its box, drawn again when the box or the options change, at most once a frame. */
export function Chart({ options, label, onDrawn }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [fault, setFault] = useState<{ readonly thrown: unknown } | null>(null);
  // A frame's exception is nobody's; thrown here it is that of this part of the page.
  if (fault !== null) throw fault.thrown;

  useEffect(() => {
    const element = box.current as HTMLDivElement;
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    setWidth(Math.floor(element.clientWidth));
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (width === 0) return;
    const frame = requestAnimationFrame(() => {
      try {
        const picture = drawPlot({ ...options, width });
        picture.setAttribute('aria-hidden', 'true');
        box.current?.replaceChildren(picture);
        onDrawn?.(picture);
      } catch (thrown) {
        setFault({ thrown });
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [options, width, onDrawn]);

  return <div ref={box} class="chart" role="img" aria-label={label} />;
}
