/** What `make` makes at the first call, and the same at every later one: what only some previews need costs the others nothing. */
export function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
