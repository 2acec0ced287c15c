/** The version of this package, as package.json says it; a test holds both together. */
export const VERSION = '0.1.0';
