import { z } from "zod";
import { directionRule, onDriftOfStack, reconcileSettings } from "./reconcile-config.ts";

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
  secrets: z.strictObject({ passphrase: secretReference.optional().describe("for stacks that were made with one: `{ env: NAME }` or `{ file: PATH }`. Key services are asked with the credentials of the environment") }).optional().describe("what decrypts the stacks' secrets"),
  token: secretReference.optional().describe("access token for Pulumi Cloud: `{ env: NAME }` or `{ file: PATH }`"),
});

const source = z.strictObject({
  forge: z.string().describe("a key of `forges`"),
  repository: z.string().regex(/^[^/\s]+(\/[^/\s]+)+$/, "must be owner/name").describe("owner/name, as the forge writes it"),
  path: z.string().default("{project}").describe("project folder in the repository; {project} and {stack} are filled in"),
  branch: z.string().optional().describe("default: the repository's default branch"),
  prepare: z.array(z.string().min(1)).min(1).optional().describe("command that makes a fresh checkout runnable, as words, run without a shell in the project folder: [npm, ci]"),
});

const schedule = z.strictObject({
  cron: z.string().describe("when, as `0 2 * * *`: minute, hour, day of month, month, day of week"),
  timeZone: z.string().default("UTC").describe("of `cron` and `window`, as Europe/Berlin"),
  window: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, "must be from-to, as 23:30-04:00").optional().describe("only between these times of day; may go over midnight. What has not begun when it closes is skipped and said so"),
  jitterMinutes: z.number().min(0).max(720).default(0).describe("spreads the stacks of one slot over this time, each stack always at the same moment of it"),
  paused: z.boolean().default(false).describe("`true`: nothing is scanned by this schedule until it is taken out again"),
});

const stackRule = z.strictObject({
  include: z.array(z.string()).min(1).describe("globs over `<project>/<stack>`"),
  exclude: z.array(z.string()).default([]).describe("globs over `<project>/<stack>` that this rule leaves to the rules below it"),
  identities: z.array(z.string()).default([]).describe("keys of `identities`; the first that covers a provider reads it"),
  source: source.optional().describe("where the code of these stacks is: `trueup reconcile` needs it, and scans tell code that waits for its deploy"),
  onDrift: onDriftOfStack,
  directions: z.array(directionRule).default([]).describe("where some types or properties need another `onDrift`; the first that matches decides"),
  owner: z.string().optional().describe("who looks after these stacks; told in reports"),
  schedule: schedule.optional().describe("when `trueup serve` scans them; without one they are scanned on demand"),
  priority: z.int().min(-100).max(100).default(0).describe("of two stacks that wait for a worker, the one with more goes first"),
});

