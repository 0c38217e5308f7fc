import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { z } from "zod";
import { secretReference } from "../../model/config.ts";
import { GuidedError } from "../../model/guided-error.ts";
import type { Forge, ForgeRepository } from "../../model/ports/forge.ts";
import { testInFolder } from "../scratch-folder.ts";
import { fakeEngine, type FakeEstate, fakeIdentities, vpcStack } from "./fake-engine.ts";
import { runCli } from "./run-cli.ts";

const test = testInFolder;
const CONFIG = `
backends: { main: { url: "file://state" } }
identities: { prod: { cloud: aws, roleArn: "arn:aws:iam::123456789012:role/reader", region: eu-west-1 } }
stacks: [{ include: ["*/prod"], identities: [prod] }]
`;
const WELL: FakeEstate = { backends: { main: [vpcStack("network/prod", "10.0.0.0/16", { secret: true }), vpcStack("data/prod", "10.1.0.0/16")] } };

test("when all is well every line says so", async ({ dir }) => {
  const { exitCode, out, err } = await doctor(dir, {});
  expect(out).toBe(`\
✓ configuration: 1 backend, 1 identity, 1 rule
✓ engine v3.250.0
✓ identity prod: arn:aws:sts::123456789012:assumed-role/reader/trueup in account 123456789012, as expected
✓ identity prod cannot write: iam:SimulatePrincipalPolicy: reader is refused 14 actions that write
✓ backend main: 2 stacks, read directly
✓ stacks: 2 stacks looked after
✓ states: 2 of 2 stacks read, the secrets of 1 decrypted
✓ plugins: 1 provider plugin installed (aws 7.48.0)
✓ providers: an identity for each of 2 providers

Ready: run \`trueup scan\`.
`);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
});

test("each trouble is one line with its next step, and the checks after it go on", async ({ dir }) => {
  const { exitCode, out } = await doctor(dir, {
    config: `
backends: { main: { url: "file://state" }, dead: { url: "file://dead" }, void: { url: "file://void" } }
identities:
  prod: { cloud: aws, roleArn: "arn:aws:iam::123456789012:role/reader", region: eu-west-1 }
  wrong: { cloud: aws, roleArn: "arn:aws:iam::123456789012:role/reader", region: eu-west-1 }
  refused: { cloud: aws, roleArn: "arn:aws:iam::123456789012:role/reader", region: eu-west-1 }
  unsure: { cloud: aws, roleArn: "arn:aws:iam::123456789012:role/reader", region: eu-west-1 }
stacks:
  - { include: ["network/*"], identities: [prod, wrong, refused] }
  - { include: ["data/*"] }
  - { include: ["network/prod"] }
  - { include: ["netwrok/*"] }
`,
    estate: {
      backends: { main: [vpcStack("network/a", "10.0.0.0/16", { secret: true }), vpcStack("network/b", "10.0.0.0/16", { secret: true }), vpcStack("network/prod", "10.0.0.0/16"), vpcStack("data/prod", "10.1.0.0/16"), vpcStack("app/dev", "10.1.0.0/16")], dead: new GuidedError("BACKEND_UNREACHABLE", "Backend dead (file://dead) could not be opened.", "Check backends.<name>.url."), void: [] },
      locked: ["network/a", "network/b"],
      unreadable: { "network/prod": new GuidedError("STATE_UNREADABLE", "The state of network/prod cannot be read: it has no version number.", "Write it again.") },
    },
    identities: { prod: "123456789012", wrong: "999999999999", refused: new GuidedError("IDENTITY_REFUSED", 'Identity "refused": the role could not be assumed.', "Correct its trust policy."), unsure: undefined },
    noPlugin: true,
  });
  expect(out).toBe(`\
✓ configuration: 3 backends, 4 identities, 4 rules
✓ engine v3.250.0
✓ identity prod: arn:aws:sts::123456789012:assumed-role/reader/trueup in account 123456789012, as expected
✓ identity prod cannot write: iam:SimulatePrincipalPolicy: reader is refused 14 actions that write
✗ identity wrong: it is arn:aws:sts::999999999999:assumed-role/reader/trueup of account 999999999999, but 123456789012 is expected.
  → Correct identities.wrong in trueup.yaml.
✗ Identity "refused": the role could not be assumed.
  → Correct its trust policy.
! identity unsure: is there, but who it is cannot be confirmed
  → What is gone is reported as unknown under it, never as deleted.
✓ identity unsure cannot write: iam:SimulatePrincipalPolicy: reader is refused 14 actions that write
! identity unsure: no rule of \`stacks\` uses it
  → Add unsure to the \`identities\` of the rules whose stacks it should read.
✓ backend main: 5 stacks, read directly
✗ Backend dead (file://dead) could not be opened.
  → Check backends.<name>.url.
! backend void: there is no stack in it, read directly
  → If there should be, check backends.void.url in trueup.yaml with \`pulumi stack ls --all\`.
✓ stacks: 4 stacks looked after
! stacks: no rule takes app/dev
  → Add a rule for what should be looked after; the rest stays as it is.
! stacks[2] (network/prod): earlier rules take all of its stacks
  → Move it up: the first rule that takes a stack decides.
! stacks[3] (netwrok/*): there is no such stack
  → Correct its globs, or remove the rule.
✓ states: 3 of 4 stacks read
✗ network/a, network/b: The passphrase of stack network/a is wrong.
  → Check where backends.main.secrets.passphrase points to.
✗ The state of network/prod cannot be read: it has no version number.
  → Write it again.
✗ plugin aws 7.48.0: The provider plugin aws v7.48.0 is not installed.
  → Run \`pulumi plugin install resource aws v7.48.0\`.
✗ data/prod: No identity of this stack covers the provider default_7_48_0.
  → Name one in the stack's \`identities\`.

7 problems. A scan would name what it could not tell.
`);
  expect(exitCode).toBe(2);
});

