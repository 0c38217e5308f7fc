import type { Cloud } from "./type-token";
import { ifKnown } from "./undecided";
import type { Value } from "./value";

/** Where a resource is or will be, in the words of its cloud. Every part only where it is known. */
export interface Place {
  /** `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`, `aws-iso` …; `AzureCloud`, `AzureChinaCloud`, `AzureUSGovernment`; for Alicloud `china` or `international`. */
  partition?: string;
  /** Account of AWS or Alicloud, subscription of Azure, project of Google Cloud. */
  account?: string;
  region?: string;
  /** Resource group of Azure, namespace of Kubernetes. */
  group?: string;
}

/** What is known of a resource that says where it is. */
export interface PlaceClues {
  cloud: Cloud | undefined;
  inputs: Value;
  /** What the cloud said of it, where that is known. */
  outputs: Value;
  /** Configuration of its provider. */
  provider: Value;
  id: string | undefined;
}

export function findPlace(clues: PlaceClues): Place {
  const find = clues.cloud && FINDERS[clues.cloud];
  return find ? onlyKnown(find(clues)) : {};
}

/** The partition that a region of AWS is in. https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export function awsPartition(region: string): string {
  const [, partition] = AWS_PARTITIONS.find(([prefix]) => region.startsWith(prefix)) ?? [];
  return partition ?? "aws";
}

const AWS_PARTITIONS = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["eusc-", "aws-eusc"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
] as const;

/** `environment` of the azure-native provider: https://www.pulumi.com/registry/packages/azure-native/installation-configuration/ */
const AZURE_CLOUDS: Record<string, string> = { public: "AzureCloud", china: "AzureChinaCloud", usgovernment: "AzureUSGovernment" };

type Parts = Record<keyof Place, string | undefined>;

const FINDERS: Record<Cloud, (clues: PlaceClues) => Parts> = { aws: awsPlace, "azure-native": azurePlace, gcp: gcpPlace, alicloud: alicloudPlace, kubernetes: kubernetesPlace };

function awsPlace({ inputs, outputs, provider, id }: PlaceClues): Parts {
  const [, partition, , arnRegion, arnAccount] = (textAt(outputs, "arn") ?? (id?.startsWith("arn:") ? id : "")).split(":");
  const region = textAt(inputs, "region") ?? (arnRegion || undefined) ?? textAt(outputs, "region") ?? textAt(provider, "region");
  const account = arnAccount || textAt(outputs, "ownerId") || configuredAccount(provider);
  return { partition: partition || (region && awsPartition(region)), account, region, group: undefined };
}

/** The account that the provider must work in: the only one that it may, or that of the role that it takes on. */
function configuredAccount(provider: Value): string | undefined {
  const allowed = ifKnown(() => provider.at("allowedAccountIds").document().items()) ?? [];
  if (allowed.length === 1) return ifKnown(() => allowed[0]!.text());
  const roles = ifKnown(() => provider.at("assumeRoles").document().items()) ?? [];
  const role = roles.at(-1) ?? ifKnown(() => provider.at("assumeRole").document());
  return (role && textAt(role, "roleArn"))?.split(":")[4];
}

function azurePlace({ inputs, outputs, provider, id = "" }: PlaceClues): Parts {
  const [, subscription] = /^\/subscriptions\/([^/]+)/i.exec(id) ?? [];
  const [, group] = /\/resourceGroups\/([^/]+)/i.exec(id) ?? [];
  const environment = textAt(provider, "environment");
  return {
    partition: environment && (AZURE_CLOUDS[environment] ?? environment),
    account: subscription ?? textAt(provider, "subscriptionId"),
    region: textAt(inputs, "location") ?? textAt(outputs, "location"),
    group: textAt(inputs, "resourceGroupName") ?? group,
  };
}

function gcpPlace({ inputs, outputs, provider }: PlaceClues): Parts {
  const zone = textAt(inputs, "zone") ?? textAt(outputs, "zone");
  const region = textAt(inputs, "region") ?? textAt(inputs, "location") ?? (zone && lastPart(zone).replace(/-[a-z]$/, "")) ?? textAt(outputs, "region") ?? textAt(provider, "region");
  return { partition: undefined, account: textAt(inputs, "project") ?? textAt(outputs, "project") ?? textAt(provider, "project"), region: region && lastPart(region), group: undefined };
}

/** `accountType` of the provider: https://www.pulumi.com/registry/packages/alicloud/installation-configuration/ */
function alicloudPlace({ inputs, outputs, provider }: PlaceClues): Parts {
  const [, , , , account] = (textAt(outputs, "arn") ?? "").split(":");
  const accountType = textAt(provider, "accountType");
  return {
    partition: accountType && (accountType === "Domestic" ? "china" : "international"),
    account: textAt(provider, "accountId") ?? (account || undefined),
    region: textAt(inputs, "regionId") ?? textAt(outputs, "regionId") ?? textAt(provider, "region"),
    group: undefined,
  };
}

function kubernetesPlace({ inputs }: PlaceClues): Parts {
  return { partition: undefined, account: undefined, region: undefined, group: ifKnown(() => inputs.at("metadata", "namespace").text()) };
}

function textAt(value: Value, key: string): string | undefined {
  return value.at(key).publicText() || undefined;
}

/** Google Cloud takes a name or a URL for the same thing. */
function lastPart(text: string): string {
  return text.slice(text.lastIndexOf("/") + 1);
}

function onlyKnown(parts: Parts): Place {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined && part !== "")) as Place;
}
