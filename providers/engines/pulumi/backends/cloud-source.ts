import { z } from "zod";
import { GuidedError, stackName, type StackRef } from "../../../../model/index.ts";
import { ask, refusal } from "./ask.ts";
import { BucketFailure, NotUnderstood } from "./bucket.ts";
import { inTime } from "./in-time.ts";
import type { StateSource } from "./state-source.ts";
import { succeeded, updateRecord } from "./update-history.ts";

// The answers are those that the engine itself reads: https://github.com/pulumi/pulumi/tree/v3.250.0/sdk/go/common/apitype
const summaries = z.object({ stacks: z.array(z.object({ orgName: z.string(), projectName: z.string(), stackName: z.string() })), continuationToken: z.string().nullish() });
const deployment = z.looseObject({ version: z.int() });
const stack = z.object({ activeUpdate: z.string().nullish(), currentOperation: z.object({ author: z.string().nullish(), started: z.number().nullish() }).nullish() });
const history = z.object({ updates: z.array(updateRecord).nullish() });

/** Updates that are looked through for one that succeeded. */
const PAGE = 50;

/** The states that Pulumi Cloud keeps, by its REST API: https://www.pulumi.com/docs/reference/cloud-rest-api/. Only ever GET. @throws {NotUnderstood} where no token is configured */
export function cloudSource(address: string, env: () => NodeJS.ProcessEnv, deadlineMs: number): StateSource {
  const get = async <T>(path: string, shape: z.ZodType<T>, missing: Error): Promise<T> => {
    const token = env()["PULUMI_ACCESS_TOKEN"];
    if (!token) throw withoutToken();
    const headers = { authorization: `token ${token}`, accept: "application/vnd.pulumi+8" };
    const answer = await inTime(signal => ask({ url: `${address.replace(/\/+$/, "")}/api/${path}`, headers, signal }), deadlineMs);
    if (answer.status === 404) throw missing;
    if (answer.status === 401) throw new BucketFailure("refused", "its access token is not valid");
    if (answer.status !== 200) throw refusal(answer, "");
    return understood(answer.body, shape);
  };
  const ofStack = <T>(ref: StackRef, path: string, shape: z.ZodType<T>): Promise<T> =>
    get(`stacks/${[ref.organization ?? "", ref.project, ref.stack].map(encodeURIComponent).join("/")}${path}`, shape, missingStack(ref));
  return {
    async check() {
      if (!env()["PULUMI_ACCESS_TOKEN"]) throw withoutToken();
    },
    async list() {
      const found: Omit<StackRef, "backend">[] = [];
      for (let token: string | undefined = ""; token !== undefined; ) {
        const page: z.infer<typeof summaries> = await get(`user/stacks${token ? `?continuationToken=${encodeURIComponent(token)}` : ""}`, summaries, new BucketFailure("missing", "there is no Pulumi Cloud"));
        found.push(...page.stacks.map(({ orgName, projectName, stackName: name }) => ({ project: projectName, stack: name, organization: orgName })));
        token = page.continuationToken || undefined;
      }
      return found;
    },
    exported: ref => ofStack(ref, "/export", deployment),
    async updateInProgress(ref) {
      const { activeUpdate, currentOperation } = await ofStack(ref, "", stack);
      if (!activeUpdate && !currentOperation) return undefined;
      const { started, author } = currentOperation ?? {};
      return { ...(started ? { since: new Date(started * 1000).toISOString() } : {}), ...(author ? { by: author } : {}) };
    },
    async lastUpdate(ref, kind) {
      const { updates } = await ofStack(ref, `/updates?pageSize=${PAGE}&page=1`, history);
      return (updates ?? []).map(update => succeeded(update, kind)).find(update => update !== undefined);
    },
  };
}

/** A login that the engine keeps to itself, and renews, is the engine's. */
function withoutToken(): NotUnderstood {
  return new NotUnderstood("no access token is configured for it");
}

function missingStack(ref: StackRef): GuidedError {
  return new GuidedError("STACK_MISSING", `Stack ${stackName(ref)} is not in its backend.`, "Check `stacks` in trueup.yaml, or `pulumi stack ls --all`.");
}

/** The address of the console is no API, but the engine knows the way from the one to the other. */
function understood<T>(body: Uint8Array, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(Buffer.from(body).toString("utf8")));
  } catch {
    throw new NotUnderstood("it answers in another way than Pulumi Cloud");
  }
}
