import { z } from "zod";
import { type SecretReference, SECRET_REFERENCE } from "../../model/config.ts";
import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { FoundBackend } from "./find-backends.ts";
import type { FoundProject } from "./find-projects.ts";
import type { FoundRepository } from "./find-repository.ts";
import { rulesFor } from "./rules-for.ts";

export interface Found {
  backends: FoundBackend[];
  projects: FoundProject[];
  repository?: FoundRepository;
}

interface Kind {
  id: string;
  title: string;
  settings: z.ZodObject;
}

export interface Kinds {
  clouds: readonly (Kind & { packages: string[] })[];
  forges: readonly Kind[];
}

/** The text of a first `trueup.yaml`: what was found is filled in, what only its reader can know is there as a comment. Pure. */
export function firstConfig(found: Found, kinds: Kinds): string {
  const forge = found.repository && forgeAt(found.repository.host, kinds.forges);
  return [HEADER, backendsSection(found.backends), identitiesSection(found.projects, kinds.clouds), stacksSection(found, forge), forgesSection(forge)].filter(Boolean).join("\n\n") + "\n";
}

const HEADER = `# What Trueup looks after, and how it reaches it. Written by \`trueup init\` from what it found here.
# \`trueup schema config\` explains every key; \`trueup doctor\` says whether what stands here works.
# A secret never stands in this file: where one is needed, write { env: NAME } or { file: PATH }.`;

function backendsSection(backends: readonly FoundBackend[]): string {
  const shown = backends.length > 0 ? backends : [{ url: "https://api.pulumi.com", from: "a guess: no login was found here" }];
  return ["# Where the states of your stacks are, as for `pulumi login`.", "backends:", ...shown.flatMap(backendLines)].join("\n");
}

function backendLines({ url, from, passphrase, token }: FoundBackend, i: number): string[] {
  return [
    `  ${i === 0 ? "main" : `other${i > 1 ? i : ""}`}:`,
    `    url: ${quoted(url)} # from ${from}`,
    ...(passphrase ? [`    secrets: { passphrase: ${reference(passphrase)} }`] : []),
    ...(token ? [`    token: ${reference(token)}`] : []),
  ];
}

function identitiesSection(projects: readonly FoundProject[], clouds: Kinds["clouds"]): string {
  const packages = new Set(projects.flatMap(project => project.packages));
  const used = clouds.filter(cloud => cloud.packages.some(name => packages.has(name)));
  const shown = used.length > 0 ? used : clouds.slice(0, 1);
  return [
    "# How a scan reaches each cloud: as somebody who can only read. Fill in what is yours and take away the `#`.",
    "identities:",
    ...shown.flatMap(cloud => [`#  ${cloud.id}:`, `#    cloud: ${cloud.id} # ${cloud.title}`, ...fieldLines(cloud).map(line => `#    ${line}`)]),
  ].join("\n");
}

/** As `github.acme.example` tells it; a host that is called `git` may be any of them. */
function forgeAt(host: string, forges: readonly Kind[]): Kind | undefined {
  const labels = host.split(/[.-]/);
  return forges.find(({ id }) => id !== "git" && labels.includes(id));
}

function stacksSection({ projects, repository }: Found, forge: Kind | undefined): string {
  const rules = rulesFor(projects, repository?.prefix ?? "");
  return [
    "# Which stacks are looked after. The first rule that takes a stack decides all of it, so exceptions come first.",
    "stacks:",
    ...rules.flatMap(({ include, names, path }) => [
      `  - include: [${include.map(quoted).join(", ")}]${names.length > 0 ? ` # found: ${names.join(", ")}` : ""}`,
      "    identities: [] # names from above; the first that covers a provider reads it",
      "    onDrift: report # or adopt: `trueup reconcile` opens a pull request that takes the cloud's value into the code",
      ...(forge && path !== undefined ? [`    source: { forge: ${forge.id}, repository: ${quoted(repository!.repository)}, path: ${quoted(path)} }`] : []),
    ]),
  ].join("\n");
}

function forgesSection(forge: Kind | undefined): string {
  if (!forge) return "";
  return ["# Where pull requests are opened.", "forges:", `  ${forge.id}:`, `    kind: ${forge.id}`, ...fieldLines(forge).map(line => `    ${line}`)].join("\n");
}

/** The fields that a plug-in cannot do without, and those that it gives an example of, each with what it is. */
function fieldLines({ id, settings }: Kind): string[] {
  const schema = z.toJSONSchema(settings, { io: "input" }) as JsonObject;
  const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
  const fields = Object.entries(isJsonObject(schema["properties"]) ? schema["properties"] : {}).map(([name, field]): [string, JsonObject] => [name, isJsonObject(field) ? field : {}]);
  return fields.filter(([name, { examples }]) => required.includes(name) || examples !== undefined).map(([name, field]) => {
    const about = typeof field["description"] === "string" ? ` # ${field["description"]}` : "";
    return `${name}: ${firstValue(id, name, field)}${about}`;
  });
}

function firstValue(kind: string, name: string, field: JsonObject): string {
  if (field["title"] === SECRET_REFERENCE) return reference({ env: `${kind}_${name}`.toUpperCase().replace(/\W/g, "_") });
  const { const: constant, examples } = field;
  const value = constant ?? (Array.isArray(examples) ? examples[0] : undefined);
  return value === undefined ? '""' : JSON.stringify(value);
}

function reference(to: SecretReference): string {
  return "env" in to ? `{ env: ${to.env} }` : `{ file: ${quoted(to.file)} }`;
}

/** Every JSON string is a YAML one. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
