import { remembered } from "../../_kit/remembered";
import type { NameCheck } from "./checks";
import type { Forbidden, Grammar } from "./grammar";
import { kubernetesRule } from "./kubernetes-names";
import type { NameRule, Scope } from "./name-rule";
import { NAME_TABLES } from "./name-rules.generated";

interface Row {
  cloud: string;
  words: readonly string[];
  source: string;
}

/** By normalised type. The tables are read when the first name of their cloud is judged. */
export const nameRuleFor: (type: string) => NameRule | undefined = remembered(findRule);

/** The types of a cloud of which something is known. */
export function typesWithNameRules(cloud: keyof typeof NAME_TABLES): string[] {
  return [...tableOf(cloud).keys()];
}

function findRule(type: string): NameRule | undefined {
  const cloud = type.slice(0, type.indexOf(":"));
  if (cloud === "kubernetes") return kubernetesRule(type);
  const row = cloud in NAME_TABLES ? tableOf(cloud as keyof typeof NAME_TABLES).get(type) : undefined;
  return row && readRow(row, type);
}

const tableOf = remembered((cloud: keyof typeof NAME_TABLES): ReadonlyMap<string, Row> => {
  const table = new Map<string, Row>();
  let source = "";
  for (const line of NAME_TABLES[cloud].trim().split("\n")) {
    const words = line.split(" ");
    if (words[0] === "source") source = words[1]!;
    else table.set(tokenOf(cloud, words[0]!), { cloud, words: words.slice(1), source });
  }
  return table;
});

function readRow({ cloud, words, source }: Row, type: string): NameRule {
  const [scope = "none", length = "-", ...rest] = words;
  const [characters, ...flags] = length === "-" ? ["", ...rest] : rest;
  const after = (mark: string) => flags.filter(flag => flag.startsWith(mark)).map(flag => flag.slice(mark.length));
  const [space] = after("space=");
  return {
    grammar: length === "-" ? undefined : readGrammar(length, characters ?? "", flags, sourceOf(source, type, flags)),
    scope: readScope(scope, cloud),
    space: space === undefined ? type : space.includes("/") ? tokenOf(cloud, space) : space,
    ignoresCase: cloud === "azure-native" || flags.includes("~case"),
    isRenamedInPlace: flags.includes("inplace"),
    slugs: after("slug=").flatMap(list => list.split(",")),
  };
}

function readGrammar(length: string, allowed: string, flags: readonly string[], source: string): Grammar {
  const [min = 1, max = 1] = length.split("-").map(Number);
  const find = (mark: string) => flags.find(flag => flag.startsWith(mark))?.slice(mark.length);
  const [begins, ends, prefix] = [find("^"), find("$"), find("+")];
  return {
    min,
    max,
    allowed,
    ...(begins === undefined ? {} : { begins }),
    ...(ends === undefined ? {} : { ends }),
    ...(prefix === undefined ? {} : { prefix }),
    never: flags.filter(flag => flag.startsWith("!")).map(flag => readForbidden(flag.slice(1))),
    checks: flags.filter(flag => flag.startsWith("?")).map(flag => flag.slice(1) as NameCheck),
    source,
  };
}

function readForbidden(text: string): Forbidden {
  const where = ({ "^": "first", $: "last", "=": "alone" } as const)[text[0]!];
  return where ? { where, text: text.slice(1) } : { where: "anywhere", text };
}

function readScope(scope: string, cloud: string): Scope {
  if (!scope.startsWith("in:")) return { within: scope as Scope["within"], parents: [] };
  const around = ({ aws: "region", "azure-native": "group", gcp: "account", alicloud: "region" } as Record<string, Scope["within"]>)[cloud];
  return { within: around ?? "none", parents: scope.slice(3).split("+") };
}

function sourceOf(source: string, type: string, flags: readonly string[]): string {
  const model = flags.find(flag => flag.startsWith("@"))?.slice(1).split(".");
  if (model) return `${model[1]} in the API reference of ${model[0]}`;
  if (source !== "sdk") return source;
  const [cloud, module = ""] = type.split(":");
  return `https://www.pulumi.com/registry/packages/${cloud}/api-docs/${module.toLowerCase()}/`;
}

/** `aws:ec2/vpc:Vpc` of `ec2/vpc`. */
function tokenOf(cloud: string, type: string): string {
  const slash = type.indexOf("/");
  return slash < 0 ? `${cloud}:${type}` : `${cloud}:${type}:${type.charAt(slash + 1).toUpperCase()}${type.slice(slash + 2)}`;
}
