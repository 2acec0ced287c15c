/** What may be said of settings of some kind before the rest is filled in: all but what is wrong may be missing. */
export type PartialOf<S> = S extends { readonly kind: infer Kind }
  ? { readonly kind?: Kind | undefined } & { readonly [Name in keyof Omit<S, 'kind'>]?: S[Name] | undefined }
  : never;
