/**
 * Manifests of a service account that reads what Pulumi manages and nothing else. The built-in `view` leaves out secrets, access rules and what belongs to the whole cluster;
 * `*` would bring subresources along, and with them `pods/exec`, which is a `get` to many clusters.
 */
export const READER_ROLE = `apiVersion: v1
kind: Namespace
metadata: { name: trueup }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: trueup-reader, namespace: trueup }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: trueup-reader }
rules:
  - apiGroups: [""]
    resources: [secrets, nodes, persistentvolumes, podtemplates]
    verbs: [get, list, watch]
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [roles, rolebindings, clusterroles, clusterrolebindings]
    verbs: [get, list, watch]
  - apiGroups: [apiextensions.k8s.io, apiregistration.k8s.io]
    resources: [customresourcedefinitions, apiservices]
    verbs: [get, list, watch]
  - apiGroups: [admissionregistration.k8s.io]
    resources: [mutatingwebhookconfigurations, validatingwebhookconfigurations, validatingadmissionpolicies, validatingadmissionpolicybindings]
    verbs: [get, list, watch]
  - apiGroups: [storage.k8s.io, scheduling.k8s.io, networking.k8s.io, node.k8s.io]
    resources: [storageclasses, csidrivers, priorityclasses, ingressclasses, runtimeclasses]
    verbs: [get, list, watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: trueup-view }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: trueup-reader, namespace: trueup }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: trueup-reader }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: trueup-reader }
subjects: [{ kind: ServiceAccount, name: trueup-reader, namespace: trueup }]
`;
