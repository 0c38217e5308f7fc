import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { WireObject } from "../_kit/wire";

const GITHUB = "https://token.actions.githubusercontent.com";
/** One for each cloud of Azure: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust */
const AUDIENCES: readonly string[] = ["api://AzureADTokenExchange", "api://AzureADTokenExchangeChina", "api://AzureADTokenExchangeUSGov"];

export const policy = definePolicy({
  id: "iam-azure-federated-credential",
  title: "An identity of Azure is lent to one workload outside, and to that only",
  severity: "medium",
  enforcement: "mandatory",
  // https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
  why: "Whoever the issuer gives a token with that subject acts as the identity: who can open a pull request, or start any pod that names no account, may be more than one thinks.",
  fix: "Name a branch or an environment of one repository, or one service account that only this program has.",
  types: ["azure-native:managedidentity:FederatedIdentityCredential"],
  check(subject, report) {
    judgeIssuer(subject, report);
    judgeSubject(subject, report);
    judgeAudiences(subject, report);
  },
  examples: {
    good: [
      { title: "an environment of a repository", resources: [credential({ issuer: GITHUB, subject: "repo:acme/shop:environment:prod" })] },
      { title: "a service account, in China", resources: [credential({ issuer: "https://oidc.example.cn/cluster/", subject: "system:serviceaccount:shop:checkout", audiences: ["api://AzureADTokenExchangeChina"] })] },
    ],
    bad: [
      { title: "pull requests", resources: [credential({ issuer: GITHUB, subject: "repo:acme/shop:pull_request" })], says: ["subject", "pull request"] },
      { title: "the default service account", resources: [credential({ issuer: "https://oidc.example.com/cluster/", subject: "system:serviceaccount:shop:default" })], says: ["every pod"] },
      { title: "an issuer without TLS", resources: [credential({ issuer: "http://ci.example.com", subject: "job" })], says: ["issuer http://ci.example.com"] },
      { title: "a strange audience", resources: [credential({ issuer: GITHUB, subject: "repo:acme/shop:ref:refs/heads/main", audiences: ["api://AzureADTokenExchange", "https://github.com/acme"] })], says: ["audiences[1]"] },
      { title: "no subject", resources: [credential({ issuer: GITHUB, subject: "" })], says: ["subject is empty"] },
    ],
  },
});

function judgeIssuer({ props }: Subject, report: Report): void {
  const issuer = props.at("issuer");
  if (!issuer.isUnknown && !issuer.isMissing && !/^https:\/\//i.test(issuer.text() ?? "")) report(`issuer ${issuer} is not reached by HTTPS, so that its keys can be exchanged on the way.`, { fix: "Name an issuer that begins with https://." });
}

function judgeSubject({ props }: Subject, report: Report): void {
  const subject = props.at("subject");
  const text = subject.isUnknown ? undefined : (subject.text() ?? "");
  if (text === "") report("subject is empty.", { fix: "Name the workload that may act as the identity." });
  else if (text?.startsWith("repo:") && text.endsWith(":pull_request")) report(`subject ${subject} lets in the workflow of every pull request, with whatever it changes.`);
  else if (text !== undefined && /^system:serviceaccount:[^:]+:default$/.test(text)) report(`subject ${subject} lets in every pod of the namespace that names no service account.`);
}

function judgeAudiences({ props }: Subject, report: Report): void {
  report.each(props.at("audiences").items(), audience => {
    if (!AUDIENCES.includes(audience.text() ?? "")) report(`${audience.path} ${audience} is not made for Azure: a token that was asked for something else is good here too.`, { level: "advisory", severity: "low", fix: `Use ${AUDIENCES[0]} (${AUDIENCES.slice(1).join(", ")} in the other clouds).` });
  });
}

function credential(inputs: WireObject): ExampleResource {
  return { type: "azure-native:managedidentity:FederatedIdentityCredential", inputs: { resourceName: "id", audiences: ["api://AzureADTokenExchange"], ...inputs } };
}
