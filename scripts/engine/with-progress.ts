import type { Say } from "../say.ts";

const EVERY_MS = 10_000;

/** Waits for `work` and says every ten seconds that it goes on, with `detail()` where there is more to tell. */
export async function withProgress<T>(title: string, say: Say, work: Promise<T>, detail = () => ""): Promise<T> {
  const started = performance.now();
  say(`${title} …`);
  const ticker = setInterval(() => {
    const more = detail();
    say(`${title} … ${Math.round((performance.now() - started) / 1000)} s${more && `, ${more}`}`);
  }, EVERY_MS);
  try {
    return await work;
  } finally {
    clearInterval(ticker);
  }
}
