import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource, type PolicyContext, type Report } from "../_kit/policy";
import type { Value } from "../_kit/value";
import { isAnybody, judgeAnybody } from "./_shared/anybody";
import { GRANT_TYPES } from "./_shared/gcp/families";
import { grantsOf, namedMembers } from "./_shared/gcp/grants";
import { GCP_TRUST } from "./_shared/gcp/judge-open-trust";
import { judgePublicSettings, PUBLIC_SETTINGS } from "./_shared/gcp/public-settings";

const options = z.strictObject({
  allowedMembers: z.prefault(z.array(z.string()), []).register(z.globalRegistry, {
    description: "globs over members, as `*@example.com` or `serviceAccount:*.iam.gserviceaccount.com`; where there are some, every other user, group, domain and service account is refused",
  }),
});

/** Roles with which one calls a service and changes nothing: what is on the web on purpose is given these. */
const CALLERS: ReadonlySet<string> = new Set(["roles/run.invoker", "roles/cloudfunctions.invoker", "roles/iap.httpsResourceAccessor"]);
/** Google accounts that people make themselves. */
const PRIVATE_ACCOUNT = /^(user|group|domain):(.*@)?(gmail|googlemail|googlegroups)\.com$/i;

export const policy = definePolicy({
  id: "iam-gcp-public-members",
  title: "Nothing of Google Cloud is open to everybody",
  severity: "critical",
  enforcement: "mandatory",
  // https://cloud.google.com/iam/docs/principals-overview#principal-types
  why: "allUsers is everybody on the internet, and allAuthenticatedUsers is the same for whoever makes a Google account first. Searching for open buckets, datasets and topics is automated.",
  fix: "Name the users, groups or service accounts that need it.",
  framework: { name: "CIS Google Cloud Platform Foundation Benchmark", version: "2.0.0", reference: "1.1, 1.9, 5.1, 7.1" },
  types: [...GRANT_TYPES.filter(type => !(type in GCP_TRUST)), ...Object.keys(PUBLIC_SETTINGS)],
  needs: "stack",
  options,
  check(subject, report, context) {
    if (subject.type in PUBLIC_SETTINGS) judgePublicSettings(subject, report);
    else report.each(grantsOf(subject), grant => report.each(namedMembers(subject, grant), member => judgeMember(member, grant.role, { report, ...context })));
  },
  examples: {
    good: [
      { title: "a group that reads a bucket", resources: [member("storage/bucketIAMMember:BucketIAMMember", "roles/storage.objectViewer", "group:data@example.com")] },
      { title: "a service account of one's own", resources: [member("pubsub/topicIAMMember:TopicIAMMember", "roles/pubsub.publisher", "serviceAccount:shop@acme-prod.iam.gserviceaccount.com")], options: { allowedMembers: ["*.iam.gserviceaccount.com"] } },
      { title: "a dataset for its project", resources: [{ type: "gcp:bigquery/dataset:Dataset", inputs: { accesses: [{ role: "READER", specialGroup: "projectReaders" }] } }] },
      { title: "a private bucket", resources: [{ type: "gcp:storage/bucketACL:BucketACL", inputs: { bucket: "b", predefinedAcl: "projectPrivate" } }] },
    ],
    bad: [
      { title: "a bucket for everybody", resources: [member("storage/bucketIAMMember:BucketIAMMember", "roles/storage.objectViewer", "allUsers")], says: ["member", "allUsers", "anybody"] },
      { title: "a key for whoever has a Google account", resources: [{ type: "gcp:kms/cryptoKeyIAMBinding:CryptoKeyIAMBinding", inputs: { role: "roles/cloudkms.cryptoKeyDecrypter", members: ["group:a@example.com", "allAuthenticatedUsers"] } }], says: ["members[1]", "with a Google account"] },
      { title: "a topic for everybody by a whole policy", resources: [{ type: "gcp:pubsub/topicIAMPolicy:TopicIAMPolicy", inputs: { topic: "t", policyData: JSON.stringify({ bindings: [{ role: "roles/pubsub.subscriber", members: ["allUsers"] }] }) } }], says: ["policyData.bindings[0].members[0]"] },
      { title: "a service on the web", resources: [member("cloudrunv2/serviceIamMember:ServiceIamMember", "roles/run.invoker", "allUsers")], says: ["allUsers"] },
      { title: "a service that asks nobody who they are", resources: [{ type: "gcp:cloudrunv2/service:Service", inputs: { location: "europe-west1", invokerIamDisabled: true } }], says: ["invokerIamDisabled"] },
      { title: "a private account", resources: [member("projects/iAMMember:IAMMember", "roles/storage.objectViewer", "user:jane.doe@gmail.com")], says: ["jane.doe@gmail.com", "not one of your organisation"] },
      { title: "an open bucket by its list", resources: [{ type: "gcp:storage/bucketACL:BucketACL", inputs: { bucket: "b", roleEntities: ["OWNER:project-owners-1", "READER:allUsers"] } }], says: ["roleEntities[1]"] },
      { title: "an open dataset", resources: [{ type: "gcp:bigquery/dataset:Dataset", inputs: { accesses: [{ role: "READER", specialGroup: "allAuthenticatedUsers" }] } }], says: ["accesses[0].specialGroup"] },
      { title: "another organisation's group", resources: [member("storage/bucketIAMMember:BucketIAMMember", "roles/storage.objectViewer", "group:x@example.org")], options: { allowedMembers: ["*@example.com"] }, says: ["allowedMembers"] },
    ],
  },
});

function judgeMember(member: Value, role: Value, { report, options: { allowedMembers } }: PolicyContext<z.infer<typeof options>> & { report: Report }): void {
  const text = member.text() ?? "";
  if (isAnybody(member)) {
    const isCaller = !role.isUnknown && CALLERS.has(role.text() ?? "");
    return judgeAnybody(member, report, isCaller ? "medium" : undefined);
  }
  if (PRIVATE_ACCOUNT.test(text)) return report(`${member.path} ${member} is a private account, not one of your organisation: nobody takes it away when its owner leaves.`, { severity: "high", fix: "Grant the role to an account or a group of your organisation." });
  const isPerson = /^(user|group|domain|serviceAccount):/.test(text);
  if (isPerson && allowedMembers.length > 0 && !allowedMembers.some(glob => matchesGlob(glob, text))) {
    report(`${member.path} ${member} is none of allowedMembers.`, { severity: "high", fix: "Grant it to a member of your organisation, or add a glob to allowedMembers." });
  }
}

function member(token: string, role: string, who: string): ExampleResource {
  return { type: `gcp:${token}`, inputs: { role, member: who } };
}
