import type { IndexDefinition, Neighbours } from "../_kit/neighbours";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { saysWho } from "./_shared/narrowing-condition";
import { statementValues } from "./_shared/statement";

const BUCKET = "alicloud:oss/bucket:Bucket";
const BLOCK = "alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock";
const ACCOUNT_BLOCK = "alicloud:oss/accountPublicAccessBlock:AccountPublicAccessBlock";
/** Where something is opened: the property with the ACL, the one with the policy. */
const OPENERS: Record<string, { acl?: string; policy?: string }> = {
  [BUCKET]: { acl: "acl", policy: "policy" },
  "alicloud:oss/bucketAcl:BucketAcl": { acl: "acl" },
  "alicloud:oss/bucketPolicy:BucketPolicy": { policy: "policy" },
  "alicloud:oss/bucketObject:BucketObject": { acl: "acl" },
};

/** Buckets for which the stack switches public access off: nothing that is set on them opens them then. */
const BLOCKED: IndexDefinition<{ buckets: Set<string>; isAccount: boolean }> = {
  types: [BLOCK, ACCOUNT_BLOCK],
  start: () => ({ buckets: new Set(), isAccount: false }),
  add(blocked, subject, neighbours) {
    if (subject.isForeign || subject.props.at("blockPublicAccess").flag() !== true) return;
    if (subject.type === ACCOUNT_BLOCK) blocked.isAccount = true;
    else blocked.buckets.add(bucketOf(subject, neighbours));
  },
};

export const policy = definePolicy({
  id: "iam-alicloud-public-bucket",
  title: "No bucket of Alibaba Cloud is open to everybody",
  severity: "critical",
  enforcement: "mandatory",
  // https://www.alibabacloud.com/help/en/oss/user-guide/block-public-access
  why: "Open buckets are searched for by machines: what is in them is copied within hours, and what can be written into them is paid for by their owner.",
  fix: "Make it private, and give a web site its objects by a CDN with origin access.",
  framework: { name: "CIS Alibaba Cloud Foundation Benchmark", version: "1.0.0", reference: "5.1, 5.2" },
  types: [...Object.keys(OPENERS), BLOCK, ACCOUNT_BLOCK],
  needs: "stack",
  check(subject, report, { neighbours }) {
    const opener = OPENERS[subject.type];
    if (!opener) return judgeBlock(subject, report);
    if (isBlocked(subject, neighbours)) return;
    const { acl, policy: document } = opener;
    report.each([acl].flatMap(path => (path ? subject.props.find(path) : [])), value => judgeAcl(value, report));
    report.each([document].flatMap(path => (path ? subject.props.find(path) : [])), value => report.each(statementValues(value), statement => judgeStatement(statement, report)));
  },
  examples: {
    good: [
      { title: "a private bucket", resources: [{ type: BUCKET, inputs: { bucket: "reports", acl: "private" } }] },
      { title: "a bucket for another account", resources: [policyOf({ Effect: "Allow", Action: ["oss:GetObject"], Principal: ["1234567890123456"], Resource: ["acs:oss:*:*:reports/*"] })] },
      { title: "everybody of one VPC", resources: [policyOf({ Effect: "Allow", Action: ["oss:GetObject"], Principal: ["*"], Resource: ["acs:oss:*:*:reports/*"], Condition: { StringEquals: { "acs:SourceVpc": ["vpc-t4nlw426y44rd3iq4"] } } })] },
      { title: "an open bucket that is blocked", resources: [{ type: BUCKET, name: "site", inputs: { bucket: "site", acl: "public-read" } }, { type: BLOCK, name: "block", inputs: { bucket: "site", blockPublicAccess: true } }] },
    ],
    bad: [
      { title: "a bucket that everybody reads", resources: [{ type: BUCKET, inputs: { bucket: "site", acl: "public-read" } }], says: ["acl public-read", "everybody read"] },
      { title: "a bucket that everybody writes", resources: [{ type: "alicloud:oss/bucketAcl:BucketAcl", inputs: { bucket: "site", acl: "public-read-write" } }], says: ["read, change and delete"] },
      { title: "a policy for everybody", resources: [policyOf({ Effect: "Allow", Action: ["oss:GetObject"], Principal: ["*"], Resource: ["acs:oss:*:*:reports/*"] })], says: ["policy.Statement[0]", "everybody"] },
      { title: "a policy for nobody named, which is everybody", resources: [policyOf({ Effect: "Allow", Action: ["oss:*"], Principal: [], Resource: ["acs:oss:*:*:reports/*"] })], says: ["everybody"] },
      { title: "an object", resources: [{ type: "alicloud:oss/bucketObject:BucketObject", inputs: { bucket: "site", key: "k", acl: "public-read" } }], says: ["acl public-read"] },
      { title: "a block that is taken away", resources: [{ type: ACCOUNT_BLOCK, inputs: { blockPublicAccess: false } }], says: ["blockPublicAccess false"] },
    ],
  },
});

function judgeAcl(acl: Value, report: Report): void {
  const text = acl.text();
  if (text === "public-read") report(`acl ${acl} lets everybody read.`);
  else if (text === "public-read-write") report(`acl ${acl} lets everybody read, change and delete.`);
}

/** An empty Principal is the same as "*": https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements */
function judgeStatement(statement: Value, report: Report): void {
  if (statement.at("Effect").text() !== "Allow") return;
  const principals = statement.at("Principal").items();
  const isEverybody = (!statement.at("Principal").isMissing && principals.length === 0) || principals.some(principal => principal.text() === "*");
  if (!isEverybody || saysWho(statement.at("Condition"))) return;
  report(`${statement.path} lets everybody use ${statement.at("Action")}${statement.at("Condition").isMissing ? "" : "; its condition does not say who"}.`, { fix: "Name accounts, users or roles in Principal, or the VPC in a condition with acs:SourceVpc." });
}

function judgeBlock({ type, props }: Subject, report: Report): void {
  const blocks = props.at("blockPublicAccess");
  if (blocks.flag() === false) report(`blockPublicAccess ${blocks} lets ${type === ACCOUNT_BLOCK ? "every bucket of the account" : "the bucket"} be opened.`, { level: "advisory", severity: "medium", fix: "Set blockPublicAccess to true." });
}

function isBlocked(subject: Subject, neighbours: Neighbours): boolean {
  const { buckets, isAccount } = neighbours.index(BLOCKED);
  return isAccount || (buckets.size > 0 && buckets.has(bucketOf(subject, neighbours)));
}

/** The bucket that something is about: its URN where the stack has it, otherwise its name. @throws {Undecided} */
function bucketOf(subject: Subject, neighbours: Neighbours): string {
  if (subject.type === BUCKET) return subject.urn;
  const reference = neighbours.referenceOf(subject, "bucket", [BUCKET]);
  return reference && "urn" in reference ? reference.urn : (reference?.outside ?? "");
}

function policyOf(statement: WireObject): ExampleResource {
  return { type: "alicloud:oss/bucketPolicy:BucketPolicy", inputs: { bucket: "reports", policy: JSON.stringify({ Version: "1", Statement: [statement] }) } };
}