const limits = z
  .strictObject({
    parallel: z.int().min(1).max(64).default(4).describe("stacks read at once"),
    readSeconds: z.number().positive().default(60).describe("how long the cloud may take to answer for one resource"),
    stackSeconds: z.number().positive().default(900).describe("how long one whole stack may take"),
    goneShare: z.number().min(0).max(1).default(0.5).describe("when more than this share of a provider's resources (and at least four) are gone at once, none is called deleted"),
    coverage: z.number().min(0).max(1).default(0).describe("share of the stacks in the backends that a scan has to evaluate, 0 to 1; with less its exit code is 2, however good the rest is"),
    callsPerSecond: z.record(z.string(), z.number().positive()).default({}).describe("by provider package, as `aws: 20`: reads a second of one API of one account, over all workers. Without it, only what the cloud's own rate limit teaches"),
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

const globs = z.array(z.string().min(1)).min(1);

const exemption = z.strictObject({
  stacks: globs.describe("globs over `<project>/<stack>`"),
  resource: z.string().min(1).default("**").describe("glob over names of resources, or over URNs where it has :: in it"),
  types: globs.optional().describe("globs over type tokens, as `aws:s3/*`; default: every type"),
  paths: z.array(z.string().min(1)).min(1).optional().describe("property paths, as `tags.Owner` or `ingress[*].cidrBlocks`, with all that is below them; default: every property"),
  kinds: z.array(z.enum(["changed", "deleted"])).min(1).default(["changed"]).describe("a deletion is only set aside where it is written here"),
  reason: z.string().min(1),
  owner: z.string().min(1),
  expires: z.iso.date("must be a day, as 2027-01-31").describe("the last day, as YYYY-MM-DD; from the next one on it is reported as expired and sets nothing aside"),
});

const baseline = z
  .strictObject({ withinMinutes: z.number().min(0).max(1440).default(0).describe("a scan that reads a stack this soon after its last update takes the baseline by itself; 0: only `trueup scan --baseline` does. What somebody changed by hand within these minutes would be set aside too, so keep it short, and set it only where nobody does") })
  .prefault({})
  .describe("what already differs right after an update and does not change afterwards is noise");

const database = z.strictObject({
  url: z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres://").describe("PostgreSQL 13 or newer, without the password"),
  password: secretReference.optional(),
  fingerprintKey: secretReference.describe("64 hexadecimal digits (`openssl rand -hex 32`), the same for all workers: fingerprints of secrets are made with it, so it must not be in the database"),
});

const service = z
  .strictObject({
    listen: z.string().regex(/^[\w.:[\]-]+:\d{1,5}$/, "must be host:port, as 127.0.0.1:8484").default("127.0.0.1:8484").describe("where `trueup serve` answers: API, dashboard, metrics, health"),
    token: secretReference.optional().describe("what callers of the API and the dashboard must show; needed where `listen` is not this machine alone"),
    url: z.string().optional().describe("how people reach it, for links in notifications, as https://trueup.acme.example"),
    keepDays: z.int().min(1).max(3650).default(90).describe("how long scans and resolved drifts are kept"),
  })
  .prefault({})
  .describe("`trueup serve` and `trueup worker`");

type Kind = { id: string; settings: z.ZodObject };

/** A discriminated union over plug-ins, so that a mistake in one names the fields of that one. What a plug-in checks over several of its fields is checked here, too. */
function oneOf<Key extends "cloud" | "kind">(key: Key, kinds: readonly Kind[], shared: z.ZodRawShape = {}) {
  const [first, ...rest] = kinds.map(({ id, settings }) => z.strictObject({ [key]: z.literal(id), ...shared, ...settings.shape }).check(...((settings.def.checks ?? []) as z.core.$ZodCheck<Record<string, unknown>>[])));
  return (first ? z.discriminatedUnion(key, [first, ...rest]) : z.never()) as unknown as z.ZodType<{ [field: string]: unknown } & Record<Key, string>>;
}

const NOTIFY = {
  stacks: globs.default(["*/*"]).describe("globs over `<project>/<stack>`: of which stacks"),
  when: z.array(z.enum(["drift", "resolved", "untold", "always"])).min(1).default(["drift", "untold"]).describe("`drift`: there is new drift; `resolved`: drift has ended; `untold`: something could not be told; `always`: after every scan"),
};

/** The schema of `trueup.yaml`, put together from the registered clouds and forges. */
export function configSchema(plugins: { clouds: readonly Kind[]; forges: readonly Kind[]; notifiers: readonly Kind[] }) {
  return z.strictObject({
    backends: z.record(z.string(), backend).refine(all => Object.keys(all).length > 0, "needs at least one backend").describe("where the states of your stacks are, each under a name of your own"),
    identities: z.record(z.string(), oneOf("cloud", plugins.clouds)).default({}).describe("how a scan reaches each cloud, always read-only, each under a name of your own"),
    stacks: z.array(stackRule).min(1).describe("rules that say which stacks are looked after, and how; the first rule that takes a stack decides all of it"),
    forges: z.record(z.string(), oneOf("kind", plugins.forges)).default({}).describe("where pull requests are opened, each under a name of your own"),
    exemptions: z.array(exemption).default([]).describe("drift that is put up with until a last day; always told, never for ever"),
    baseline,
    reconcile: reconcileSettings,
    notify: z.array(oneOf("kind", plugins.notifiers, NOTIFY)).default([]).describe("who is told after a scan"),
    limits,
    database: database.optional().describe("where scans, drifts and the queue are kept when several machines share them; default: embedded, in `store`"),
    service,
    store: z.string().default("./.trueup").describe("folder for the embedded database, the estate snapshot and the fingerprint key, relative to trueup.yaml"),
    policy,
  });
}

export type ConfigSchema = ReturnType<typeof configSchema>;
export type Config = z.infer<ConfigSchema>;
export type StackRule = Config["stacks"][number];
export type Source = z.infer<typeof source>;
export type Schedule = z.infer<typeof schedule>;
export type Exemption = z.infer<typeof exemption>;
