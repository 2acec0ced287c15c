import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Returns a place for an element and that element's size in pixels, 0 until it is known. */
export function useSize<T extends Element>(): {
  readonly place: RefObject<T | null>;
  readonly width: number;
  readonly height: number;
} {
  const place = useRef<T>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = place.current as T;
    const read = () => {
      const { width, height } = element.getBoundingClientRect();
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    };
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    return () => observer.disconnect();
  }, []);
  return { place, ...size };
}