test("a stack that an update holds is told with who and since when, and is no problem", async ({ dir }) => {
  const { exitCode, out } = await doctor(dir, { estate: { ...WELL, updating: { "data/prod": { by: "ci@build-7 (pid 4711)", since: "2026-01-01T02:00:00.000Z" } } } });
  expect(out).toContain("! data/prod: an update is in progress, by ci@build-7 (pid 4711), since 2026-01-01T02:00:00.000Z\n  → A scan skips it and never waits.");
  expect(exitCode).toBe(0);
});

test("without an engine the identities are checked all the same, and nothing is told twice", async ({ dir }) => {
  const noEngine = new GuidedError("ENGINE_MISSING", "`pulumi` could not be started.", "Install it.");
  const { exitCode, out } = await doctor(dir, { estate: { ...WELL, noEngine } });
  expect(out).toBe(`\
✓ configuration: 1 backend, 1 identity, 1 rule
✗ engine: \`pulumi\` could not be started.
  → Install it.
✓ identity prod: arn:aws:sts::123456789012:assumed-role/reader/trueup in account 123456789012, as expected
✓ identity prod cannot write: iam:SimulatePrincipalPolicy: reader is refused 14 actions that write
! backends, stacks and plugins were not checked: that takes an engine

1 problem. A scan would name what it could not tell.
`);
  expect(exitCode).toBe(2);
});

test("what each identity was proven to be is a line of its own, with the exact thing to add or to take away", async ({ dir }) => {
  const fix = "aws iam put-role-policy --role-name reader";
  const sessions: Patient["sessions"] = {
    held: { proveReadOnly: async () => ({ state: "proven", how: "its session is cut down to ReadOnlyAccess", permissions: ["ec2:RunInstances", "sns:Publish"], fix: "Detach PowerUserAccess." }), expiresAt: new Date("2026-01-02T14:35:00Z"), renew: async () => ({}) as never },
    unasked: { proveReadOnly: async () => ({ state: "proven", how: "its session is cut down to ReadOnlyAccess", fix }) },
    untold: { proveReadOnly: async () => ({ state: "untold", how: "iam:SimulatePrincipalPolicy answered AccessDenied", fix }) },
    writes: { proveReadOnly: async () => ({ state: "writes", how: "iam:SimulatePrincipalPolicy for 14 actions", permissions: ["a:1", "a:2", "a:3", "a:4", "a:5", "a:6", "a:7"], fix: "Leave `policyArns` out." }) },
    mute: { proveReadOnly: undefined as never },
    dead: { proveReadOnly: () => Promise.reject(new GuidedError("CLOUD_UNREACHABLE", "IAM did not answer.", "Check the way to IAM.")) },
  };
  const names = Object.keys(sessions);
  const config = `
backends: { main: { url: "file://state" } }
identities: { ${names.map(name => `${name}: { cloud: aws, roleArn: "arn:aws:iam::123456789012:role/reader", region: eu-west-1 }`).join(", ")} }
stacks: [{ include: ["*/prod"], identities: [${names.join(", ")}] }]
`;
  const { exitCode, out } = await doctor(dir, { config, identities: Object.fromEntries(names.map(name => [name, "123456789012"])), sessions });
  const who = "arn:aws:sts::123456789012:assumed-role/reader/trueup in account 123456789012, as expected";
  expect(out.slice(out.indexOf("✓ identity"), out.indexOf("✓ backend"))).toBe(`\
✓ identity held: ${who}; renewed before 2026-01-02 14:35 UTC
✓ identity held cannot write: its session is cut down to ReadOnlyAccess
! identity held: without that it could write: ec2:RunInstances, sns:Publish
  → Detach PowerUserAccess.
✓ identity unasked: ${who}
✓ identity unasked cannot write: its session is cut down to ReadOnlyAccess
  → ${fix}
✓ identity untold: ${who}
! identity untold: that it cannot write could not be proven: iam:SimulatePrincipalPolicy answered AccessDenied
  → ${fix}
✓ identity writes: ${who}
✗ identity writes may write: a:1, a:2, a:3, a:4, a:5 and 2 more (iam:SimulatePrincipalPolicy for 14 actions)
  → Leave \`policyArns\` out.
✓ identity mute: ${who}
! identity mute: that it cannot write could not be proven: its cloud has no way to ask
✓ identity dead: ${who}
✗ identity dead: whether it could write was not told: IAM did not answer.
  → Check the way to IAM.
`);
  expect(exitCode).toBe(2);
});

