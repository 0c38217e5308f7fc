import { randomBytes } from "node:crypto";
import aws from "@pulumi/aws";
import azure from "@pulumi/azure-native";
import gcp from "@pulumi/gcp";
import kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { JsonObject } from "../../model/index.ts";
import type { AwsKeys } from "../cloud/seed-aws-accounts.ts";
import { startKubernetesFront, type KubernetesFront } from "../cloud/fronts/kubernetes.ts";
import { inlineStack, type InlineStack } from "./engine.ts";
import { startTestCloud, type TestCloudWithAws } from "./test-cloud.ts";

/** What is no secret and drifts: a search that does not find this looks in the wrong places. */
export const CONTROL = made();

/** A stack with made-up secrets in every kind of place that Trueup comes near, by names of the places. */
export interface CanaryEstate {
  secrets: Record<string, string>;
  cloud: TestCloudWithAws;
  stack: InlineStack;
  cluster: KubernetesFront;
  /** Changes what is there behind the code's back: secrets are rotated, one is added, and the control is put where it drifts. */
  rotate(): Promise<void>;
  dispose(): Promise<void>;
}

export async function deployCanaries(): Promise<CanaryEstate> {
  const names = ["passphrase", "stackConfig", "providerConfig", "input", "hiddenInput", "nested", "listed", "wholeMap", "output", "stackOutput", "secretData", "secretBinary", "parameter", "staleToken", "readerToken", "staleClientSecret", "rotatedLabel", "rotatedHidden", "rotatedList", "rotatedData", "addedData", "rotatedParameter", "rotatedOutput"] as const;
  const secrets = Object.fromEntries(names.map(name => [name, made()])) as Record<(typeof names)[number], string>;
  const cloud = await startTestCloud({ aws: true });
  const reader = { name: "system:serviceaccount:trueup:reader", token: secrets.readerToken, rules: [{ verbs: ["get", "list", "watch"], groups: ["*"], resources: ["*"] }] };
  const cluster = await startKubernetesFront({ users: [reader] });
  const { deployer, scanner } = cloud.accounts.aws;
  const stack = await inlineStack({
    project: "vault",
    stack: "prod",
    cloud,
    env: { PULUMI_CONFIG_PASSPHRASE: secrets.passphrase },
    config: {
      "vault:apiKey": { value: secrets.stackConfig, secret: true },
      "azure-native:clientSecret": { value: secrets.staleClientSecret, secret: true },
      "kubernetes:kubeconfig": { value: cluster.kubeconfig({ token: secrets.staleToken }), secret: true },
    },
    program: async () => program(secrets, deployer),
  });
  const change = (name: string, mutate: (properties: JsonObject, computed: JsonObject) => void) => cloud.files.change(cloud.files.find({ name })[0]!, (properties, { computed }) => void mutate(properties, computed));
  process.env["AWS_ENDPOINT_URL"] = cloud.moto.endpoint;
  await stack.up();

  return {
    // What a session of moto's is called by begins alike: https://github.com/getmoto/moto/blob/master/moto/sts/utils.py
    secrets: { ...secrets, deployerKey: deployer.secretAccessKey, scannerKey: scanner.secretAccessKey, session: "FQoGZXIvYXdzEBYaD" },
    ...{ cloud, stack, cluster },
    async rotate() {
      change("bucket", properties => (properties["labels"] = { token: secrets.rotatedLabel }));
      change("plain", properties => (properties["labels"] = { team: CONTROL }));
      change("hidden", properties => (properties["labels"] = { token: secrets.rotatedHidden }));
      change("odd", properties => (properties["nested"] = [{ key: [secrets.rotatedList, null] }]));
      change("computed", (_, computed) => (computed["url"] = secrets.rotatedOutput));
      change("login", properties => (properties["data"] = { password: base64(secrets.rotatedData), added: base64(secrets.addedData) }));
      const ssm = new SSMClient({ region: "us-east-1", endpoint: cloud.moto.endpoint, credentials: deployer });
      await ssm.send(new PutParameterCommand({ Name: "canary", Value: secrets.rotatedParameter, Type: "SecureString", Overwrite: true }));
    },
    async dispose() {
      delete process.env["AWS_ENDPOINT_URL"];
      await Promise.all([stack.dispose(), cluster.stop()]);
      await cloud.stop();
    },
  };
}

function program(secrets: Record<string, string>, deployer: AwsKeys): object {
  const secret = (name: string) => pulumi.secret(secrets[name]!);
  const apiKey = new pulumi.Config("vault").requireSecret("apiKey");
  new gcp.storage.Bucket("bucket", { name: "bucket", location: "EU", labels: { token: secret("input") } });
  new gcp.storage.Bucket("plain", { name: "plain", location: "EU", labels: { team: "data" } });
  new gcp.storage.Bucket("hidden", { name: "hidden", location: "EU", labels: { token: secret("hiddenInput") } }, { ignoreChanges: ["labels"] });
  const computed = new gcp.storage.Bucket("computed", { name: "computed", location: "EU", labels: { output: secrets["output"]! } }, { additionalSecretOutputs: ["url", "labels"] });
  const own = new gcp.Provider("own", { project: "p", accessToken: secret("providerConfig") });
  new gcp.compute.Network("net", { name: "net", autoCreateSubnetworks: false, description: apiKey }, { provider: own });
  const odd = { location: "EU", text: { a: { b: [secret("nested")] } }, nested: [{ key: pulumi.secret([secrets["listed"]!, null]) }], whole: pulumi.secret({ deep: { down: [secrets["wholeMap"]!] } }) };
  new (class extends pulumi.CustomResource {})("gcp:storage/bucket:Bucket", "odd", odd, { parent: new pulumi.ComponentResource("shop:index:Store", "store") });
  new kubernetes.core.v1.Secret("login", { metadata: { name: "login" }, stringData: { password: secrets["secretData"]! } });
  new kubernetes.core.v1.Secret("binary", { metadata: { name: "binary" }, data: { key: base64(secrets["secretBinary"]!) } });
  new azure.resources.ResourceGroup("rg", { resourceGroupName: "rg", tags: { Owner: apiKey } });
  const deploying = new aws.Provider("deploying", { region: "us-east-1", accessKey: deployer.accessKeyId, secretKey: pulumi.secret(deployer.secretAccessKey) });
  new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16", tags: { Owner: "network" } }, { provider: deploying });
  new aws.ssm.Parameter("parameter", { name: "canary", type: "SecureString", value: secrets["parameter"]! });
  return { token: secret("stackOutput"), url: computed.url };
}

/** Nothing that any text escapes, and nothing that stands anywhere by chance. */
export function made(): string {
  return randomBytes(16).toString("hex");
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
