// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Policy } from "../_kit/policy";
import { policy as iamGcpAuthoritativeBindings } from "./iam-gcp-authoritative-bindings";
import { policy as iamGcpCustomRole } from "./iam-gcp-custom-role";
import { policy as iamGcpDefaultServiceAccount } from "./iam-gcp-default-service-account";
import { policy as iamGcpPublicMembers } from "./iam-gcp-public-members";
import { policy as iamGcpServiceAccountKeys } from "./iam-gcp-service-account-keys";
import { policy as iamGcpServiceAccountRights } from "./iam-gcp-service-account-rights";
import { policy as iamGcpWorkloadIdentity } from "./iam-gcp-workload-identity";
import { policy as iamK8sEscalation } from "./iam-k8s-escalation";
import { policy as iamK8sGroups } from "./iam-k8s-groups";
import { policy as iamK8sNodesProxy } from "./iam-k8s-nodes-proxy";
import { policy as iamK8sPodExec } from "./iam-k8s-pod-exec";
import { policy as iamK8sSecrets } from "./iam-k8s-secrets";
import { policy as iamK8sServiceAccount } from "./iam-k8s-service-account";
import { policy as iamK8sWebhooksCsr } from "./iam-k8s-webhooks-csr";
import { policy as iamK8sWildcards } from "./iam-k8s-wildcards";
import { policy as iamNoAdminPolicy } from "./iam-no-admin-policy";
import { policy as iamNoOpenTrust } from "./iam-no-open-trust";
import { policy as iamNoPublicResource } from "./iam-no-public-resource";
import { policy as iamNoServiceWildcard } from "./iam-no-service-wildcard";
import { policy as iamPrivilegeEscalation } from "./iam-privilege-escalation";

export const policies: readonly Policy[] = [iamGcpAuthoritativeBindings, iamGcpCustomRole, iamGcpDefaultServiceAccount, iamGcpPublicMembers, iamGcpServiceAccountKeys, iamGcpServiceAccountRights, iamGcpWorkloadIdentity, iamK8sEscalation, iamK8sGroups, iamK8sNodesProxy, iamK8sPodExec, iamK8sSecrets, iamK8sServiceAccount, iamK8sWebhooksCsr, iamK8sWildcards, iamNoAdminPolicy, iamNoOpenTrust, iamNoPublicResource, iamNoServiceWildcard, iamPrivilegeEscalation];
