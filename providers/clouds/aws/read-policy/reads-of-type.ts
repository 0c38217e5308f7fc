import { CLOUDFORMATION_READS } from "./cloudformation-reads.generated.ts";
import { checkedReads } from "./checked-reads.ts";
import { isContentRead, readsOfServices, type ServiceReads } from "./reads.ts";
import { cloudFormationService, prefixesOf } from "./service-names.ts";

/** How well the reads of a type are known: entry by entry, by CloudFormation and by name, or no closer than its service. */
export type Basis = "checked" | "related" | "service" | "unknown";

export interface TypeReads {
  basis: Basis;
  actions: string[];
  /** Services that are allowed whole. */
  services: string[];
  /** What belongs to it but hands out contents. */
  leftOut: string[];
}

export interface ReadCatalogue {
  services: ReadonlyMap<string, ServiceReads>;
  readsOf(type: string): TypeReads;
}

/** Built once for a whole policy: parsing the data takes some ten milliseconds. */
export function openReadCatalogue(): ReadCatalogue {
  const services = readsOfServices();
  const checked = checkedReads();
  const byCloudFormation = new Map(CLOUDFORMATION_READS.flatMap(parseLine));
  return {
    services,
    readsOf(type) {
      const known = checked.get(type);
      if (known) return { basis: "checked", actions: [...known], services: [], leftOut: [] };
      const place = placeOf(type);
      const prefixes = prefixesOf(place.module, services);
      const handler = byCloudFormation.get(`${cloudFormationService(place.module)} ${place.kind.toLowerCase()}`) ?? [];
      // Cloud Control calls the handler with the caller's own rights: https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/security.html
      if (place.package === "aws-native" && handler.length > 0) return withoutContents("checked", ["cloudformation:GetResource", ...handler]);
      const related = [...handler, ...prefixes.flatMap(prefix => relatedTo(place.kind, prefix, services.get(prefix)!))];
      if (related.length > 0) return withoutContents("related", [...(place.package === "aws-native" ? ["cloudformation:GetResource"] : []), ...related]);
      return { basis: prefixes.length > 0 ? "service" : "unknown", actions: [], services: prefixes, leftOut: [] };
    },
  };
}

/** Written by scripts/tools/cloudformation-reads.ts. */
function parseLine(line: string): [key: string, actions: string[]][] {
  const space = line.indexOf(" ");
  return [...line.slice(space + 1).matchAll(/([^()]+)\(([^)]*)\)/g)].map(([, kind, actions]) => [`${line.slice(0, space)} ${kind}`.toLowerCase(), actions!.split(",")]);
}

/** `aws:sqs/queue:Queue` and `aws-native:sqs:Queue`. */
function placeOf(type: string): { package: string; module: string; kind: string } {
  const [name = "", path = "", kind = ""] = type.split(":");
  return { package: name, module: path.split("/")[0]!, kind };
}

/** Reads that have the kind in their name, and how tags are told; none where nothing but tags is found. */
function relatedTo(kind: string, prefix: string, { reads }: ServiceReads): string[] {
  const word = kind.toLowerCase().replace(/(ies|s|y)$/, "");
  const named = [...reads].filter(read => read.toLowerCase().includes(word));
  const tags = [...reads].filter(read => /^(List|Get|Describe)(Resource)?Tags/.test(read));
  return named.length > 0 ? [...named, ...tags].map(read => `${prefix}:${read}`) : [];
}

function withoutContents(basis: Basis, all: readonly string[]): TypeReads {
  const actions = [...new Set(all)];
  return { basis, actions: actions.filter(action => !isContentRead(action)), services: [], leftOut: actions.filter(isContentRead) };
}
