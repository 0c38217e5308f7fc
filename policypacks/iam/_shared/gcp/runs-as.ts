/** Where a resource says as which service account its programs run. */
export interface RunsAs {
  /** Path to what holds the two, `""` for the resource itself; where it is not set nothing runs as anybody. */
  at: string;
  /** Path of the account in it. */
  email: string;
  /** Path of the OAuth scopes in it. */
  scopes?: string;
  /** Whether leaving it out is so common that it is only worth a remark. */
  isMild?: boolean;
}

/** https://cloud.google.com/iam/docs/attach-service-accounts */
const MACHINE: readonly RunsAs[] = [{ at: "serviceAccount", email: "email", scopes: "scopes" }];

/** By normalised type. Where `at` is there and `email` is not, the cloud takes the project's default account. */
export const RUNS_AS: Record<string, readonly RunsAs[]> = {
  "gcp:compute/instance:Instance": MACHINE,
  "gcp:compute/instanceTemplate:InstanceTemplate": MACHINE,
  "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate": MACHINE,
  "gcp:compute/instanceFromTemplate:InstanceFromTemplate": MACHINE,
  "gcp:container/nodePool:NodePool": [{ at: "", email: "nodeConfig.serviceAccount", scopes: "nodeConfig.oauthScopes" }],
  "gcp:container/cluster:Cluster": [{ at: "nodeConfig", email: "serviceAccount", scopes: "oauthScopes" }],
  "gcp:cloudrunv2/service:Service": [{ at: "template", email: "serviceAccount", isMild: true }],
  "gcp:cloudrunv2/job:Job": [{ at: "template.template", email: "serviceAccount", isMild: true }],
  "gcp:cloudrun/service:Service": [{ at: "template.spec", email: "serviceAccountName", isMild: true }],
  "gcp:cloudfunctions/function:Function": [{ at: "", email: "serviceAccountEmail", isMild: true }],
  "gcp:cloudfunctionsv2/function:Function": [{ at: "serviceConfig", email: "serviceAccountEmail", isMild: true }],
  "gcp:dataproc/cluster:Cluster": [{ at: "clusterConfig.gceClusterConfig", email: "serviceAccount", scopes: "serviceAccountScopes", isMild: true }],
  "gcp:workflows/workflow:Workflow": [{ at: "", email: "serviceAccount", isMild: true }],
};
