import { remembered } from "./remembered";

/** The clouds that rules cover; `aws` stands for every partition and for both of its providers. */
export type Cloud = "aws" | "azure-native" | "gcp" | "alicloud" | "kubernetes";

/** Renames between azure-native v2 and v3: https://www.pulumi.com/registry/packages/azure-native/from-v2-to-v3/ */
const AZURE_RENAMES: Record<string, string> = { documentdb: "cosmosdb", cache: "redis" };
/** Where kinds of the retired `extensions` group went. */
const EXTENSIONS_MOVED_TO: Record<string, string> = { Ingress: "networking.k8s.io", NetworkPolicy: "networking.k8s.io" };

/**
 * The one spelling of a type that rules match on: without the API version (`azure-native:network/v20240101:VirtualNetwork`,
 * `kubernetes:apps/v1:Deployment`), without `Patch` and `List`, and with `BucketV2` as `Bucket`.
 */
export const normaliseType: (type: string) => string = remembered(type => {
  // Types are few and resources many, so each is worked out once.
  const [pkg = "", module = "", name = ""] = type.split(":");
  if (pkg === "azure-native") return `${pkg}:${azureModule(module)}:${name}`;
  if (pkg === "kubernetes") return normaliseKubernetes(module, name);
  if (pkg === "aws" && module.startsWith("s3/")) return `${pkg}:${module.replace(/V2$/, "")}:${name.replace(/V2$/, "")}`;
  return type;
});

/** Whether a Kubernetes resource is a list of others, as `kubernetes:apps/v1:DeploymentList`. */
export function isList(type: string): boolean {
  return type.startsWith("kubernetes:") && type.endsWith("List");
}

/** `undefined` for components, engine resources and clouds that no rule covers. */
export function cloudOf(type: string): Cloud | undefined {
  const pkg = type.slice(0, type.indexOf(":"));
  if (pkg === "aws-native") return "aws";
  return (["aws", "azure-native", "gcp", "alicloud", "kubernetes"] as const).find(cloud => cloud === pkg);
}

function azureModule(module: string): string {
  const plain = module.replace(/\/v\d{8}\w*$/, "");
  return AZURE_RENAMES[plain] ?? plain;
}

function normaliseKubernetes(module: string, name: string): string {
  const kind = name.replace(/(Patch|List)$/, "");
  const group = module.replace(/\/v\d+\w*$/, "");
  return `kubernetes:${group === "extensions" ? (EXTENSIONS_MOVED_TO[kind] ?? "apps") : group}:${kind}`;
}
