import { AnalyzeDiagnostic, EnforcementLevel, PolicyInfo, PolicySeverity, PolicyType, Remediation } from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Enforcement, Finding, Severity } from "../finding";
import { HOUSEKEEPING } from "../housekeeping";
import { isOwnPack } from "../own-packs";
import type { Remedied } from "../remediate";
import type { Pack } from "./pack";

/** How the engine calls the levels. A violation that could not be remedied is as good as mandatory. */
const LEVELS: Record<Enforcement, EnforcementLevel> = {
  advisory: EnforcementLevel.ADVISORY,
  mandatory: EnforcementLevel.MANDATORY,
  disabled: EnforcementLevel.DISABLED,
  remediate: EnforcementLevel.REMEDIATE,
};
const SEVERITIES: Record<Severity, PolicySeverity> = {
  low: PolicySeverity.POLICY_SEVERITY_LOW,
  medium: PolicySeverity.POLICY_SEVERITY_MEDIUM,
  high: PolicySeverity.POLICY_SEVERITY_HIGH,
  critical: PolicySeverity.POLICY_SEVERITY_CRITICAL,
};

/** How the engine calls the pack: a pack of somebody else keeps its name. */
export function packName({ name }: Pack): string {
  return isOwnPack(name) ? `trueup-${name}` : name;
}

export function levelOf(level: EnforcementLevel): Enforcement {
  return (Object.keys(LEVELS) as Enforcement[]).find(name => LEVELS[name] === level) ?? "advisory";
}

/** What `pulumi` prints of a finding. Only a violation of a mandatory rule stops anything; the rest is said as advice. */
export function diagnosticOf(finding: Finding, pack: Pack): AnalyzeDiagnostic {
  const diagnostic = new AnalyzeDiagnostic();
  diagnostic.setPolicyname(finding.policy);
  diagnostic.setPolicypackname(packName(pack));
  diagnostic.setPolicypackversion(pack.version);
  diagnostic.setDescription(titleOf(finding.policy, pack));
  diagnostic.setMessage(withoutColourMarks(finding.result === "undecided" ? `${finding.message} ${finding.fix}` : `${finding.message}\nFix: ${finding.fix}`));
  diagnostic.setEnforcementlevel(finding.result === "violation" ? LEVELS[finding.enforcement === "remediate" ? "mandatory" : finding.enforcement] : EnforcementLevel.ADVISORY);
  diagnostic.setSeverity(SEVERITIES[finding.severity]);
  diagnostic.setUrn(finding.urn);
  return diagnostic;
}

/** The new inputs of a resource, and which rule made them. */
export function remediationOf({ policy, inputs }: Remedied, pack: Pack): Remediation {
  const remediation = new Remediation();
  remediation.setPolicyname(policy.id);
  remediation.setPolicypackname(packName(pack));
  remediation.setPolicypackversion(pack.version);
  remediation.setDescription(policy.title);
  remediation.setProperties(Struct.fromJavaScript(inputs));
  return remediation;
}

/** The engine takes `<{%red%}>` in a message for a colour, also where it comes from a value. */
function withoutColourMarks(text: string): string {
  return text.replaceAll("<{%", "<{ %");
}

/** What the engine is told of each rule. */
export function policyInfos({ policies }: Pack): PolicyInfo[] {
  const rules = policies.map(policy => ({ ...policy, steps: policy.fix }));
  const own = Object.values(HOUSEKEEPING).map(policy => ({ ...policy, steps: "" }));
  return [...own, ...rules].map(({ id, title, why, severity, enforcement, steps }) => {
    const info = new PolicyInfo();
    info.setName(id);
    info.setDisplayname(title);
    info.setDescription(`${title}. ${why}`);
    info.setSeverity(SEVERITIES[severity]);
    info.setEnforcementlevel(LEVELS[enforcement]);
    info.setRemediationSteps(steps);
    info.setPolicyType(PolicyType.POLICY_TYPE_RESOURCE);
    return info;
  });
}

function titleOf(policy: string, { policies }: Pack): string {
  const isIt = ({ id }: { id: string }) => id === policy;
  return (policies.find(isIt) ?? Object.values(HOUSEKEEPING).find(isIt))?.title ?? policy;
}
