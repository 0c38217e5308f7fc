import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import { GRANT_TYPES, WIDE_GRANT_TYPES } from "./_shared/gcp/families";
import { type Grant, grantsOf, grantsOwnRole, namedMembers } from "./_shared/gcp/grants";

/** Roles from before there were roles for services: https://cloud.google.com/storage/docs/access-control/iam-roles#legacy-roles */
const LEGACY = /^roles\/storage\.legacy(Bucket|Object)Owner$/;
/** Whoever has a basic role on the project: https://cloud.google.com/iam/docs/principals-overview#convenience-values */
const CONVENIENCE = /^project(Owner|Editor|Viewer):/;

export const policy = definePolicy({
  id: "iam-gcp-basic-roles",
  title: "Roles of Google Cloud are those of services, and their members are named",
  severity: "low",
  enforcement: "advisory",
  // https://cloud.google.com/iam/docs/roles-overview#basic
  why: "The roles from before IAM reach over all services: a viewer of a project reads nearly everything in it, and members such as projectEditor follow them without being named.",
  fix: "Grant predefined roles of the services that are used, to members that are named.",
  types: GRANT_TYPES,
  needs: "stack",
  check(subject, report, { neighbours }) {
    if (grantsOwnRole(subject, neighbours)) return;
    const isWide = WIDE_GRANT_TYPES.includes(subject.type);
    report.each(grantsOf(subject), grant => {
      judgeRole(grant, isWide, report);
      report.each(namedMembers(subject, grant), member => {
        if (/^domain:/.test(member.text() ?? "")) report(`${member.path} ${member} is everybody who has an account there, now and later.`);
        else if (CONVENIENCE.test(member.text() ?? "")) report(`${member.path} ${member} is whoever has that basic role on the project, now and later.`);
      });
    });
  },
  examples: {
    good: [
      { title: "a role of a service", resources: [grant("projects/iAMMember:IAMMember", "roles/logging.viewer", "group:ops@example.com")] },
      { title: "a role of a bucket", resources: [grant("storage/bucketIAMMember:BucketIAMMember", "roles/storage.admin", "group:ops@example.com")] },
    ],
    bad: [
      { title: "viewer of a project", resources: [grant("projects/iAMMember:IAMMember", "roles/viewer", "group:ops@example.com")], says: ["role roles/viewer", "reads nearly everything"] },
      { title: "an owner of a bucket, by its legacy role", resources: [grant("storage/bucketIAMMember:BucketIAMMember", "roles/storage.legacyBucketOwner", "group:ops@example.com")], says: ["roles/storage.legacyBucketOwner"] },
      { title: "a whole domain", resources: [grant("storage/bucketIAMMember:BucketIAMMember", "roles/storage.objectViewer", "domain:example.com")], says: ["domain:example.com", "everybody who has an account"] },
      { title: "whoever may edit the project", resources: [grant("pubsub/topicIAMMember:TopicIAMMember", "roles/pubsub.publisher", "projectEditor:acme-prod")], says: ["projectEditor:acme-prod"] },
    ],
  },
});

/** owner and editor are what iam-no-admin-policy tells. */
function judgeRole({ role }: Grant, isWide: boolean, report: Report): void {
  const text = role.text() ?? "";
  if (isWide && text === "roles/viewer") report(`${role.path} ${role} reads nearly everything there.`);
  else if (LEGACY.test(text)) report(`${role.path} ${role} is a legacy role, which also changes who has access.`, { fix: "Grant roles/storage.objectAdmin, or roles/storage.admin to administrators." });
}

function grant(token: string, role: string, member: string): ExampleResource {
  return { type: `gcp:${token}`, inputs: { role, member } };
}
