import type { Policy } from "../../../policypacks/_kit/policy.ts";
import { type LoadedPolicies, loadPolicies } from "./load-policies.ts";

const INTRODUCTION = `<!-- Written by \`npm run gen\` from the policies in policypacks/. -->
# Policies

Each pack is loaded by itself: \`pulumi preview --policy-pack "$(npx trueup policy path network)"\`. The pack \`all\` has the same
rules in one process, for those who want everything at the price of one start. Rules of your own: [writing-policies.md](writing-policies.md).

**Without a preview.** \`trueup policy check --state FILE\` judges a stack export by the same rules; several (\`--state a.json b.json\`) are judged as one
estate, and \`-\` is standard input: \`pulumi stack export | trueup policy check --state -\`. \`--format\` tells it as text, json, markdown, sarif (code
scanning), junit or github (annotations), \`--output\` to a file, with the line of the program where the state knows it: \`--source-root\` names the folder of
the project's \`Pulumi.yaml\`. \`--baseline\` takes an earlier result (JSON) and tells only what is new. Exit code 1: a mandatory violation; 2: a mandatory rule could not decide.

**In a scan.** With \`policy: { onScan: true }\` in \`trueup.yaml\`, \`trueup scan\` judges what the clouds really have, and says of each violation whether
the recorded state has it too or whether it came with the drift. A mandatory one makes the exit code 1. What is secret cannot be judged there: it is counted, and stops nothing.

**One document.** \`trueup policy access --document FILE\` says what a policy document of AWS really allows, action by action, with wildcards, NotAction and Deny worked out; \`--format json\` is
\`{"allows": ["service:Action", …], "denies": […]}\`.

**Without npm.** A checkout of this repository is enough: \`npm ci --ignore-scripts && npm run build\`, then \`--policy-pack CHECKOUT/dist/policypacks/network\`.
From git as a package: \`npm install git+https://HOST/trueup.git#v0.1.0\` builds it on the way (its \`prepare\`), and \`npx trueup policy path network\` is as above.

A rule says **violation**, or nothing where a resource passes or the rule is not about it, or **undecided** where a value that it needs
is not known: then it names the path, is printed as advice, and (in \`trueup policy check\`) makes the exit code 2. During an update
it is judged again before the resource is created, when the value is known. \`onUnknown: fail\` makes a violation of it.

## Configuration

A file in YAML or JSON, named by \`TRUEUP_POLICY_CONFIG\`, by \`policy.config\` in \`trueup.yaml\` (\`trueup policy check\`), or in the file for
\`--policy-pack-config\` as \`{"policy-configuration": {"config": "PATH"}}\`. With mistakes in it nothing is judged; each is told with its line.

\`\`\`yaml
estate: .trueup/estate.json          # what other stacks use; default: found from the working directory upward, or TRUEUP_ESTATE
rules:
  network-cidr-overlap:
    level: mandatory                 # mandatory, advisory, disabled; or remediate, where the rule can put things right
    onUnknown: fail                  # fail or warn (default)
    options: { reusable: [100.64.0.0/10] }
  naming-legal: advisory             # short for { level: advisory }
  limits-price:
    options: { prices: prices.yaml } # such options are given as they are, or as a file next to this one
environments:                        # names for stacks, by globs over <project>/<stack>
  prod: ["*/prod*", core/*]
overrides:                           # for stacks or environments; later ones win, options are laid over each other key by key
  - environments: [prod]
    rules: { limits-instance-size: { options: { maxVcpus: 64 } } }
  - stacks: ["*/dev*"]
    rules: { limits-instance-size: advisory }
exemptions:                          # a violation that is put up with, until its last day
  - rule: network-no-public-ingress
    resource: bastion                # glob over names, or over URNs where it has "::" in it
    reason: jump host until the VPN is there
    owner: platform team
    expires: 2026-12-31
\`\`\`

\`trueup schema policy-config > policy.schema.json\` writes the schema of this file with every rule's options; with
\`# yaml-language-server: $schema=policy.schema.json\` as its first line, editors complete and check it.

An exemption that has expired exempts nothing and is told itself, and so is one that covers nothing where it applies. Levels given by
\`--policy-pack-config\` win over the file.

**Remediation** is off until the configuration raises a rule to \`remediate\`: then the engine lets it change a resource's inputs before they are judged, and
says so. What it cannot put right is refused as by a mandatory rule. Rules that can are marked with ⚒ below.

**Places.** Which account, region and partition a resource is in is read from its ARN or id, its own properties and its provider's configuration; \`aws\` stands for
every partition of AWS. A rule that needs a place that is not known is undecided.
`;

const KINDS_OF_GRANT = ["Member", "Binding", "Policy"];

