// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Policy } from "../_kit/policy";
import { policy as iamGcpAuthoritativeBindings } from "./iam-gcp-authoritative-bindings";
import { policy as iamGcpCustomRole } from "./iam-gcp-custom-role";
import { policy as iamGcpDefaultServiceAccount } from "./iam-gcp-default-service-account";
import { policy as iamGcpPublicMembers } from "./iam-gcp-public-members";
import { policy as iamGcpServiceAccountKeys } from "./iam-gcp-service-account-keys";
import { policy as iamGcpServiceAccountRights } from "./iam-gcp-service-account-rights";
import { policy as iamGcpWorkloadIdentity } from "./iam-gcp-workload-identity";
import { policy as iamNoAdminPolicy } from "./iam-no-admin-policy";
import { policy as iamNoOpenTrust } from "./iam-no-open-trust";
import { policy as iamNoServiceWildcard } from "./iam-no-service-wildcard";
import { policy as iamPrivilegeEscalation } from "./iam-privilege-escalation";

export const policies: readonly Policy[] = [iamGcpAuthoritativeBindings, iamGcpCustomRole, iamGcpDefaultServiceAccount, iamGcpPublicMembers, iamGcpServiceAccountKeys, iamGcpServiceAccountRights, iamGcpWorkloadIdentity, iamNoAdminPolicy, iamNoOpenTrust, iamNoServiceWildcard, iamPrivilegeEscalation];
