import { isMap, isScalar, isSeq } from "yaml";
import { Refused } from "../../refusal.ts";
import type { EditRequest, ReadFile } from "../edit-request.ts";
import { projectNameOf, readProjectFile } from "../stack-config/config-files.ts";
import { namesRead } from "./interpolation.ts";
import { openYaml, pairOf, refuseNode, type YamlFile, type YamlMap, type YamlNode, type YamlPair } from "./yaml-file.ts";

/** A Pulumi YAML program. */
export interface YamlProgram {
  source: YamlFile;
  projectName: string;
}

/** In the order in which the language host looks for them: https://github.com/pulumi/pulumi-yaml/blob/main/pkg/pulumiyaml/run.go */
const PROGRAM_FILES = ["Main.json", "Main.yaml", "Pulumi.yaml"];

/** Finds and parses the project's program. @throws {Refused} */
export async function openProgram(request: EditRequest, readFile: ReadFile, hint: string): Promise<YamlProgram> {
  const project = await readProjectFile(readFile);
  refuseCompiled(project, hint);
  const folder = folderOf(project);
  for (const name of PROGRAM_FILES) {
    const file = folder + name;
    const bytes = file === project?.file ? undefined : await readFile(file);
    const source = file === project?.file ? project : bytes && openYaml(file, bytes);
    if (source) return { source, projectName: projectNameOf(project) ?? request.project ?? "" };
  }
  throw new Refused("no-file", `There is no program in ${folder || "the project folder"}: none of ${PROGRAM_FILES.join(", ")}.`, hint);
}

/** `runtime: { name: yaml, options: { compiler: … } }`: the program is made by another one. */
function refuseCompiled(project: YamlFile | undefined, hint: string): void {
  const compiler = pairOf(pairOf(pairOf(project?.document.contents, "runtime")?.value, "options")?.value, "compiler");
  if (compiler) refuseNode(project!, compiler.key, { code: "generated", message: "The program is made by a compiler; an edit would be lost.", hint });
}

function folderOf(project: YamlFile | undefined): string {
  const main = pairOf(project?.document.contents, "main")?.value;
  const folder = isScalar(main) && typeof main.value === "string" ? main.value.replace(/^(\.\/)+|\/+$/g, "") : "";
  return folder === "" || folder === "." ? "" : `${folder}/`;
}

/** A section of the program, as `variables`. */
export function sectionOf({ source }: YamlProgram, name: string): YamlMap | undefined {
  const pair = field(source.document.contents, name);
  return isMap(pair?.value) ? (pair.value as YamlMap) : undefined;
}

/** A field of one of the program's records, which the language host finds in any case. */
export function field(map: unknown, name: string): YamlPair | undefined {
  if (!isMap(map)) return undefined;
  return (map as YamlMap).items.find(({ key }) => isScalar(key) && String(key.value).toLowerCase() === name.toLowerCase());
}

/** How often the program reads a name; what cannot be told counts. */
export function countReads({ source }: YamlProgram, name: string): number {
  let reads = 0;
  const visit = (node: YamlNode | null): void => {
    if (isScalar(node) && typeof node.value === "string") reads += namesRead(node.value).filter(read => read === undefined || read === name).length;
    else if (isMap(node)) for (const pair of node.items as YamlPair[]) [pair.key, pair.value].forEach(visit);
    else if (isSeq(node)) (node.items as YamlNode[]).forEach(visit);
  };
  visit(source.document.contents);
  return reads;
}
