declare module '*?text' {
  /** A program of its own, whole, as text. */
  export const text: string;
}
