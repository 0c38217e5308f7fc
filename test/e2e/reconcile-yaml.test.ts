import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../model/json.ts";
import type { ReconciledResource } from "../../model/reconcile-report.ts";
import { engineDir, YAML_HOST } from "../../scripts/engine/paths.ts";
import { startProgramOnForge, type ProgramOnForge } from "../support/program-on-forge.ts";

const FIXTURE = join(import.meta.dirname, "fixtures", "reconcile-yaml");
const PROGRAM = readFileSync(join(FIXTURE, "net", "Pulumi.yaml"), "utf8");

const hasHost = [engineDir(), ...(process.env["PATH"] ?? "").split(delimiter)].some(folder => existsSync(join(folder, YAML_HOST)));

// The language host of YAML comes with the official release; where the engine was built and it could not be, nothing can be shown.
describe.skipIf(!hasHost)("a program in YAML", () => {
  let program: ProgramOnForge;

  beforeAll(async () => {
    program = await startProgramOnForge({ fixture: "reconcile-yaml", project: "net", identities: { azure: { cloud: "azure-native" } }, env: { TEST_CLOUD_SCHEMA: join(FIXTURE, "schema.json") } });
    await deploy("prod");
    await program.publish();
  });

  afterAll(() => program.stop());

  test("a native provider's tags that changed, came and went are edited where each comes from", async () => {
    change("group-prod", tags => ({ ...tags, team: "sre", stage: "other", tier: "gold", added: "${x}: yes", obsolete: undefined }), "tags");
    const { group } = await program.reconcile("prod");
    expect(group).toMatchObject({ outcome: "opened", proof: { left: [expect.stringMatching(/::group tags\.stage$/) as string] } });
    expect(adoptedPaths(group)).toEqual(["tags.added", "tags.obsolete", "tags.team", "tags.tier"]);
    expect(group!.refused).toMatchObject([{ path: "tags.stage", code: "template", at: "Pulumi.yaml:33" }]);
    const edited = PROGRAM.replace("team: data", "team: sre").replace('        obsolete: "yes" # since spring\n', () => '        added: "$${x}: yes"\n');
    expect(await program.forge.bare.show(group!.branch!, "net/Pulumi.yaml")).toBe(edited);
    expect(await program.forge.bare.show(group!.branch!, "net/Pulumi.prod.yaml")).toBe(stackFile("prod").replace("# the second floor\n", "# the second floor\n  net:tier: gold\n"));
  });

  test("a bridged provider's elements that came and went, a number, a text and the stack's configuration", async () => {
    change("web-prod", () => ["10.0.0.0/8", "100.64.0.0/10", "192.168.7.0/24"], "sourceRanges");
    change("web-prod", () => "it's the web", "description");
    change("web-prod", () => 950, "priority");
    change("web-prod", () => [{ protocol: "tcp", ports: ["80", "443"] }], "allows");
    const { firewall } = await program.reconcile("prod");
    expect(firewall).toMatchObject({ outcome: "opened", refused: [], proof: { left: expect.not.arrayContaining([expect.stringContaining("::firewall ")]) as string[] } });
    const edited = PROGRAM.replace("'Web access'", "'it''s the web'").replace("900 #", "950 #").replace('["80"]', '["80", "443"]').replace("- 172.16.0.0/12", "- 100.64.0.0/10");
    expect(await program.forge.bare.show(firewall!.branch!, "net/Pulumi.yaml")).toBe(edited);
    expect(await program.forge.bare.show(firewall!.branch!, "net/Pulumi.prod.yaml")).toBe(stackFile("prod").replace("192.168.0.0/24", "192.168.7.0/24"));
  });

  test("what another stack shares becomes configuration; what is the stack's own stays that", async () => {
    await deploy("dev");
    change("group-dev", tags => ({ ...tags, team: "ops" }), "tags");
    change("web-dev", () => ["10.0.0.0/8", "172.16.0.0/12", "192.168.9.0/24"], "sourceRanges");
    const { group, firewall } = await program.reconcile("dev");
    expect(group).toMatchObject({ outcome: "opened", refused: [], proof: { siblings: ["net/prod"], runs: 2 } });
    const edited = PROGRAM.replace("team: data", () => "team: ${groupTagsTeam}").replace("default: standard }\n", line => `${line}  groupTagsTeam: { type: string, default: data }\n`);
    expect(await program.forge.bare.show(group!.branch!, "net/Pulumi.yaml")).toBe(edited);
    expect(await program.forge.bare.show(group!.branch!, "net/Pulumi.dev.yaml")).toBe(stackFile("dev").replace("/24\n", "/24\n  net:groupTagsTeam: ops\n"));
    expect(firewall).toMatchObject({ outcome: "opened", refused: [], proof: { siblings: ["net/prod"] } });
    expect(await program.forge.files(firewall!.pullRequest!.number)).toMatchObject([{ filename: "net/Pulumi.dev.yaml", additions: 1, deletions: 1 }]);
  });

  async function deploy(stack: string): Promise<void> {
    await program.pulumi("stack", "init", stack);
    await program.deploy(stack);
  }

  /** Changes a property in the cloud; members that become undefined go. */
  function change(name: string, to: (now: JsonObject) => unknown, property: string): void {
    program.change(name, properties => ({ [property]: JSON.parse(JSON.stringify(to(properties[property] as JsonObject))) as Json }));
  }

  function stackFile(stack: string): string {
    return readFileSync(join(program.dir, `Pulumi.${stack}.yaml`), "utf8");
  }
});

function adoptedPaths(resource: ReconciledResource | undefined): string[] | undefined {
  return resource?.adopted.map(({ path }) => path).sort();
}
