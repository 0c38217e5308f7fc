import type { LeftOut } from "../../_kit/left-out";

export const leftOut: readonly LeftOut[] = [
  { what: "Deny statements, permissions boundaries and service control policies", why: "not judged yet: a right that is allowed here is reported even where something else takes it away again" },
  { what: "Privilege escalation over the union of a principal's policies, actions expanded from data", why: "not judged yet; all of IAM, all of RAM and everything are found by their wildcards, also spread over statements of one document" },
  { what: "Policies of resources (buckets, keys, queues, topics)", why: "not judged yet; trust policies of roles are" },
  { what: "`alicloud.ram.Policy` with the deprecated `statements`", why: "deprecated since version 1.49 of the provider; `policyDocument` and `document` are judged" },
];
