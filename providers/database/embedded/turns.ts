/** One at a time, in the order they asked. Gives what ends the turn. */
export function turns(): () => Promise<() => void> {
  let last = Promise.resolve();
  return async () => {
    const before = last;
    let end!: () => void;
    last = new Promise(done => (end = done));
    await before;
    return end;
  };
}
