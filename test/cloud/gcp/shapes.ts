import { createHash } from "node:crypto";
import { isJsonObject, type JsonObject } from "../../../model/json.ts";
import type { CloudRecord } from "../file-cloud.ts";
import { text } from "../plugin/config.ts";
import { textAt, type Shape } from "../plugin/file-backed.ts";
import { merge } from "../plugin/merge.ts";
import type { Known, Traits } from "../plugin/provider.ts";
import { numberOf, randomHex, randomId } from "../plugin/random-id.ts";

const COMPUTE = "https://www.googleapis.com/compute/v1";

export function projectOf(config: JsonObject): string {
  return text(config, "project") ?? process.env["GOOGLE_PROJECT"] ?? process.env["GOOGLE_CLOUD_PROJECT"] ?? "test-project";
}

export function regionOf(config: JsonObject): string {
  return text(config, "region") ?? process.env["GOOGLE_REGION"] ?? "europe-west1";
}

/** What Google Cloud makes of a type; those without a row here keep their inputs as they are. */
export function shapeOf(type: string): Shape {
  return SHAPES[type.split(":").slice(1).join(":")] ?? SHAPES[type.split(":")[1]!] ?? ANY;
}

const ANY: Shape = {
  traits: { immutable: ["project"], optional: ["labels"], outputs: ["selfLink"] },
  identify: (inputs, { config, label, type }) => {
    const name = textAt(inputs, "name") ?? randomId(`${label}-`, 7);
    return { id: `projects/${projectIn(inputs, config)}/${type.split("/")[0]!.split(":")[1]}/${name}`, name };
  },
  compute: (inputs, { config }) => ({ project: projectIn(inputs, config) }),
  tell: tellLabels,
};

const SHAPES: Record<string, Shape> = {
  "compute/network": compute("global/networks", { defaults: { autoCreateSubnetworks: true, deleteDefaultRoutesOnCreate: false }, cloudDefaults: { routingMode: "REGIONAL", networkFirewallPolicyEnforcementOrder: "AFTER_CLASSIC_FIREWALL", mtu: 0 }, immutable: ["autoCreateSubnetworks", "description"], optional: ["description"] },
    () => ({ gatewayIpv4: "", numericId: numberOf(randomHex("", 8), 19) })),
  "compute/subnetwork": compute("subnetworks", { cloudDefaults: { privateIpGoogleAccess: false, purpose: "PRIVATE", stackType: "IPV4_ONLY", secondaryIpRanges: [] }, immutable: ["network", "region", "description"], optional: ["description"] },
    (inputs, { config }) => ({ region: textAt(inputs, "region") ?? regionOf(config), gatewayAddress: gatewayOf(textAt(inputs, "ipCidrRange")), creationTimestamp: new Date().toISOString() })),
  "compute/firewall": compute("global/firewalls", { defaults: { priority: 1000 }, cloudDefaults: { direction: "INGRESS", disabled: false }, immutable: ["network", "direction"], optional: ["description", "sourceRanges", "sourceTags", "targetTags"], sets: ["allows", "denies", "sourceRanges", "destinationRanges", "sourceTags", "targetTags"] },
    () => ({ creationTimestamp: new Date().toISOString() })),
  "storage/bucket": {
    traits: { autoname: "name", defaults: { forceDestroy: false, storageClass: "STANDARD" }, cloudDefaults: { publicAccessPrevention: "inherited", rpo: "DEFAULT", uniformBucketLevelAccess: false, softDeletePolicy: { retentionDurationSeconds: 604800 } }, immutable: ["name", "location", "project"], optional: ["labels", "versioning", "lifecycleRules"], outputs: ["url", "selfLink", "projectNumber"] },
    identify: inputs => ({ id: textAt(inputs, "name")!, name: textAt(inputs, "name")! }),
    compute: (inputs, { name, config }) => ({ project: projectIn(inputs, config), projectNumber: numberOf(projectIn(inputs, config), 12), url: `gs://${name}`, selfLink: `https://www.googleapis.com/storage/v1/b/${name}`, timeCreated: new Date().toISOString(), updated: new Date().toISOString() }),
    tell: tellLabels,
  },
  "projects/iAMMember": {
    traits: { immutable: ["project", "role", "member", "condition"], outputs: ["etag"] },
    identify: inputs => named([textAt(inputs, "project"), textAt(inputs, "role"), textAt(inputs, "member")].join("/")),
    compute: () => ({ etag: Buffer.from(randomHex("", 8), "hex").toString("base64") }),
  },
  "serviceaccount/account": {
    traits: { defaults: { disabled: false }, immutable: ["accountId", "project"], optional: ["displayName", "description"], outputs: ["email", "member", "name", "uniqueId"] },
    identify: (inputs, { config }) => named(`projects/${projectIn(inputs, config)}/serviceAccounts/${emailOf(inputs, config)}`),
    compute: (inputs, { id, config }) => ({ project: projectIn(inputs, config), email: emailOf(inputs, config), member: `serviceAccount:${emailOf(inputs, config)}`, name: id, uniqueId: numberOf(id, 21) }),
  },
  "secretmanager/secret": {
    traits: { immutable: ["secretId", "project", "replication"], optional: ["labels", "annotations"], outputs: ["name", "createTime"] },
    identify: (inputs, { config }) => named(`projects/${projectIn(inputs, config)}/secrets/${textAt(inputs, "secretId")}`),
    compute: (inputs, { id, config }) => ({ project: projectIn(inputs, config), name: id, createTime: new Date().toISOString() }),
    tell: tellLabels,
  },
  "secretmanager/secretVersion": {
    traits: { defaults: { deletionPolicy: "DELETE", enabled: true, isSecretDataBase64: false }, immutable: ["secret", "secretData"], secrets: ["secretData"], outputs: ["name", "version", "createTime"] },
    identify: inputs => named(`${textAt(inputs, "secret")}/versions/${numberOf(randomHex("", 8), 4)}`),
    compute: (_, { id }) => ({ name: id, version: id.split("/").at(-1)!, createTime: new Date().toISOString(), destroyTime: "" }),
  },
};

