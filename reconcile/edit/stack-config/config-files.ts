import { isMap, isScalar } from "yaml";
import type { ReadFile } from "../edit-request.ts";
import { openYaml, pairOf, type YamlFile, type YamlMap, type YamlNode } from "../yaml/yaml-file.ts";

/** In the order in which the engine looks for them: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/encoding/marshal.go */
const PROJECT_FILES = ["Pulumi.json", "Pulumi.yaml", "Pulumi.yml"];

/** The project's file; `undefined` where there is none. @throws {Refused} */
export async function readProjectFile(readFile: ReadFile): Promise<YamlFile | undefined> {
  for (const file of PROJECT_FILES) {
    const bytes = await readFile(file);
    if (bytes) return openYaml(file, bytes);
  }
  return undefined;
}

/**
 * Where the stack's configuration is kept: beside the project's file, with the same ending, or in the folder that `stackConfigDir` (once: `config`) names.
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/workspace/paths.go
 */
export function stackFileName(project: YamlFile | undefined, stack: string): string {
  const ending = /\.[a-z]+$/.exec(project?.file ?? "Pulumi.yaml")![0];
  const folder = textAt(project, "stackConfigDir") ?? textAt(project, "config");
  const file = `Pulumi.${stack.replaceAll("/", "-")}${ending}`;
  return folder ? `${folder.replace(/^\.\/|\/+$/g, "")}/${file}` : file;
}

function textAt(project: YamlFile | undefined, key: string): string | undefined {
  const value = pairOf(project?.document.contents, key)?.value;
  return isScalar(value) && typeof value.value === "string" ? value.value : undefined;
}

/** What the project's file says of a key for every stack; `undefined` where it does not name it. */
export function declarationOf(project: YamlFile | undefined, { namespace, key, projectName }: { namespace: string; key: string; projectName: string | undefined }): { value?: YamlNode; isSecret: boolean } | undefined {
  const config = pairOf(project?.document.contents, "config")?.value;
  const pair = pairOf(config, `${namespace}:${key}`) ?? (namespace === projectName ? pairOf(config, key) : undefined);
  if (!pair?.value) return pair && { isSecret: false };
  if (!isMap(pair.value)) return { value: pair.value, isSecret: false };
  const map = pair.value as YamlMap;
  const value = pairOf(map, "default")?.value ?? pairOf(map, "value")?.value;
  const secret = pairOf(map, "secret")?.value;
  return { ...(value && { value }), isSecret: isScalar(secret) && secret.value !== false };
}

/** The name in the project's file. */
export function projectNameOf(project: YamlFile | undefined): string | undefined {
  return textAt(project, "name");
}
