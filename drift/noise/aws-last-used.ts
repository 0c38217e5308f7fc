import type { NoiseRule } from "../noise-rule.ts";

const ROLE = "aws:iam/role:Role";
const TIMES = new Set(["roleLastUsed", "roleLastUseds", "passwordLastUsed", "lastUsedDate", "renewalSummaries", "renewalEligibility", "notAfter", "notBefore"]);

export const rule: NoiseRule = {
  id: "aws-last-used",
  title: "When a role, a password or a certificate was last used or renewed",
  why: "AWS writes it down by itself; nobody set it.",
  issue: "https://github.com/hashicorp/terraform-provider-aws/issues/30861",
  types: ["aws:iam/*", "aws:acm/*"],
  isNoise: ({ path, inputs }) => TIMES.has(String(path[0])) && !(String(path[0]) in inputs),
  examples: {
    noise: [{ shows: "the role was used", type: ROLE, outputs: {}, recorded: {}, found: { roleLastUsed: [{ lastUsedDate: "2026-11-21T10:24:11Z", region: "us-west-2" }] } }],
    drift: [{ shows: "sessions may last longer", type: ROLE, recorded: { maxSessionDuration: 3600 }, found: { maxSessionDuration: 43200 } }],
  },
};