/** A type of the Compute API, under `projects/<project>/<collection>` or, where the collection is regional, under a region. */
function compute(collection: string, traits: Traits, more: NonNullable<Shape["compute"]>): Shape {
  return {
    traits: { ...traits, autoname: "name", immutable: ["name", "project", ...(traits.immutable ?? [])], outputs: ["selfLink"] },
    identify: (inputs, { config }) => {
      const name = textAt(inputs, "name")!;
      const place = collection.startsWith("global/") ? collection : `regions/${textAt(inputs, "region") ?? regionOf(config)}/${collection}`;
      return { id: `projects/${projectIn(inputs, config)}/${place}/${name}`, name };
    },
    compute: (inputs, made) => ({ project: projectIn(inputs, made.config), selfLink: `${COMPUTE}/${made.id}`, fingerprint: fingerprintOf(made.id), ...more(inputs, made) }),
  };
}

/** Labels are not authoritative: a bridged read tells only those that the program has; all of them are in effectiveLabels. */
function tellLabels(record: CloudRecord, known: Known): { inputs: JsonObject; outputs: JsonObject } {
  const all = isJsonObject(record.properties["labels"]) ? record.properties["labels"] : {};
  const ours = known.inputs["labels"] ?? (Object.keys(known.inputs).length ? {} : all);
  const labels = Object.fromEntries(Object.entries(all).filter(([key]) => isJsonObject(ours) && key in ours));
  const told = { ...record.properties, labels };
  return { inputs: told, outputs: { ...merge(told, record.computed), effectiveLabels: { "goog-pulumi-provisioned": "true", ...all }, pulumiLabels: { "goog-pulumi-provisioned": "true", ...labels } } };
}

function projectIn(inputs: JsonObject, config: JsonObject): string {
  return textAt(inputs, "project") ?? projectOf(config);
}

function emailOf(inputs: JsonObject, config: JsonObject): string {
  return `${textAt(inputs, "accountId")}@${projectIn(inputs, config)}.iam.gserviceaccount.com`;
}

function named(id: string): { id: string; name: string } {
  return { id, name: id.split("/").at(-1)! };
}

/** Google keeps the first address of a subnet for its gateway. */
function gatewayOf(range: string | undefined): string {
  const [a, b, c, d] = (range?.split("/")[0] ?? "0.0.0.0").split(".").map(Number);
  return [a, b, c, (d ?? 0) + 1].join(".");
}

function fingerprintOf(id: string): string {
  return createHash("sha256").update(id).digest("base64").slice(0, 12);
}

