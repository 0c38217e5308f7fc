import { viaOf } from "./check-settings.ts";
import { onlyAssuming, sessionPolicies, type SessionPolicies } from "./session-policies.ts";
import type { AwsSettings } from "./settings.ts";

/** One role on the way to the session that reads. */
export interface Hop {
  roleArn: string;
  sessionName: string;
  durationSeconds: number;
  policies: SessionPolicies;
  externalId?: string;
  tags: Record<string, string>;
  transitiveTags: string[];
  sourceIdentity?: string;
}

/** Long enough to assume the next role with; the least that AWS takes. */
const ON_THE_WAY_SECONDS = 900;

/**
 * The roles of an identity in the order they are assumed. Tags that are handed on and the source identity belong to the first role that is assumed with
 * AWS credentials and cannot be set again after it; the other tags to the last. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
 * Pure.
 */
export function hopsOf(name: string, settings: AwsSettings): Hop[] {
  const roles = [...viaOf(settings), { roleArn: settings.roleArn, externalId: settings.externalId }];
  const last = roles.length - 1;
  const firstTagged = settings.webIdentity ? 1 : 0;
  const isTransitive = (key: string) => settings.transitiveTags.includes(key);
  return roles.map(({ roleArn, externalId }, place) => ({
    roleArn,
    sessionName: settings.sessionName.replaceAll("{identity}", name).replace(/[^\w+=,.@-]/g, "-").slice(0, 64),
    durationSeconds: place === last ? settings.durationSeconds : ON_THE_WAY_SECONDS,
    policies: place === last ? sessionPolicies(settings) : onlyAssuming(roles[place + 1]!.roleArn),
    tags: Object.fromEntries(Object.entries(settings.tags).filter(([key]) => (isTransitive(key) ? place === firstTagged : place === last))),
    transitiveTags: place === firstTagged ? settings.transitiveTags : [],
    ...(externalId === undefined ? {} : { externalId }),
    ...(settings.sourceIdentity !== undefined && place === firstTagged ? { sourceIdentity: settings.sourceIdentity } : {}),
  }));
}
