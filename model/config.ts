import { z } from "zod";

/** The title of every secret reference in the schema: what stands in such a place is never repeated in a message. */
export const SECRET_REFERENCE = "secret reference";

/** Where a secret comes from. A secret itself never stands in `trueup.yaml`. */
export const secretReference = z
  .union([
    z.strictObject({ env: z.string().regex(/^[A-Za-z_]\w*$/).describe("environment variable that holds it") }),
    z.strictObject({ file: z.string().min(1).describe("file that holds it, relative to trueup.yaml") }),
  ])
  .meta({ title: SECRET_REFERENCE, description: "`{ env: NAME }` or `{ file: PATH }`" });
export type SecretReference = z.infer<typeof secretReference>;

const backend = z.strictObject({
  url: z.string().regex(/^(file|s3|azblob|gs|postgres|https?):\/\//, "must start with file://, s3://, azblob://, gs://, postgres:// or https://").describe("as for `pulumi login`; file:// paths are relative to trueup.yaml"),
  secrets: z.strictObject({ passphrase: secretReference.optional() }).optional().describe("what decrypts the stacks' secrets"),
  token: secretReference.optional().describe("access token for Pulumi Cloud: `{ env: NAME }` or `{ file: PATH }`"),
});

const source = z.strictObject({
  forge: z.string().describe("a key of `forges`"),
  repository: z.string().regex(/^[^/\s]+(\/[^/\s]+)+$/, "must be owner/name").describe("owner/name, as the forge writes it"),
  path: z.string().default("{project}").describe("project folder in the repository; {project} and {stack} are filled in"),
  branch: z.string().optional().describe("default: the repository's default branch"),
  prepare: z.array(z.string().min(1)).min(1).optional().describe("command that makes a fresh checkout runnable, as words, run without a shell in the project folder: [npm, ci]"),
});

const stackRule = z.strictObject({
  include: z.array(z.string()).min(1).describe("globs over `<project>/<stack>`"),
  exclude: z.array(z.string()).default([]).describe("globs over `<project>/<stack>` that this rule leaves to the rules below it"),
  identities: z.array(z.string()).default([]).describe("keys of `identities`; the first that covers a provider reads it"),
  source: source.optional().describe("where the code of these stacks is; `trueup reconcile` needs it"),
  onDrift: z.enum(["report", "adopt"]).default("report").describe("`adopt`: `trueup reconcile` opens a pull request that takes the cloud's value into the code"),
  owner: z.string().optional().describe("who looks after these stacks; told in reports"),
});

const limits = z
  .strictObject({
    parallel: z.int().min(1).max(64).default(4).describe("stacks read at once"),
    readSeconds: z.number().positive().default(60).describe("how long the cloud may take to answer for one resource"),
    stackSeconds: z.number().positive().default(900).describe("how long one whole stack may take"),
    goneShare: z.number().min(0).max(1).default(0.5).describe("when more than this share of a provider's resources (and at least four) are gone at once, none is called deleted"),
  })
  .prefault({})
  .describe("how much a scan may ask of the clouds, and how long it waits");

const policy = z
  .strictObject({
    config: z.string().optional().describe("policy configuration file, relative to trueup.yaml"),
    onScan: z.boolean().default(false).describe("`true`: a scan judges what the clouds have by the policy packs too; a mandatory violation makes its exit code 1"),
  })
  .prefault({})
  .describe("what the policy packs are told, and when they judge");

type Kind = { id: string; settings: z.ZodObject };

/** A discriminated union over plug-ins, so that a mistake in one names the fields of that one. */
function oneOf<Key extends "cloud" | "kind">(key: Key, kinds: readonly Kind[]) {
  const [first, ...rest] = kinds.map(kind => z.strictObject({ [key]: z.literal(kind.id), ...kind.settings.shape }));
  return (first ? z.discriminatedUnion(key, [first, ...rest]) : z.never()) as unknown as z.ZodType<{ [field: string]: unknown } & Record<Key, string>>;
}

/** The schema of `trueup.yaml`, put together from the registered clouds and forges. */
export function configSchema(plugins: { clouds: readonly Kind[]; forges: readonly Kind[] }) {
  return z.strictObject({
    backends: z.record(z.string(), backend).refine(all => Object.keys(all).length > 0, "needs at least one backend").describe("where the states of your stacks are, each under a name of your own"),
    identities: z.record(z.string(), oneOf("cloud", plugins.clouds)).default({}).describe("how a scan reaches each cloud, always read-only, each under a name of your own"),
    stacks: z.array(stackRule).min(1).describe("rules that say which stacks are looked after, and how; the first rule that takes a stack decides all of it"),
    forges: z.record(z.string(), oneOf("kind", plugins.forges)).default({}).describe("where pull requests are opened, each under a name of your own"),
    limits,
    store: z.string().default("./.trueup").describe("folder for scans, the estate snapshot and the fingerprint key, relative to trueup.yaml"),
    policy,
  });
}

export type ConfigSchema = ReturnType<typeof configSchema>;
export type Config = z.infer<ConfigSchema>;
export type StackRule = Config["stacks"][number];
export type Source = z.infer<typeof source>;
