import type { JsonObject } from "../../../model/json.ts";
import { text } from "../plugin/config.ts";
import { textAt, type Shape } from "../plugin/file-backed.ts";
import { merge } from "../plugin/merge.ts";
import type { Traits } from "../plugin/provider.ts";
import { randomGuid, randomHex } from "../plugin/random-id.ts";
import { isNamespaced } from "./kinds.ts";
import { decodeSecret, encodeSecret } from "./manifest.ts";

/** What the API server makes of a kind; all kinds are alike but for their defaults. */
export function shapeOf(type: string): Shape {
  const kind = type.split(":").at(-1)!;
  const { status = {}, ...traits } = KINDS[kind] ?? {};
  return {
    traits: { ...traits, autoname: "metadata.name", immutable: ["apiVersion", "kind", "metadata.name", "metadata.namespace", ...(traits.immutable ?? [])], outputs: ["status"] },
    identify: (inputs, { config }) => {
      const name = textAt(inputs, "metadata", "name")!;
      return { id: isNamespaced(type) ? `${namespaceOf(inputs, config)}/${name}` : name, name };
    },
    compute: (inputs, { config, name }) => ({
      metadata: {
        creationTimestamp: new Date().toISOString(),
        generation: 1,
        resourceVersion: String(Number.parseInt(randomHex("1", 5), 16)),
        uid: randomGuid(),
        ...(isNamespaced(type) && { namespace: namespaceOf(inputs, config) }),
        ...(kind === "Namespace" && { labels: { "kubernetes.io/metadata.name": name } }),
      },
      ...(kind === "Service" && { spec: { clusterIP: "10.96.0.17", clusterIPs: ["10.96.0.17"] } }),
      ...(Object.keys(status).length && { status }),
    }),
    ...(kind === "Secret" && { store: encodeSecret }),
    tell: (record, known) => {
      const inputs = kind === "Secret" ? decodeSecret(record.properties, known) : record.properties;
      const live = merge(merge(record.properties, inputs), record.computed);
      return { inputs, outputs: { ...live, __initialApiVersion: textAt(inputs, "apiVersion") ?? "v1", __fieldManager: "pulumi-kubernetes" } };
    },
  };
}

function namespaceOf(inputs: JsonObject, config: JsonObject): string {
  return textAt(inputs, "metadata", "namespace") ?? text(config, "namespace") ?? "default";
}

const POD: JsonObject = {
  restartPolicy: "Always",
  dnsPolicy: "ClusterFirst",
  schedulerName: "default-scheduler",
  securityContext: {},
  terminationGracePeriodSeconds: 30,
  containers: [{ imagePullPolicy: "IfNotPresent", terminationMessagePath: "/dev/termination-log", terminationMessagePolicy: "File", resources: {}, ports: [{ protocol: "TCP" }] }],
};

const KINDS: Record<string, Traits & { status?: JsonObject }> = {
  Namespace: { status: { phase: "Active" } },
  // The provider takes changed data for a new object, so that what uses it is rolled out again.
  ConfigMap: { immutable: ["data", "binaryData"] },
  Secret: { cloudDefaults: { type: "Opaque" }, immutable: ["data", "stringData", "type"], secrets: ["data", "stringData"] },
  Service: {
    cloudDefaults: { spec: { type: "ClusterIP", sessionAffinity: "None", internalTrafficPolicy: "Cluster", ipFamilyPolicy: "SingleStack", ports: [{ protocol: "TCP" }] } },
    status: { loadBalancer: {} },
  },
  Deployment: {
    cloudDefaults: {
      spec: {
        replicas: 1,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
        template: { spec: POD },
      },
    },
    immutable: ["spec.selector"],
    status: { observedGeneration: 1, replicas: 1, readyReplicas: 1, availableReplicas: 1, updatedReplicas: 1 },
  },
  RoleBinding: { immutable: ["roleRef"] },
  ClusterRoleBinding: { immutable: ["roleRef"] },
};
