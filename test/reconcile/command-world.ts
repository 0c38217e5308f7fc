import type { Wire } from "../../cli/wire.ts";
import { fakeEngine, fakeIdentities, vpcStack, type FakeEstate } from "../cli/fake-engine.ts";
import { paperEngine } from "./paper-engine.ts";
import type { World } from "./world.ts";

/** What `trueup.yaml` says of a world. @param rule what its rule says besides */
export const configurationOf = (world: World, rule = "onDrift: adopt"): string => `
backends: { main: { url: "file://state" } }
identities: { reader: { cloud: aws, roleArn: "arn:aws:iam::123456789012:role/reader", region: eu-west-1 } }
forges: { main: { kind: github, url: "${world.forge.apiUrl}", token: { env: FORGE_TOKEN } } }
stacks:
  - include: ["web/*"]
    identities: [reader]
    source: { forge: main, repository: ${world.forge.repository} }
    ${rule}
  - include: ["data/*"]
`;

export const ESTATE: FakeEstate = { backends: { main: [vpcStack("web/dev", "10.0.0.0/16"), vpcStack("data/prod", "10.1.0.0/16")] } };

/** What stands in for engine and clouds where a command works on a world; `engine` is that which it opens. */
export function wireOf(world: World, estate: FakeEstate = ESTATE): { engine: ReturnType<typeof fakeEngine>; wire: Pick<Wire, "openEngine" | "openIdentities"> } {
  const engine = { ...fakeEngine(estate), previewer: paperEngine(world.paper, world.previews) };
  return { engine, wire: { openEngine: async () => engine, openIdentities: () => fakeIdentities({ reader: "123456789012" }) } };
}
