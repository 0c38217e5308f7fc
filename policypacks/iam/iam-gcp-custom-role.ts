import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Value } from "../_kit/value";
import { POWERFUL_PERMISSIONS, RUN_AS_PERMISSIONS } from "./_shared/gcp/powerful-permissions";

const ACT_AS = "iam.serviceAccounts.actAs";

export const policy = definePolicy({
  id: "iam-gcp-custom-role",
  title: "No custom role holds the means to get further rights",
  severity: "high",
  enforcement: "mandatory",
  why: "A role that looks narrow is worth all of the project where one of its permissions sets policies, makes keys or starts something as another account.",
  fix: "Leave the permission out, and grant it apart, on the one resource that it is needed for.",
  types: ["gcp:projects/iAMCustomRole:IAMCustomRole", "gcp:organizations/iAMCustomRole:IAMCustomRole"],
  check({ props }, report) {
    const permissions = props.at("permissions").items();
    report.each(permissions, permission => judgePermission(permission, report));
    judgeTogether(permissions, report);
  },
  examples: {
    good: [
      { title: "a role that reads", resources: [role("projects", ["storage.objects.get", "storage.objects.list", "iam.roles.get"])] },
      { title: "a role that deploys as nobody else", resources: [role("organizations", ["run.services.create", "run.services.update"])] },
    ],
    bad: [
      { title: "setting the policy of a project", resources: [role("projects", ["resourcemanager.projects.get", "resourcemanager.projects.setIamPolicy"])], says: ["permissions[1]", "every role on a project"] },
      { title: "keys of service accounts", resources: [role("organizations", ["iam.serviceAccountKeys.create"])], says: ["make keys of service accounts"] },
      { title: "machines as any service account", resources: [role("projects", ["compute.instances.create", "iam.serviceAccounts.actAs"])], says: ["compute.instances.create", "together"] },
      { title: "the policy of a bucket", resources: [role("projects", ["storage.buckets.setIamPolicy"])], says: ["storage.buckets.setIamPolicy", "share"] },
    ],
  },
});

function judgePermission(permission: Value, report: Report): void {
  const can = POWERFUL_PERMISSIONS[permission.text() ?? ""];
  if (can) report(`${permission.path} ${permission} is enough to ${can}.`);
  else if (/\.setIamPolicy$/.test(permission.text() ?? "")) report(`${permission.path} ${permission} is enough to share what it is about with anybody.`, { level: "advisory", severity: "medium" });
}

function judgeTogether(permissions: readonly Value[], report: Report): void {
  const texts = permissions.filter(permission => !permission.isUnknown).map(permission => permission.text() ?? "");
  if (!texts.includes(ACT_AS)) return;
  const starting = texts.filter(text => RUN_AS_PERMISSIONS.includes(text));
  const shown = permissions.some(permission => permission.isSecret) ? "[secret]" : starting.join(", ");
  if (starting.length > 0) report(`permissions holds ${ACT_AS} together with ${shown}: what is started that way acts as any service account.`, { fix: `Grant ${ACT_AS} apart (roles/iam.serviceAccountUser), on the one service account that is meant.` });
}

function role(level: string, permissions: string[]): ExampleResource {
  return { type: `gcp:${level}/iAMCustomRole:IAMCustomRole`, inputs: { roleId: "custom", title: "Custom", permissions } };
}
