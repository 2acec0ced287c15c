/** What the build makes of files that are no modules. */
declare module '*.css';

declare module '*?text' {
  /** A program of its own, whole, as text. */
  export const text: string;
}
