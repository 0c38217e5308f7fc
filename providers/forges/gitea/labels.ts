import { z } from "zod";
import { once } from "../_shared/once.ts";
import type { GiteaApi } from "./gitea-api.ts";
import { labelAnswer } from "./schema.ts";

/** Ids of labels by their names; those that are missing are made. Gitea takes names where labels are added, but only ids where something is opened. */
export type LabelIds = (names: readonly string[]) => Promise<number[]>;

const COLOR = "#d93f0b";

export function labelIds(api: GiteaApi, organisation: GiteaApi): LabelIds {
  const known = new Map<string, number>();

  async function learn(): Promise<void> {
    // Of a user there are none, and a token may not see those of an organisation: a label of the repository does as well.
    const shared = await organisation.list(labelAnswer, "/labels").catch(() => []);
    for (const { name, id } of [...shared, ...(await api.list(labelAnswer, "/labels"))]) known.set(name, id);
  }
  async function make(name: string): Promise<number> {
    const { id } = await api.ask(labelAnswer, "POST", "/labels", { name, color: COLOR });
    known.set(name, id);
    return id;
  }

  return async names => {
    if (names.some(name => !known.has(name))) await learn();
    const ids = [];
    for (const name of names) ids.push(known.get(name) ?? (await once(() => make(name), () => learn().then(() => known.get(name)))));
    return ids;
  };
}

/** Adds labels to an issue or a pull request. */
export async function addLabels(api: GiteaApi, idsOf: LabelIds, number: number, names: readonly string[]): Promise<void> {
  if (names.length > 0) await api.ask(z.unknown(), "POST", `/issues/${number}/labels`, { labels: await idsOf(names) });
}
