import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { gunzipSync } from "node:zlib";

// Run by hand when AWS's rules are to be read anew: `pip download --no-deps botocore`, unzip it, then
// `node scripts/gen/names/refresh-aws-shapes.ts <folder>/botocore`. What it writes is committed; `npm run gen` reads only that.

interface Model {
  operations: Record<string, { input?: { shape: string } }>;
  shapes: Record<string, { members?: Record<string, { shape: string }>; min?: number; max?: number; pattern?: string }>;
}

const folder = process.argv[2];
if (folder === undefined) throw new Error("Name the folder of botocore: node scripts/gen/names/refresh-aws-shapes.ts <folder>/botocore");
const table = readFileSync(join(import.meta.dirname, "aws.names"), "utf8");
const references = [...new Set([...table.matchAll(/^[^#\s]\S*\s+\S+\s+\S+\s+@(\S+)/gm)].map(([, reference]) => reference!))].sort();
const models = new Map<string, Model>();
const shapes = Object.fromEntries(references.map(reference => [reference, readShape(folder, reference)]));
const [, version] = /__version__ = '([^']+)'/.exec(readFileSync(join(folder, "__init__.py"), "utf8")) ?? [];
writeFileSync(join(import.meta.dirname, "aws-shapes.json"), `${JSON.stringify({ source: "botocore (https://github.com/boto/botocore), Apache-2.0", version, shapes }, null, 2)}\n`);
console.log(`${references.length} shapes of botocore ${version}`);

function readShape(botocore: string, reference: string): { min?: number; max?: number; pattern?: string } {
  const [service = "", operation = "", ...members] = reference.split(".");
  const model = models.get(service) ?? readModel(botocore, service);
  models.set(service, model);
  let shape = model.shapes[model.operations[operation]?.input?.shape ?? ""];
  for (const member of members) shape = model.shapes[shape?.members?.[member]?.shape ?? ""];
  if (!shape) throw new Error(`botocore has no ${reference}`);
  const { min, max, pattern } = shape;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }), ...(pattern === undefined ? {} : { pattern }) };
}

function readModel(botocore: string, service: string): Model {
  const versions = readdirSync(join(botocore, "data", service)).sort();
  const path = join(botocore, "data", service, versions.at(-1)!, "service-2.json.gz");
  return JSON.parse(gunzipSync(readFileSync(path)).toString("utf8")) as Model;
}
