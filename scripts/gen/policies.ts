import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GENERATED_NOTICE, type Generator } from "./generator.ts";
import { renderPolicyDocs } from "./policies/render-policy-docs.ts";

const ROOT = join(import.meta.dirname, "../..");
/** The packs, in the order in which they are told. */
export const PACKS: readonly string[] = ["naming", "network", "iam", "limits"];

export const generators: readonly Generator[] = [
  ...PACKS.map(pack => ({ file: `policypacks/${pack}/registry.generated.ts`, render: () => renderRegistry(pack) })),
  { file: "policypacks/all/registry.generated.ts", render: renderRegistryOfAll },
  { file: "docs/policies.md", render: () => renderPolicyDocs(ROOT, PACKS.map(pack => ({ pack, ids: policyIds(pack) }))) },
];

function renderRegistry(pack: string): string {
  const ids = policyIds(pack);
  const lines = [
    GENERATED_NOTICE,
    'import type { Policy } from "../_kit/policy";',
    ...ids.map(id => `import { policy as ${camelCase(id)} } from "./${id}";`),
    "",
    `export const policies: readonly Policy[] = [${ids.map(camelCase).join(", ")}];`,
  ];
  return `${lines.join("\n")}\n`;
}

function renderRegistryOfAll(): string {
  const lines = [
    GENERATED_NOTICE,
    'import type { Policy } from "../_kit/policy";',
    ...PACKS.map(pack => `import { policies as ${pack} } from "../${pack}/registry.generated";`),
    "",
    `export const policies: readonly Policy[] = [${PACKS.map(pack => `...${pack}`).join(", ")}];`,
  ];
  return `${lines.join("\n")}\n`;
}

/** One file, one policy: the file is named by its id. */
function policyIds(pack: string): string[] {
  const folder = join(ROOT, "policypacks", pack);
  const ids = readdirSync(folder).filter(name => new RegExp(`^${pack}-[a-z0-9-]+\\.ts$`).test(name)).map(name => name.slice(0, -".ts".length)).sort();
  for (const id of ids) {
    if (!readFileSync(join(folder, `${id}.ts`), "utf8").includes(`id: "${id}"`)) throw new Error(`policypacks/${pack}/${id}.ts does not declare the policy "${id}": the file is named by the id.`);
  }
  return ids;
}

function camelCase(kebab: string): string {
  return kebab.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
