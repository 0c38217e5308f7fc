import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import type { Judge } from "../judge";

/** The basic roles that change nearly everything: https://cloud.google.com/iam/docs/roles-overview#basic */
const ADMIN_ROLES: ReadonlySet<string> = new Set(["roles/owner", "roles/editor"]);
/** A role of the stack's own is none of the basic ones. */
const OF_ITS_OWN = ["projects", "organizations"].map(level => `gcp:${level}/iAMCustomRole:IAMCustomRole`);
const FIX = "Grant predefined roles of the services that are used, such as roles/storage.objectViewer.";

/** Where Google Cloud gives somebody everything. */
export const GCP_ADMIN: Record<string, Judge> = Object.fromEntries(["projects", "folder", "organizations"].flatMap(level => [
  [`gcp:${level}/iAMMember:IAMMember`, judgeRole],
  [`gcp:${level}/iAMBinding:IAMBinding`, judgeRole],
  [`gcp:${level}/iAMPolicy:IAMPolicy`, judgePolicy],
]));

function judgeRole(subject: Subject, report: Report, { neighbours }: Parameters<Judge>[2]): void {
  const { props } = subject;
  if (props.at("role").isUnknown && neighbours.comesFrom(subject, "role", OF_ITS_OWN)) return;
  if (!ADMIN_ROLES.has(props.at("role").text() ?? "")) return;
  report(`role ${props.at("role")} lets ${[...props.find("member"), ...props.find("members.*")].join(", ") || "its members"} change nearly everything there.`, { fix: FIX });
}

function judgePolicy({ props }: Subject, report: Report): void {
  report.each(props.at("policyData").document().at("bindings").items(), binding => {
    if (ADMIN_ROLES.has(binding.at("role").text() ?? "")) report(`${binding.path} grants ${binding.at("role")}.`, { fix: FIX });
  });
}
