import { GuidedError } from "../../../model/index.ts";
import { ownerOf, partitionOf } from "./partition.ts";
import type { AwsSettings } from "./settings.ts";

/** What AWS would refuse, or silently leave out, told before it is asked. @throws {GuidedError} IDENTITY_REFUSED, WRONG_ACCOUNT, CONFIG_INVALID */
export function checkSettings(name: string, settings: AwsSettings): void {
  checkPartition(name, settings);
  checkAccount(name, settings);
  const wrong = contradictionIn(settings);
  if (wrong) throw new GuidedError("CONFIG_INVALID", `identities.${name}: ${wrong.what}.`, wrong.next);
}

function checkPartition(name: string, { roleArn, region, via }: AwsSettings): void {
  const places = [roleArn, ...viaOf({ via }).map(hop => hop.roleArn)];
  for (const role of places) {
    const { partition } = ownerOf(role);
    if (partitionOf(region) === partition) continue;
    throw new GuidedError(
      "IDENTITY_REFUSED",
      `Identity "${name}": region ${region} is in partition ${partitionOf(region)}, but the role ${role} is in ${partition}.`,
      `Use a region of ${partition} in identities.${name}: a role is only known to its own partition's STS.`,
    );
  }
}

function checkAccount(name: string, { roleArn, account }: AwsSettings): void {
  const found = ownerOf(roleArn).account;
  if (account === undefined || account === found) return;
  throw new GuidedError("WRONG_ACCOUNT", `Identity "${name}": the role ${roleArn} is of account ${found}, but account ${account} is expected.`, `Name a role of ${account} in identities.${name}.roleArn: a role's session is always of the role's own account.`);
}

interface Contradiction {
  what: string;
  next: string;
}

function contradictionIn(settings: AwsSettings): Contradiction | undefined {
  const { profile, accessKey, webIdentity, via, durationSeconds, tags, transitiveTags, externalId, sourceIdentity } = settings;
  const sources = Object.entries({ profile, accessKey, webIdentity }).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  if (sources.length > 1) return { what: `${sources.join(" and ")} each say with what the role is assumed`, next: "Keep one of them." };
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
  if (via.length > 0 && durationSeconds > 3600) return { what: `durationSeconds is ${durationSeconds}, but a session of a role that another role assumes lasts one hour at most`, next: "Set 3600 or less: a scan renews the session when it ends, however long it takes." };
  const unknown = transitiveTags.filter(key => !(key in tags));
  if (unknown.length > 0) return { what: `transitiveTags names ${unknown.join(", ")}, which \`tags\` has not`, next: "Add it to `tags`, or take it out." };
  // AssumeRoleWithWebIdentity has no such parameters: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
  const notTaken = Object.entries({ tags: Object.keys(tags)[0], externalId, sourceIdentity }).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  if (webIdentity && via.length === 0 && notTaken.length > 0) return { what: `a role that is assumed with a web identity takes no ${notTaken.join(", no ")}`, next: "Take it out: the token's own claims are what the trust policy can ask for." };
  return undefined;
}

export interface ViaRole {
  roleArn: string;
  externalId?: string | undefined;
}

export function viaOf({ via }: Pick<AwsSettings, "via">): ViaRole[] {
  return via.map(role => (typeof role === "string" ? { roleArn: role } : role));
}
