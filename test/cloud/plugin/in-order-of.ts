/**
 * Lays `found` out along `known`: what is the same stands at the same place, what is new takes the places left free, the rest follows.
 * A place of `known` for which nothing is left holds `undefined`.
 */
export function inOrderOf<Item>(known: Item[], found: Item[], isSame: (known: Item, found: Item) => boolean): (Item | undefined)[] {
  const rest = [...found];
  const placed = known.map(item => {
    const at = rest.findIndex(candidate => isSame(item, candidate));
    return at < 0 ? undefined : rest.splice(at, 1)[0];
  });
  return [...placed.map(item => item ?? rest.shift()), ...rest];
}
