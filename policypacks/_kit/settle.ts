import type { Finding } from "./finding";
import { notice } from "./housekeeping";
import type { Judgement } from "./judge";
import type { Neighbours } from "./neighbours";
import { packOf } from "./policy";
import { redact } from "./redact";
import type { Subject } from "./resource";
import type { Rule } from "./rule-book";
import { type Exemption, exemptionsFor, type Settings } from "./settings";
import type { Gap } from "./wire";

export interface SettleContext {
  settings: Settings;
  neighbours: Neighbours;
}

/** Makes findings of a judgement: with the level that is configured, exempt where an exemption holds, and without any secret. */
export function settle({ policy, level, onUnknown }: Rule, subject: Subject, judgement: Judgement, { settings, neighbours }: SettleContext): Finding[] {
  const { violations, undecided, failure } = judgement;
  if (violations.length + undecided.length === 0 && !failure) return [];
  const common = { policy: policy.id, pack: packOf(policy.id), severity: policy.severity, enforcement: level, urn: subject.urn, type: subject.resource.type, ...(policy.framework ? { framework: policy.framework } : {}) };
  const findings: Finding[] = [
    ...violations.map(({ message, fix, related, ...own }) => ({
      ...common,
      ...(own.level ? { enforcement: own.level } : {}),
      ...(own.severity ? { severity: own.severity } : {}),
      result: "violation" as const,
      ...{ message, fix },
      ...(related.length > 0 ? { related: [...related] } : {}),
    })),
    ...undecided.map(({ path, gap, fix }) => ({ ...common, result: onUnknown === "fail" ? ("violation" as const) : ("undecided" as const), ...undecidedTexts(path, gap), ...(fix === undefined ? {} : { fix }) })),
    ...(failure ? [{ ...common, result: "undecided" as const, ...failureTexts(failure) }] : []),
  ];
  return findings.flatMap(finding => exempted(withoutSecrets(finding, [finding.urn, ...(finding.related ?? [])].flatMap(urn => neighbours.secretsOf(urn))), settings));
}

const UNDECIDED: Record<Gap, { is: string; fix: string }> = {
  "not known yet": { is: "not known before the deployment", fix: "It is judged during the update, before the resource is created; a value that is known now is judged now." },
  encrypted: { is: "encrypted here", fix: "Judge an export with `pulumi stack export --show-secrets`, or a preview: secrets are known there, and are not printed." },
  "on no record": { is: "on no record here", fix: "Name it in the options of the rule." },
  "not JSON": { is: "not valid JSON", fix: "Write it as valid JSON, best with `JSON.stringify` or `pulumi.jsonStringify`." },
};

function undecidedTexts(path: string, gap: Gap): { message: string; fix: string } {
  return { message: `Could not be judged: ${path || "the resource"} is ${UNDECIDED[gap].is}.`, fix: UNDECIDED[gap].fix };
}

function failureTexts({ name, at }: NonNullable<Judgement["failure"]>): { message: string; fix: string } {
  return { message: `Could not be judged: the rule itself failed (${name} at ${at}).`, fix: "This is a mistake in the rule: report it together with the shape of the resource." };
}

function withoutSecrets(finding: Finding, secrets: readonly string[]): Finding {
  return secrets.length === 0 ? finding : { ...finding, message: redact(finding.message, secrets), fix: redact(finding.fix, secrets) };
}

function exempted(finding: Finding, settings: Settings): Finding[] {
  if (finding.result !== "violation") return [finding];
  const { valid, expired } = exemptionsFor(settings, finding);
  if (!valid) return [finding, ...expired.map(exemption => expiryNotice(exemption, finding))];
  const { reason, owner, expires } = valid;
  return [{ ...finding, result: "exempt", message: `Exempt until ${expires} (${owner}: ${reason}). ${finding.message}` }];
}

function expiryNotice({ rule, resource, reason, owner, expires }: Exemption, { urn, type, policy }: Finding): Finding {
  return notice("exemption", { urn, type }, {
    message: `The exemption of "${resource}" from ${rule} expired on ${expires} (${owner}: ${reason}), so the violation of ${policy} counts again.`,
    fix: `Put the violation right and remove the exemption, or agree on a new last day with ${owner}.`,
  });
}