/** The page about all policies. @throws {Error} where a policy does not compile */
export async function renderPolicyDocs(root: string, packs: readonly { pack: string; ids: readonly string[] }[]): Promise<string> {
  const loaded = await loadPolicies(root, packs);
  const sections = packs.map(({ pack }) => renderPack(pack, loaded));
  return `${[INTRODUCTION, "## All policies\n", renderTable(loaded), ...sections, renderHousekeeping(loaded)].join("\n")}`;
}

function renderTable({ policies, cloudOf }: LoadedPolicies): string {
  const rows = policies.map(policy => `| [\`${policy.id}\`](#${policy.id})${policy.remediate ? " ⚒" : ""} | ${policy.title} | ${policy.severity} | ${policy.enforcement} | ${cloudsOf(policy, cloudOf).join(", ")} |`);
  return `| policy | is kept when | severity | level | clouds |\n|---|---|---|---|---|\n${rows.join("\n")}\n`;
}

function renderPack(pack: string, loaded: LoadedPolicies): string {
  const own = loaded.policies.filter(({ id }) => id.startsWith(`${pack}-`)).map(policy => renderPolicy(policy, loaded));
  const leftOut = (loaded.leftOut[pack] ?? []).map(({ what, why }) => `- **${what}**: ${why}.`);
  return `## ${pack}\n\n${own.join("\n")}\n### Left out of ${pack}\n\n${leftOut.join("\n")}\n`;
}

function renderPolicy(policy: Policy, loaded: LoadedPolicies): string {
  const { id, title, why, fix, framework, examples } = policy;
  const parts = [
    `### ${id}\n`,
    `${title}. ${why}\n`,
    `**Fix:** ${fix}${framework ? ` **See:** ${framework.name}${framework.version ? ` ${framework.version}` : ""}, ${framework.reference}.` : ""}\n`,
    renderTypes(policy, loaded),
    ...renderOptions(policy, loaded),
    `Passes: ${examples.good.map(example => example.title).join("; ")}.\n`,
    `Is refused: ${examples.bad.map(example => example.title).join("; ")}.\n`,
  ];
  return parts.join("\n");
}

function renderTypes({ types }: Policy, { cloudOf }: LoadedPolicies): string {
  const names = folded(types).map(type => (type === "*" ? "every resource of every cloud" : type.endsWith(":*") ? `every resource of ${type.slice(0, -2)}` : `\`${type}\``));
  const clouds = new Set(types.map(type => cloudOf(type)));
  if (names.length <= 12) return `Judges ${names.join(", ")}.\n`;
  return `<details><summary>Judges ${types.length} types${clouds.size > 1 ? ` of ${clouds.size} clouds` : ""}</summary>\n\n${names.join(", ")}\n\n</details>\n`;
}

/** The three types by which Google Cloud grants roles on one resource become one: there are more than a hundred of such resources. */
function folded(types: readonly string[]): string[] {
  const all = new Set(types);
  return types.flatMap(type => {
    const [, path, className, kind = ""] = /^(gcp:.*iam)(?:Member|Binding|Policy):(.*?)(Member|Binding|Policy)$/i.exec(type) ?? [];
    const hasAll = path !== undefined && KINDS_OF_GRANT.every(other => all.has(`${path}${other}:${className}${other}`));
    if (!hasAll) return [type];
    return kind === KINDS_OF_GRANT[0] ? [`${path}{${KINDS_OF_GRANT.join(",")}}`] : [];
  });
}

function renderOptions({ options }: Policy, { z }: LoadedPolicies): string[] {
  if (!options) return [];
  const { properties = {} } = z.toJSONSchema(options, { io: "input" }) as { properties?: Record<string, { description?: string; default?: unknown }> };
  const rows = Object.entries(properties).map(([name, property]) => `| \`${name}\` | ${(property.description ?? "").replaceAll("|", "\\|")} | ${property.default === undefined ? "" : `\`${JSON.stringify(property.default)}\``} |`);
  return [`| option | meaning | default |\n|---|---|---|\n${rows.join("\n")}\n`];
}

function renderHousekeeping({ housekeeping }: LoadedPolicies): string {
  const rows = Object.values(housekeeping).map(({ id, title, why, enforcement }) => `| \`${id}\` | ${title} | ${enforcement} | ${why} |`);
  return `## What a pack says about itself\n\n| policy | is kept when | level | why |\n|---|---|---|---|\n${rows.join("\n")}\n`;
}

function cloudsOf({ types }: Policy, cloudOf: LoadedPolicies["cloudOf"]): string[] {
  return [...new Set(types.flatMap(type => (type === "*" ? ["all"] : [cloudOf(type) ?? "all"])))];
}
