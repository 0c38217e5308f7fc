import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { commands } from "../../cli/commands/registry.generated.ts";
import { createWire } from "../../cli/wire.ts";
import { parseConfig } from "../../estate/parse-config.ts";
import { configSchema } from "../../model/config.ts";
import { runCli } from "../cli/run-cli.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const text = (path: string): string => readFileSync(join(ROOT, path), "utf8");

interface Container {
  args: string[];
  ports?: { name: string }[];
  volumeMounts: { name: string }[];
  livenessProbe?: { httpGet: { port: string } };
  resources: { limits: { memory: string } };
}

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata?: { name: string };
  spec?: {
    selector?: Record<string, unknown> & { matchLabels?: Record<string, string> };
    template?: { metadata: { labels: Record<string, string> }; spec: { serviceAccountName: string; terminationGracePeriodSeconds: number; containers: Container[]; volumes: { name: string }[]; securityContext: { runAsNonRoot: boolean } } };
  };
}

const documents = parseAllDocuments(text("deploy/kubernetes/trueup.yaml"));
const manifests = documents.map(document => document.toJS() as Manifest);
const deployments = manifests.filter(({ kind }) => kind === "Deployment");

test("the manifests are YAML without mistakes, and each is of a known kind with a name", () => {
  expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
  const known: Record<string, string> = { ServiceAccount: "v1", Deployment: "apps/v1", Service: "v1", PodDisruptionBudget: "policy/v1" };
  for (const { apiVersion, kind, metadata } of manifests) {
    expect(apiVersion).toBe(known[kind]);
    expect(metadata?.name).toMatch(/^trueup(-worker)?$/);
  }
});

test("what selects pods selects those that are made, and what a container mounts is there", () => {
  for (const { spec } of deployments) {
    const { metadata, spec: pod } = spec!.template!;
    expect(metadata.labels).toMatchObject(spec!.selector!.matchLabels!);
    const volumes = pod.volumes.map(({ name }) => name);
    for (const { volumeMounts, ports, livenessProbe } of pod.containers) {
      for (const { name } of volumeMounts) expect(volumes).toContain(name);
      expect(ports!.map(({ name }) => name)).toContain(livenessProbe!.httpGet.port);
    }
    expect(manifests.some(({ kind, metadata: named }) => kind === "ServiceAccount" && named?.name === pod.serviceAccountName)).toBe(true);
    expect(pod.securityContext.runAsNonRoot).toBe(true);
  }
  const [serve] = deployments;
  const [service] = manifests.filter(({ kind }) => kind === "Service");
  expect(serve!.spec!.template!.metadata.labels).toMatchObject(service!.spec!.selector!);
});

test("every container runs a command that there is, with options that it takes, and has time to give its stacks back", () => {
  for (const { spec } of deployments) {
    expect(spec!.template!.spec.terminationGracePeriodSeconds).toBeGreaterThan(30);
    for (const { args } of spec!.template!.spec.containers) expectRuns(args);
  }
});

test("the example of a configuration is one", () => {
  const config = parseConfig(text("deploy/kubernetes/config.yaml"), configSchema(createWire()), { file: "config.yaml" });
  expect(config.stacks.every(({ schedule }) => schedule !== undefined)).toBe(true);
  expect(config.database).toBeDefined();
});

test("what kustomize puts together is there", () => {
  const [document] = parseAllDocuments(text("deploy/kubernetes/kustomization.yaml"));
  const { resources, images, configMapGenerator } = document!.toJS() as { resources: string[]; images: { name: string }[]; configMapGenerator: { name: string; files: string[] }[] };
  const there = readdirSync(join(ROOT, "deploy/kubernetes"));
  for (const file of [...resources, ...configMapGenerator.flatMap(({ files }) => files.map(each => each.split("=")[1]!))]) expect(there).toContain(file);
  expect(images.map(({ name }) => name)).toEqual(["trueup"]);
});

test.each(readdirSync(join(ROOT, "deploy/systemd")))("%s is a unit that systemd reads, and what it starts there is", name => {
  const lines = text(`deploy/systemd/${name}`).split("\n").filter(line => line !== "" && !line.startsWith("#"));
  for (const line of lines) expect(line).toMatch(/^(\[(Unit|Service|Install|Timer)\]|[A-Z]\w*=.+)$/);
  for (const line of lines.filter(each => each.startsWith("ExecStart="))) expectRuns(line.replace(/^ExecStart=\S+ /, "").split(" "));
  // Else the plugins would be sent the signal too, in the middle of the stacks that are read with them.
  if (lines.some(line => line.startsWith("ExecStart="))) expect(lines).toContain("KillMode=mixed");
});

test("the image is built of known instructions, from stages that there are, and does not run as root", () => {
  const instructions = text("Dockerfile").replaceAll(/\\\n\s*/g, " ").split("\n").filter(line => line !== "" && !line.startsWith("#")).map(line => line.split(" "));
  const stages = instructions.flatMap(([what, , as, stage]) => (what === "FROM" && as === "AS" ? [stage] : []));
  for (const [what, ...rest] of instructions) {
    expect(["FROM", "ARG", "RUN", "COPY", "WORKDIR", "USER", "ENV", "EXPOSE", "ENTRYPOINT", "CMD"]).toContain(what);
    const from = rest.find(word => word.startsWith("--from="));
    if (from) expect(stages).toContain(from.slice("--from=".length));
    if (what === "FROM") expect(rest[0]).toMatch(/:\d/);
  }
  expect(instructions.findLast(([what]) => what === "USER")).toEqual(["USER", "node"]);
  const argsOf = (what: string): string[] => JSON.parse(instructions.find(([each]) => each === what)!.slice(1).join(" ")) as string[];
  expect(argsOf("ENTRYPOINT").at(-1)).toBe("trueup");
  expectRuns(argsOf("CMD"));
});

/** That the command line understands it; nothing is run. */
function expectRuns(args: string[]): void {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined }).option("-c, --config <file>");
  const context = { terminal: undefined, wire: createWire(), action: () => async () => undefined };
  for (const command of commands) command.register(program, context as never);
  program.parse(args, { from: "user" });
}

test("the commands of the manifests are those of `trueup --help`", async () => {
  const { out } = await runCli(["--help"]);
  for (const name of ["serve", "worker", "scan"]) expect(out).toMatch(new RegExp(`^  ${name}\\b`, "m"));
});
