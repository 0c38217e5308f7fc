/**
 * `make`, asked once for each key. Where keys come from users there is no end to them: with `most`, all that was made is
 * forgotten when there are that many, and made again when asked for.
 */
export function remembered<Key, Made>(make: (key: Key) => Made, most = Number.POSITIVE_INFINITY): (key: Key) => Made {
  const made = new Map<Key, Made>();
  return key => {
    if (made.has(key)) return made.get(key)!;
    const fresh = make(key);
    if (made.size >= most) made.clear();
    made.set(key, fresh);
    return fresh;
  };
}
