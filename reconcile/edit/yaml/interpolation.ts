import { parsePath, type PropertyPath } from "../../../model/property-path.ts";

// Texts of a Pulumi YAML program: `${name.member}` stands for a value, `$$` for one dollar sign, wherever it stands.
// https://github.com/pulumi/pulumi-yaml/blob/main/pkg/pulumiyaml/ast/interpolation.go

/** The text that the program gives; `undefined`: it is built from other values. */
export function readText(text: string): string | undefined {
  return tokensOf(text).some(isAccess) ? undefined : text.replaceAll("$$", "$");
}

/** How a text has to be written so that the program gives it. */
export function writeText(text: string): string {
  return text.replace(/\$(?=[${])/g, "$$$$");
}

/** What the text stands for as a whole: `["server", "id"]` of `${server.id}`; `undefined` where it is more than that, or less. */
export function soleAccess(text: string): PropertyPath | undefined {
  const [token, ...more] = tokensOf(text);
  return token !== undefined && more.length === 0 && isAccess(token) && token.length === text.length ? accessOf(token) : undefined;
}

/** Names of everything that the text reads; `undefined` among them where it cannot be told. */
export function namesRead(text: string): (string | undefined)[] {
  return tokensOf(text).filter(isAccess).map(token => accessOf(token)?.[0]?.toString());
}

function tokensOf(text: string): string[] {
  return text.match(/\$\$|\$\{(?:"(?:[^"\\]|\\.)*"|[^}"])*\}?/g) ?? [];
}

function isAccess(token: string): boolean {
  return token !== "$$";
}

function accessOf(token: string): PropertyPath | undefined {
  try {
    const path = parsePath(token.slice(2, -1));
    return token.endsWith("}") && typeof path[0] === "string" ? path : undefined;
  } catch {
    return undefined;
  }
}
