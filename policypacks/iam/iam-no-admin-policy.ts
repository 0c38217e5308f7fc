import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type PolicyContext, type Report } from "../_kit/policy";
import type { Neighbours } from "../_kit/neighbours";
import type { Subject } from "../_kit/resource";
import { ifKnown } from "../_kit/undecided";
import type { Value } from "../_kit/value";
import { judgeRamAdmin, RAM_ADMIN_TYPES } from "./_shared/alicloud/judge-admin";
import { givesNothing } from "./_shared/aws-risk/principals";
import { judgeAwsAdmin } from "./_shared/aws/judge-admin";
import { AZURE_ADMIN } from "./_shared/azure/judge-admin";
import { ATTACHED_POLICIES, GRANT_DOCUMENTS } from "./_shared/documents";
import { examples } from "./_shared/examples/admin-policy";
import { GCP_ADMIN } from "./_shared/gcp/judge-admin";
import { KUBERNETES_ADMIN } from "./_shared/kubernetes/judge-admin";

/** What hands out everything, in every partition: `arn:aws-cn:iam::aws:policy/AdministratorAccess` is as good as `arn:aws:…`. */
const ADMIN_POLICIES = ["arn:aws*:iam::aws:policy/AdministratorAccess", "arn:aws*:iam::aws:policy/IAMFullAccess", "arn:aws*:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"];

/** Everything but what changes rights, organisations and the account itself. */
const NEARLY_ALL = "arn:aws*:iam::aws:policy/PowerUserAccess";

/** A policy of the stack's own is judged itself: attaching it needs no second look. */
const OF_ITS_OWN = ["aws:iam/policy:Policy", "aws-native:iam:ManagedPolicy"];

const OTHER_CLOUDS = { ...AZURE_ADMIN, ...GCP_ADMIN, ...KUBERNETES_ADMIN, ...Object.fromEntries(RAM_ADMIN_TYPES.map(type => [type, judgeRamAdmin])) };

const options = z.strictObject({
  extraPolicies: z.prefault(z.array(z.string()), []).register(z.globalRegistry, { description: "globs of further managed policies (ARNs; names in Alicloud) that nobody should be given" }),
});

export const policy = definePolicy({
  id: "iam-no-admin-policy",
  title: "Nobody is given all rights",
  severity: "critical",
  enforcement: "mandatory",
  why: "Whoever gets hold of one key of such a principal owns the account: can read all data, delete all backups, switch off the logs and stay.",
  fix: "Give the rights that are used, on what they are used on.",
  framework: { name: "CIS AWS Foundations Benchmark", version: "3.0.0", reference: "1.16" },
  types: [...new Set([...Object.keys(GRANT_DOCUMENTS), ...Object.keys(ATTACHED_POLICIES), ...Object.keys(OTHER_CLOUDS)])],
  needs: "stack",
  options,
  check(subject, report, context) {
    (OTHER_CLOUDS[subject.type] ?? judgeAws)(subject, report, context);
  },
  examples,
});

function judgeAws(subject: Subject, report: Report, { options: { extraPolicies }, neighbours }: PolicyContext<z.infer<typeof options>>): void {
  const documents = givesNothing(subject, neighbours) ? [] : (GRANT_DOCUMENTS[subject.type] ?? []).flatMap(path => subject.props.find(path));
  report.each(documents, document => judgeAwsAdmin(document, report));
  const attached = (ATTACHED_POLICIES[subject.type] ?? []).flatMap(path => subject.props.find(path));
  const isOfItsOwn = (value: Value) => value.isUnknown && neighbours.comesFrom(subject, topOf(value), OF_ITS_OWN);
  report.each(attached.filter(value => !isOfItsOwn(value)), policyName => {
    const isOneOf = (globs: readonly string[]) => globs.some(glob => matchesGlob(glob, policyName.text() ?? ""));
    const fix = "Attach a policy that allows what is used; administrators take on a role for the time that they need it.";
    if (isOneOf([...ADMIN_POLICIES, ...extraPolicies])) report(`${policyName.path} attaches ${policyName}, which allows everything or to hand out everything.`, { fix });
    else if (isOneOf([NEARLY_ALL])) report(`${policyName.path} attaches ${policyName}, which allows everything but to change rights.`, { fix, severity: "high" });
  });
  if (!neighbours.knowsAll && !neighbours.leavesToEnd) judgeAttachedDocuments(subject, report, neighbours);
}

/**
 * In an update the end comes after creation, and a policy by itself may only be somebody's boundary: so the stack's own policy
 * is judged where it is attached, before it is.
 */
function judgeAttachedDocuments(subject: Subject, report: Report, neighbours: Neighbours): void {
  const properties = (ATTACHED_POLICIES[subject.type] ?? []).map(path => path.replace(/\.\*$/, ""));
  const attached = properties.flatMap(property => ifKnown(() => neighbours.referencesOf(subject, property, OF_ITS_OWN)) ?? []);
  const policies = attached.flatMap(reference => ("urn" in reference ? (neighbours.subjectOf(reference.urn) ?? []) : []));
  for (const own of policies) {
    const told: Report = (message, details) => report(`It attaches "${own.name}": ${message}`, { ...details, related: [own.urn] });
    told.each = report.each;
    report.each((GRANT_DOCUMENTS[own.type] ?? []).flatMap(path => own.props.find(path)), document => judgeAwsAdmin(document, told));
  }
}

/** The property of the resource that a value is in. */
function topOf(value: Value): string {
  return value.path.split(/[.[]/)[0]!;
}
