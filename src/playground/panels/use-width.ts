import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Returns a place for an element and that element's width in pixels, 0 until it is known. */
export function useWidth<T extends Element>(): { readonly place: RefObject<T | null>; readonly width: number } {
  const place = useRef<T>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = place.current as T;
    const read = () => setWidth(Math.floor(element.getBoundingClientRect().width));
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    return () => observer.disconnect();
  }, []);
  return { place, width };
}
