import { createHash } from "node:crypto";
import type { Cloud, CloudSession, ProviderInUse } from "../../../model/index.ts";
import { renewable } from "../_shared/renewable.ts";
import type { Asker } from "./asker.ts";
import { imposed } from "./imposed.ts";
import { accountOf, cloudOf } from "./place.ts";
import { proveReadOnly } from "./prove-read-only.ts";
import { settings, type AlicloudSettings } from "./settings.ts";
import { assumeRole, whoIs, type AlicloudCredentials } from "./sts.ts";

/** Alibaba Cloud, by a RAM role that is assumed with a read-only session policy. */
export const cloud: Cloud<AlicloudSettings> = {
  id: "alicloud",
  title: "Alibaba Cloud (Chinese and international accounts)",
  packages: ["alicloud"],
  settings,
  covers: isOfProvider,
  open: (name, settings, context) => openSession({ name, settings, context }),
};

/** By what the provider worked in, as far as its region, its account and the ARNs of what it made tell. */
function isOfProvider(settings: AlicloudSettings, { config, recorded }: ProviderInUse): true | string {
  const region = config["region"];
  const place = typeof region === "string" ? cloudOf(region) : undefined;
  if (place !== undefined && place !== cloudOf(settings.region)) return `it is for the ${cloudOf(settings.region)} cloud, the provider works in the ${place} one`;
  const account = typeof config["accountId"] === "string" ? config["accountId"] : recorded.map(({ arn }) => (typeof arn === "string" ? accountOf(arn) : undefined)).find(found => found !== undefined);
  const expected = expectedAccount(settings);
  return account === undefined || account === expected || `it is for account ${expected}, the provider works in ${account}`;
}

async function openSession(asker: Asker): Promise<CloudSession> {
  const assume = () => assumeRole(asker);
  return sessionOf(asker, await assume(), renewable(assume));
}

function sessionOf(asker: Asker, credentials: AlicloudCredentials, newer: (had: AlicloudCredentials) => Promise<AlicloudCredentials>): CloudSession {
  return {
    identity: asker.name,
    key: createHash("sha256").update(credentials.securityToken).digest("hex").slice(0, 16),
    expectedAccount: expectedAccount(asker.settings),
    expiresAt: credentials.expiresAt,
    confirm: () => whoIs(asker, credentials),
    impose: config => imposed(config, credentials),
    renew: async () => sessionOf(asker, await newer(credentials), newer),
    proveReadOnly: () => proveReadOnly(asker, credentials),
  };
}

function expectedAccount({ account, roleArn }: AlicloudSettings): string {
  return account ?? accountOf(roleArn)!;
}
