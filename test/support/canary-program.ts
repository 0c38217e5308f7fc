import { execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { JsonObject } from "../../model/index.ts";
import { repositoryRoot } from "../../scripts/engine/paths.ts";
import { engineEnvironment } from "./engine.ts";
import { startTestCloud, type TestCloud } from "./test-cloud.ts";

const SECRETS = ["passphrase", "input", "nested", "whole", "neighbour", "made", "hidden", "output", "stackOutput", "rotatedInput", "rotatedNested", "rotatedWhole", "rotatedNeighbour", "rotatedHidden", "rotatedOutput"] as const;

/** A program in a repository, deployed by the real engine, whose resources drift in every way that reconciliation knows of. */
export interface CanaryProgram {
  /** With `repository/vault` and `tmp` in it. */
  home: string;
  /** By names of the places. */
  secrets: Record<string, string>;
  /** What is no secret, in the places where it is to be told: `adopted` and `restored` are values, `accepted` is the path of a property. */
  controls: Record<"adopted" | "restored" | "accepted", string>;
  env: NodeJS.ProcessEnv;
  cloud: TestCloud;
  drift(): void;
  change(name: string, mutate: (properties: JsonObject) => void): void;
  dispose(): Promise<void>;
}

export async function deployCanaryProgram(): Promise<CanaryProgram> {
  const home = mkdtempSync(join(tmpdir(), "trueup-canary-program-"));
  const dir = join(home, "repository", "vault");
  for (const folder of [dir, join(home, "state"), join(home, "work"), join(home, "tmp")]) mkdirSync(folder, { recursive: true });
  symlinkSync(join(repositoryRoot, "node_modules"), join(home, "work", "node_modules"));
  symlinkSync(join(repositoryRoot, "node_modules"), join(home, "node_modules"));
  const words = Object.fromEntries(SECRETS.map(name => [name, word()])) as Record<(typeof SECRETS)[number], string>;
  const secrets: Record<string, string> = { ...words, credential: `glpat-${word(20)}`, restoredCredential: `ghp_${word(36)}`, askedCredential: `postgres://app:${word(24)}@db/app` };
  const key = word(12);
  const controls = { adopted: word(), restored: word(), accepted: `labels.${key}` };
  const cloud = await startTestCloud();
  const env = engineEnvironment({ home, backendUrl: `file://${join(home, "state")}`, env: { ...cloud.env, TMPDIR: join(home, "tmp"), PULUMI_CONFIG_PASSPHRASE: words.passphrase } });
  const pulumi = (...args: string[]) => promisify(execFile)("pulumi", [...args, "--non-interactive", "--color", "never"], { cwd: dir, env });
  writeFileSync(join(dir, "Pulumi.yaml"), "name: vault\nruntime: nodejs\n");
  writeFileSync(join(dir, "package.json"), '{ "name": "vault", "main": "index.js" }\n');
  writeFileSync(join(dir, "index.js"), PROGRAM.replace("KEY", key));
  await pulumi("stack", "init", "prod");
  await pulumi("config", "set-all", ...SECRETS.flatMap(name => ["--secret", `${name}=${words[name]}`]), "--stack", "prod");
  await pulumi("up", "--yes", "--skip-preview", "--stack", "prod");

  const change = (name: string, mutate: (properties: JsonObject, computed: JsonObject) => void): void => void cloud.files.change(cloud.files.find({ name })[0]!, (properties, { computed }) => void mutate(properties, computed));
  const relabel = (name: string, labels: JsonObject): void => change(name, properties => (properties["labels"] = labels));
  return {
    ...{ home, secrets, controls, env, cloud, change },
    drift() {
      relabel("plain", { team: controls.adopted, neighbour: words.rotatedNeighbour });
      relabel("keyed", { one: words.rotatedInput });
      change("objects", properties => Object.assign(properties, { website: { mainPageSuffix: words.rotatedWhole, notFoundPage: "x" }, cors: [{ origins: [words.rotatedNested, "b"] }] }));
      relabel("leaky", { team: secrets["credential"]! });
      relabel("hidden", { one: words.rotatedHidden });
      change("computed", (_, computed) => (computed["url"] = words.rotatedOutput));
      change("restored", properties => Object.assign(properties, { labels: { team: controls.restored, neighbour: words.rotatedNeighbour }, storageClass: secrets["restoredCredential"]! }));
      cloud.files.remove(cloud.files.find({ name: "gone" })[0]!);
      relabel("accepted", { team: "data", neighbour: words.rotatedNeighbour, [key]: words.rotatedInput });
      relabel("asked", { team: secrets["askedCredential"]!, neighbour: words.rotatedNeighbour });
    },
    async dispose() {
      await cloud.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A light one, since each run of the engine runs it. */
const PROGRAM = `const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
const secret = name => config.requireSecret(name);
class Bucket extends pulumi.CustomResource {
  constructor(name, inputs, options) { super("gcp:storage/bucket:Bucket", name, { name, location: "EU", ...inputs }, options); }
}
new Bucket("plain", { labels: { team: "data", neighbour: secret("neighbour") } });
new Bucket("keyed", { labels: { one: secret("input") } });
new Bucket("objects", { website: pulumi.secret({ mainPageSuffix: secret("whole"), notFoundPage: "x" }), cors: [{ origins: pulumi.secret([secret("nested"), "b"]) }] });
new Bucket("leaky", { labels: { team: "data" } });
new Bucket("hidden", { labels: { one: secret("hidden") } }, { ignoreChanges: ["labels"] });
new Bucket("computed", { labels: { output: secret("output") } }, { additionalSecretOutputs: ["url", "labels"] });
new Bucket("restored", { labels: { team: "data", neighbour: secret("neighbour") }, storageClass: "STANDARD" });
new Bucket("gone", { labels: { one: secret("made") } });
new Bucket("accepted", { labels: { team: "data", neighbour: secret("neighbour"), KEY: "data" } });
new Bucket("asked", { labels: { team: "data", neighbour: secret("neighbour") } });
exports.out = secret("stackOutput");
`;

/** Letters alone: nothing that looks like a credential, so that a secret is kept because it is one, and a control is told. */
function word(length = 28): string {
  return Array.from({ length }, () => String.fromCharCode("g".charCodeAt(0) + randomInt(20))).join("");
}
