import { z } from "zod";

/** How a drift is ended: the code follows the cloud, the cloud follows the code, or both stay and an exemption says why; `ask`: a person says so on the stack's dashboard issue. */
export const onDrift = z.enum(["report", "ask", "adopt", "restore", "accept"]);
export type OnDrift = z.infer<typeof onDrift>;

const WHAT = "`report`: nothing is proposed; `adopt`: a pull request takes the cloud's value into the code; `restore`: one that, merged, lets CI give the cloud the code's value back; `accept`: one that adds an exemption; `ask`: a person chooses on the stack's dashboard issue";

export const onDriftOfStack = onDrift.default("report").describe(WHAT);

/** What differs from the rule's `onDrift`, by type and property. */
export const directionRule = z.strictObject({
  types: z.array(z.string().min(1)).min(1).optional().describe("globs over type tokens, as `aws:ec2/securityGroup*`; default: every type"),
  resources: z.array(z.string().min(1)).min(1).optional().describe("globs over names of resources; default: every resource"),
  paths: z.array(z.string().min(1)).min(1).optional().describe("property paths, as `tags` or `ingress[*].cidrBlocks`, with all that is below them; default: every property"),
  onDrift: onDrift.describe(WHAT),
});
export type DirectionRule = z.infer<typeof directionRule>;

const restore = z
  .strictObject({
    as: z.enum(["pull-request", "issue"]).default("pull-request").describe("`pull-request`: with an order that CI carries out when it is merged, by `trueup restore --order FILE`; `issue`: the command for a person, on the stack's dashboard issue"),
    days: z.number().positive().max(90).default(7).describe("how long an order may be carried out"),
  })
  .prefault({})
  .describe("pull requests that give the cloud the code's value back");

const accept = z
  .strictObject({
    days: z.int().min(1).max(365).default(30).describe("how long an exemption lasts"),
    owner: z.string().min(1).optional().describe("who answers for it, where the stack's rule has no `owner`"),
    config: z
      .strictObject({
        forge: z.string().describe("a key of `forges`"),
        repository: z.string().regex(/^[^/\s]+(\/[^/\s]+)+$/, "must be owner/name").describe("owner/name, as the forge writes it"),
        path: z.string().min(1).default("trueup.yaml"),
        branch: z.string().optional().describe("default: the repository's default branch"),
      })
      .optional()
      .describe("where this configuration is kept: `accept` edits it there"),
  })
  .prefault({})
  .describe("pull requests that add an exemption");

const proof = z
  .strictObject({
    backend: z.enum(["real", "scratch"]).default("real").describe("`scratch`: previews run on a copy of the state in a file backend of their own, where the real backend must not be read by a program; references to other stacks fail there"),
    memoryMb: z.int().min(256).default(4096).describe("how much memory a program may take in a proof"),
    sandbox: z.array(z.string().min(1)).default([]).describe("command before the engine's own, as words: [bwrap, --ro-bind, /, /, …]"),
    env: z.array(z.string().regex(/^[A-Za-z_]\w*$/)).default([]).describe("environment variables that programs need; they are given no others but those of the engine, of language tools and of a proxy"),
  })
  .prefault({})
  .describe("how programs are run to prove an edit");

/** The section `reconcile` of `trueup.yaml`. */
export const reconcileSettings = z
  .strictObject({
    grouping: z.enum(["none", "resource", "stack"]).default("resource").describe("what one pull request is about: `none`: one property; `resource`: one resource; `stack`: everything that drifted in a stack in that direction"),
    openPullRequests: z.int().min(1).max(1000).default(10).describe("how many may be open at once in a repository; the others wait, listed on the dashboard issue"),
    perHour: z.int().min(1).max(1000).default(10).describe("how many may be opened within an hour in a repository"),
    afterScan: z.boolean().default(true).describe("`true`: `trueup serve` and its workers do it after each scan; `false`: only `trueup reconcile` does"),
    dashboard: z.boolean().default(true).describe("`true`: an issue for each stack says what is open, refused, declined and waiting, and takes commands by its checkboxes"),
    labels: z.array(z.string().min(1)).default(["drift"]).describe("labels of pull requests and dashboard issues"),
    restore,
    accept,
    proof,
  })
  .prefault({})
  .describe("pull requests that end drift");
export type ReconcileSettings = z.infer<typeof reconcileSettings>;
