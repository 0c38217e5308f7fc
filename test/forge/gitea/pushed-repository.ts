import { openBareRepository, type BareRepository } from "../bare-repository.ts";

/** A repository of a real forge, whose files are not ours: each step is done on a copy, with a fetch before it and a push of what it changed after it. */
export async function pushedRepository(path: string, { cloneUrl, token, protect }: { cloneUrl: string; token: string; protect(branch: string): Promise<void> }): Promise<BareRepository> {
  const copy = await openBareRepository(path);
  await copy.git("config", `http.${new URL(cloneUrl).origin}/.extraHeader`, `Authorization: Basic ${Buffer.from(`bot:${token}`).toString("base64")}`);
  const branches = (): Promise<string> => copy.git("for-each-ref", "--format=%(objectname) %(refname)", "refs/heads");

  /** One step after another: they share the copy. */
  let last: Promise<unknown> = Promise.resolve();
  function step<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(async () => {
      await copy.git("fetch", "--quiet", "--prune", "--update-head-ok", cloneUrl, "+refs/heads/*:refs/heads/*");
      const before = await branches();
      const result = await work();
      if ((await branches()) !== before) await copy.git("push", "--quiet", "--force", "--prune", cloneUrl, "refs/heads/*:refs/heads/*");
      return result;
    });
    last = next.catch(() => undefined);
    return next;
  }

  return {
    protect,
    git: (...args) => step(() => copy.git(...args)),
    tip: branch => step(() => copy.tip(branch)),
    seed: dir => step(() => copy.seed(dir)),
    commit: change => step(() => copy.commit(change)),
    merge: (head, base, message) => step(() => copy.merge(head, base, message)),
    show: (branch, file) => step(() => copy.show(branch, file)),
  };
}
