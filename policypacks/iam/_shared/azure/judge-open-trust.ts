import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import type { Judge } from "../judge";

/** Where Azure lets tokens of other issuers in. */
export const AZURE_TRUST: Record<string, Judge> = { "azure-native:managedidentity:FederatedIdentityCredential": judgeFederation };

/** A subject that is matched by pattern must at least name the organisation and the repository. */
function judgeFederation({ props }: Subject, report: Report): void {
  const subject = props.at("subject");
  const [, owner = "", repository = ""] = /^repo:([^/:]*)\/?([^:]*)/.exec(subject.text() ?? "") ?? [];
  const isOpen = /^[*?]+$/.test(subject.text() ?? "") || (/^repo:/.test(subject.text() ?? "") && [owner, repository].some(part => part === "" || part.includes("*")));
  if (isOpen) report(`subject ${subject} lets in workflows of repositories that are not yours.`, { fix: "Name organisation, repository and branch, as repo:acme/shop:ref:refs/heads/main." });
}
