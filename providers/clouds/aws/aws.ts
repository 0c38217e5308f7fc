import { createHash } from "node:crypto";
import type { Cloud, CloudSession, ProviderInUse } from "../../../model/index.ts";
import type { AwsCredentials } from "./assume-roles.ts";
import { checkSettings } from "./check-settings.ts";
import { imposed } from "./imposed.ts";
import { ownerOf, partitionOf } from "./partition.ts";
import { settings, type AwsSettings } from "./settings.ts";
import type { Asker } from "./sts.ts";

/** Amazon Web Services in every partition, by a role that is assumed with read-only session policies. */
export const cloud: Cloud<AwsSettings> = {
  id: "aws",
  title: "Amazon Web Services (also China, GovCloud and the European Sovereign Cloud)",
  packages: ["aws", "aws-native"],
  settings,
  covers: isOfProvider,
  async open(name, own, context) {
    checkSettings(name, own);
    return openSession({ name, settings: own, context });
  },
  async readPolicy(types) {
    // Loaded when it is asked for: its data is large, and a scan has no use for it.
    const { readPolicy } = await import("./read-policy/read-policy.ts");
    return readPolicy(types);
  },
};

/** By what the provider worked in, as far as its region and the ARNs of what it made tell. */
function isOfProvider(settings: AwsSettings, { config, recorded }: ProviderInUse): true | string {
  const role = ownerOf(settings.roleArn);
  const made = recorded.flatMap(({ arn }) => (typeof arn === "string" ? ownerOf(arn) : []));
  const partition = typeof config["region"] === "string" ? partitionOf(config["region"]) : made[0]?.partition;
  if (partition !== undefined && partition !== role.partition) return `it is for partition ${role.partition}, the provider works in ${partition}`;
  // Not every ARN names an account: those of buckets and of AWS's own policies do not.
  const account = made.find(owner => /^\d{12}$/.test(owner.account))?.account;
  const expected = settings.account ?? role.account;
  return account === undefined || account === expected || `it is for account ${expected}, the provider works in ${account}`;
}

/** The clients of AWS are loaded when an identity is opened: most commands open none. */
async function openSession(asker: Asker): Promise<CloudSession> {
  const { assumeRoles } = await import("./assume-roles.ts");
  return sessionOf(asker, await assumeRoles(asker));
}

function sessionOf(asker: Asker, credentials: AwsCredentials): CloudSession {
  return {
    identity: asker.name,
    key: createHash("sha256").update(credentials.sessionToken).digest("hex").slice(0, 16),
    expectedAccount: asker.settings.account ?? ownerOf(asker.settings.roleArn).account,
    expiresAt: credentials.expiration,
    confirm: async () => (await import("./assume-roles.ts")).whoIs(asker, credentials),
    impose: config => imposed(config, credentials),
    renew: () => openSession(asker),
    proveReadOnly: async () => (await import("./prove-read-only.ts")).proveReadOnly(asker, credentials),
  };
}
