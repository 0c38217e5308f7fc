import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const cluster = new kubernetes.Provider("cluster", { kubeconfig: config.requireSecret("kubeconfig") });
const onCluster = { provider: cluster };

const namespace = new kubernetes.core.v1.Namespace("checkout", { metadata: { name: "checkout", labels: { owner: "shop" } } }, onCluster);
const inNamespace = namespace.metadata.name;

const settings = new kubernetes.core.v1.ConfigMap(
  "checkout-settings",
  { metadata: { name: "checkout-settings", namespace: inNamespace }, data: { CURRENCY: "EUR", LOG_LEVEL: "info" } },
  onCluster,
);

const credentials = new kubernetes.core.v1.Secret(
  "checkout-credentials",
  { metadata: { name: "checkout-credentials", namespace: inNamespace }, stringData: { PAYMENT_TOKEN: config.requireSecret("paymentToken") } },
  onCluster,
);

const labels = { app: "checkout" };

// The autoscaler decides how many replicas run.
new kubernetes.apps.v1.Deployment(
  "checkout",
  {
    metadata: { name: "checkout", namespace: inNamespace, labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: "checkout",
              image: config.require("image"),
              ports: [{ containerPort: 8080 }],
              envFrom: [{ configMapRef: { name: settings.metadata.name } }, { secretRef: { name: credentials.metadata.name } }],
              resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "512Mi" } },
            },
          ],
        },
      },
    },
  },
  { ...onCluster, ignoreChanges: ["spec.replicas"] },
);

const service = new kubernetes.core.v1.Service(
  "checkout",
  { metadata: { name: "checkout", namespace: inNamespace, labels }, spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] } },
  onCluster,
);

export const serviceName = service.metadata.name;
