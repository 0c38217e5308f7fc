import { whereSame, type NoiseRule } from "../noise-rule.ts";

const RECORD = "aws:route53/record:Record";

export const rule: NoiseRule = {
  id: "dns-names",
  title: "DNS names with and without the last dot, in capitals and not",
  why: "A name with a dot at its end is the same name, and names are compared without regard to case.",
  issue: "https://github.com/hashicorp/terraform-provider-aws/issues/11147",
  types: ["aws:route53/*", "aws-native:route53:*", "azure-native:network*:*Zone", "azure-native:network*:RecordSet", "azure-native:dns*:*", "gcp:dns/*", "alicloud:dns/*", "alicloud:pvtz/*"],
  isNoise: whereSame(
    ({ path }) => ["name", "fqdn", "dnsName", "zoneName"].includes(String(path.at(-1))) || path.at(-2) === "records" || path.at(-2) === "rrdatas",
    (expected, actual) => dnsName(expected) !== undefined && dnsName(expected) === dnsName(actual),
  ),
  examples: {
    noise: [{ shows: "the zone returned its names with a dot", type: RECORD, recorded: { name: "www.Example.com", records: ["lb.example.com"] }, found: { name: "www.example.com.", records: ["lb.example.com."] } }],
    drift: [
      { shows: "the record leads elsewhere", type: RECORD, recorded: { records: ["lb.example.com"] }, found: { records: ["lb.evil.example."] } },
      { shows: "a text record is a text", type: RECORD, recorded: { type: "TXT", records: ["v=spf1 include:A -all"] }, found: { type: "TXT", records: ["v=spf1 include:a -all"] } },
    ],
  },
};

function dnsName(value: unknown): string | undefined {
  return typeof value === "string" && /^(\*\.)?[\w-]+(\.[\w-]+)+\.?$/.test(value) ? value.replace(/\.$/, "").toLowerCase() : undefined;
}
