import type { Grammar } from "../grammar";

const NAMES = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/";

const subdomain = (max: number): Grammar => ({
  min: 1,
  max,
  allowed: "a-z0-9.\\-",
  begins: "a-z0-9",
  ends: "a-z0-9",
  says: `1 to ${max} lower-case letters, digits, dots and hyphens, with a letter or digit first and last (a DNS-1123 subdomain)`,
  never: [{ pattern: /\.[.-]|-\./, because: "has a dot next to another dot or a hyphen" }],
  source: NAMES,
});

const label = (max: number, begins: string, name: string): Grammar => ({
  min: 1,
  max,
  allowed: "a-z0-9\\-",
  begins,
  ends: "a-z0-9",
  says: `1 to ${max} lower-case letters, digits and hyphens, beginning with a letter${begins === "a-z" ? "" : " or digit"} and not ending with a hyphen (a ${name} label)`,
  source: NAMES,
});

const pathSegment: Grammar = {
  min: 1,
  max: 253,
  allowed: "\\x20-\\x24\\x26-\\x2e\\x30-\\x7e",
  says: "any characters but / and %, and is not . or ..",
  never: [{ pattern: /^\.{1,2}$/, because: "is . or .." }],
  source: NAMES,
};

/** Kinds that do not keep to the rule for all others. */
const BY_KIND: Record<string, Grammar> = {
  ClusterRole: pathSegment,
  ClusterRoleBinding: pathSegment,
  Role: pathSegment,
  RoleBinding: pathSegment,
  Namespace: label(63, "a-z0-9", "DNS-1123"),
  Service: label(63, "a-z", "DNS-1035"),
  // The names of its jobs get up to eleven characters more.
  CronJob: subdomain(52),
};

const DEFAULT = subdomain(253);

export function kubernetesGrammar(type: string): Grammar {
  return BY_KIND[type.slice(type.lastIndexOf(":") + 1)] ?? DEFAULT;
}
