import type { FindingContext, RuleCard } from "../../model/ports/finding-format.ts";
import type { Finding, PolicyReport } from "../../model/policy-report.ts";

const plain = (text: string) => text;

/** A mandatory violation by a VPC of net/dev, but for what is given. */
export function finding(given: Partial<Finding> = {}): Finding {
  return {
    policy: "network-cidr-overlap",
    pack: "network",
    result: "violation",
    severity: "high",
    enforcement: "mandatory",
    urn: "urn:pulumi:dev::net::aws:ec2/vpc:Vpc::main",
    type: "aws:ec2/vpc:Vpc",
    message: "cidrBlock 10.1.0.0/16 overlaps 10.0.0.0/14.",
    fix: "Use 10.4.0.0/16.",
    ...given,
  };
}

/** One of every kind, with and without a place, a framework and other resources. */
export const EVERY_KIND: readonly Finding[] = [
  finding({ source: { file: "infra/index.ts", line: 12, column: 5 }, related: ["urn:pulumi:prod::core::aws:ec2/vpc:Vpc::hub"] }),
  finding({ policy: "iam-no-admin-policy", pack: "iam", severity: "critical", urn: "urn:pulumi:dev::net::aws:iam/policy:Policy::god", type: "aws:iam/policy:Policy", message: "It allows everything.", fix: "Name what is used.", framework: { name: "CIS AWS", version: "3.0", reference: "1.16" }, source: { file: "infra/iam roles.ts", line: 3 } }),
  finding({ policy: "iam-no-admin-policy", pack: "iam", severity: "critical", result: "undecided", urn: "urn:pulumi:dev::net::aws:iam/policy:Policy::late", type: "aws:iam/policy:Policy", message: "Could not be judged: policy is not known before the deployment.", fix: "It is judged during the update." }),
  finding({ policy: "naming-convention", pack: "naming", severity: "low", enforcement: "advisory", message: "It is named otherwise.", fix: "Rename it." }),
  finding({ policy: "naming-legal", pack: "naming", severity: "medium", result: "exempt", message: "Exempt until 2999-12-31 (ops: as it is). Upper case.", fix: "Rename it." }),
];

/** Texts that would act on a terminal, a workflow log, XML or Markdown if they got through. */
export const HOSTILE: readonly Finding[] = [
  finding({
    urn: "urn:pulumi:dev::net::aws:ec2/vpc:Vpc::</failure>::error file=a,b::\u001b[31m\u202e`|<b>@org %0A]]>",
    message: "first\n::set-output name=a::b\r\n</testsuite><script>alert(1)</script> ]]> & \u0000\u001b[2J\u009b \ud800 \uffff %0A%25 @everyone | ``` \"quoted\" 'single'",
    fix: "Write\n::error::it, with a comma: 100%.",
    source: { file: "a,b:c%d\n::x.ts", line: 1, column: 1 },
  }),
];

export function policyReport(findings: readonly Finding[], counts?: PolicyReport["counts"]): PolicyReport {
  return { schema: "trueup/policy/v1", ...(counts ? { counts } : {}), findings: [...findings] };
}

export function context(given: Partial<FindingContext> = {}): FindingContext {
  return { trueup: "0.1.0", rules: RULES, stateFileOf: () => "state.json", paint: { red: plain, green: plain, yellow: plain, cyan: plain, bold: plain, dim: plain }, ...given };
}

const RULES: readonly RuleCard[] = [
  card("naming-convention", "low", "advisory"),
  card("naming-legal", "medium"),
  card("network-cidr-overlap", "high"),
  card("network-cidr-syntax", "medium"),
  { ...card("iam-no-admin-policy", "critical"), framework: { name: "CIS AWS", version: "3.0", reference: "1.16" } },
];

function card(id: string, severity: RuleCard["severity"], enforcement: RuleCard["enforcement"] = "mandatory"): RuleCard {
  return { id, pack: id.split("-")[0]!, title: `The title of ${id}`, why: `Why there is ${id}.`, fix: `How ${id} is kept.`, severity, enforcement };
}