test("an identity that is somebody else at each cluster is proven at each", async ({ dir }) => {
  const at = (provider: { config: { region?: unknown } }) => ({ identity: "prod", key: `prod@${String(provider.config.region)}`, impose: () => ({ config: {}, env: {} }), confirm: async () => ({ caller: "reader", account: "blue" }), proveReadOnly: async () => ({ state: "untold" as const, how: "SelfSubjectAccessReview answered 403" }) });
  const { out } = await doctor(dir, { identities: { prod: undefined }, sessions: { prod: { at: at as never } } });
  expect(out).toContain("✓ identity prod: is there; who it is at each provider is told below\n✓ backend");
  expect(out).toContain(`\
✓ providers: an identity for each of 2 providers
✓ identity prod for default_7_48_0 of data/prod: reader in account blue
! identity prod for default_7_48_0 of data/prod: that it cannot write could not be proven: SelfSubjectAccessReview answered 403

Ready`);
});

test("rules that take no stack at all are a problem of the configuration", async ({ dir }) => {
  const { exitCode, out } = await doctor(dir, { config: CONFIG.replace("*/prod", "*/live") });
  expect(out).toContain("✗ stacks: no rule takes any of data/prod, network/prod.\n  → Correct the globs of `stacks` in trueup.yaml; `*/*` takes every stack.\n");
  expect(exitCode).toBe(3);
});

test("a backend whose secret is missing is that backend's trouble: exit code 3, and the others go on", async ({ dir }) => {
  const missing = new GuidedError("SECRET_MISSING", "The environment variable PASS, which trueup.yaml takes a secret from, is not set.", "Set PASS.");
  const { exitCode, out } = await doctor(dir, { config: CONFIG.replace("} }\nid", "}, other: { url: 'file://o' } }\nid"), estate: { backends: { ...WELL.backends, other: missing } } });
  expect(out).toContain("✗ backend other: The environment variable PASS, which trueup.yaml takes a secret from, is not set.\n  → Set PASS.\n");
  expect(out).toContain("✓ states: 2 of 2 stacks read");
  expect(exitCode).toBe(3);
});

test("each forge is asked for the repositories that rules name", async ({ dir }) => {
  const config = `${CONFIG.replace(/stacks:.*/, "stacks: [{ include: ['*/*'], identities: [prod], source: { forge: hub, repository: acme/infra } }, { include: ['x/*'], source: { forge: hub, repository: acme/gone } }]")}
forges: { hub: { kind: github, token: { env: T } }, spare: { kind: github, token: { env: T } } }`;
  const repository: Forge["repository"] = async (_, name) => {
    if (name === "acme/gone") throw new GuidedError("FORGE_REFUSED", "There is no repository acme/gone.", "Check its name.");
    return { defaultBranch: "main" } as ForgeRepository;
  };
  const { exitCode, out } = await doctor(dir, { config, forge: { id: "github", title: "GitHub", settings: z.object({ token: secretReference }), repository } });
  expect(out).toContain(`\
✓ forge hub: acme/infra, whose default branch is main
✗ forge hub: There is no repository acme/gone.
  → Check its name.
! forge spare: no rule of \`stacks\` uses it
`);
  expect(exitCode).toBe(2);
});

test("a broken configuration is told like by every other command", async ({ dir }) => {
  const { exitCode, out, err } = await doctor(dir, { config: "stacks: 5\n" });
  expect({ exitCode, out }).toEqual({ exitCode: 3, out: "" });
  expect(err).toMatch(/^error CONFIG_INVALID: trueup\.yaml has 2 mistakes:\n/);
});

interface Patient {
  config?: string;
  estate?: FakeEstate;
  identities?: Parameters<typeof fakeIdentities>[0];
  sessions?: NonNullable<Parameters<typeof fakeIdentities>[1]>;
  noPlugin?: boolean;
  forge?: Forge;
}

async function doctor(cwd: string, { config = CONFIG, estate = WELL, identities = { prod: "123456789012" }, sessions = {}, noPlugin, forge }: Patient) {
  writeFileSync(join(cwd, "trueup.yaml"), config);
  return runCli(["doctor"], {
    cwd,
    wire: {
      ...(forge ? { forges: [forge] } : {}),
      openEngine: async () => fakeEngine(estate),
      openIdentities: () => fakeIdentities(identities, sessions),
      findPlugin: async (name, version) => {
        if (noPlugin) throw new GuidedError("PLUGIN_MISSING", `The provider plugin ${name} v${version} is not installed.`, `Run \`pulumi plugin install resource ${name} v${version}\`.`);
        return "/plugins/aws";
      },
    },
  });
}
