import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import { unknown } from "../_kit/wire";
import { GRANT_TYPES } from "./_shared/gcp/families";
import { grantsOf, isMadeInStack, namedMembers } from "./_shared/gcp/grants";
import { RUNS_AS } from "./_shared/gcp/runs-as";

/** https://cloud.google.com/iam/docs/service-account-types#default */
const DEFAULT_ACCOUNT = /^(serviceAccount:)?(\d+-compute@developer|[a-z][a-z0-9.:-]*@appspot)\.gserviceaccount\.com$/;

export const policy = definePolicy({
  id: "iam-gcp-default-service-account",
  title: "Programs have service accounts of their own",
  severity: "medium",
  enforcement: "mandatory",
  // https://cloud.google.com/iam/docs/service-account-types#default
  why: "Everything for which nobody names a service account runs as the project's default one: what it is given, all of that has, and in many projects it may edit everything.",
  fix: "Make a service account for the program, and grant it what the program uses.",
  framework: { name: "CIS Google Cloud Platform Foundation Benchmark", version: "2.0.0", reference: "4.1, 4.2" },
  types: [...Object.keys(RUNS_AS), ...GRANT_TYPES],
  needs: "stack",
  check(subject, report) {
    if (subject.type in RUNS_AS) judgeRunning(subject, report);
    else report.each(grantsOf(subject), grant => report.each(namedMembers(subject, grant), member => judgeMember(member, grant.role, report)));
  },
  examples: {
    good: [
      { title: "a machine with an account of its own", resources: [machine({ serviceAccount: { email: "shop@p.iam.gserviceaccount.com", scopes: ["cloud-platform"] } })] },
      {
        title: "a machine with an account of the stack's own, before it is made",
        resources: [{ type: "gcp:serviceaccount/account:Account", name: "shop", inputs: { accountId: "shop" } }, { ...machine({ serviceAccount: { email: unknown, scopes: ["cloud-platform"] } }), uses: { serviceAccount: "shop" } }],
      },
      { title: "a machine without any", resources: [machine({})] },
      { title: "nodes with an account of their own", resources: [{ type: "gcp:container/nodePool:NodePool", inputs: { cluster: "c", nodeConfig: { serviceAccount: "nodes@p.iam.gserviceaccount.com" } } }] },
      { title: "a role for an account of one's own", resources: [grant("serviceAccount:shop@p.iam.gserviceaccount.com")] },
    ],
    bad: [
      { title: "a machine with the default account", resources: [machine({ serviceAccount: { email: "123456-compute@developer.gserviceaccount.com", scopes: ["storage-ro"] } })], says: ["serviceAccount.email", "123456-compute@developer"] },
      { title: "a machine that names none, with every scope", resources: [machine({ serviceAccount: { scopes: ["https://www.googleapis.com/auth/cloud-platform"] } })], says: ["serviceAccount.email", "every API"] },
      { title: "nodes that name none", resources: [{ type: "gcp:container/nodePool:NodePool", inputs: { cluster: "c", nodeConfig: { machineType: "e2-small" } } }], says: ["nodeConfig.serviceAccount"] },
      { title: "nodes of which nothing is said", resources: [{ type: "gcp:container/nodePool:NodePool", inputs: { cluster: "c" } }], says: ["nodeConfig.serviceAccount is not set"] },
      { title: "a service that names none", resources: [{ type: "gcp:cloudrunv2/service:Service", inputs: { location: "europe-west1", template: { containers: [{ image: "shop" }] } } }], says: ["template.serviceAccount"] },
      { title: "a role for the default account", resources: [grant("serviceAccount:shop-prod@appspot.gserviceaccount.com")], says: ["member", "default service account"] },
    ],
  },
});

function judgeRunning(subject: Subject, report: Report): void {
  const { type, props } = subject;
  report.each(RUNS_AS[type] ?? [], ({ at, email, scopes, isMild }) =>
    report.each(at === "" ? [props] : props.find(at), place => {
      const account = place.at(...email.split("."));
      if (isMadeInStack(subject, account)) return;
      if (!account.isMissing && !DEFAULT_ACCOUNT.test(account.text() ?? "")) return;
      const reaches = scopes && place.at(...scopes.split(".")).items().some(scope => /(^|\/)cloud-platform$/.test(scope.text() ?? "")) ? ", with every API in its scopes" : "";
      const path = [place.path, email].filter(part => part !== "").join(".");
      const message = account.isMissing ? `${path} is not set, so that it runs as the default service account${reaches}.` : `${path} ${account} is the default service account${reaches}.`;
      report(message, { ...(isMild && account.isMissing ? { level: "advisory" } : {}), ...(reaches ? { severity: "high" } : {}) });
    }));
}

function judgeMember(member: Value, role: Value, report: Report): void {
  if (DEFAULT_ACCOUNT.test(member.text() ?? "")) report(`${member.path} gives ${role} to ${member}, a default service account.`, { fix: "Grant it to a service account that only the one program has." });
}

function machine(inputs: ExampleResource["inputs"]): ExampleResource {
  return { type: "gcp:compute/instance:Instance", inputs: { machineType: "e2-small", zone: "europe-west1-b", ...inputs } };
}

function grant(member: string): ExampleResource {
  return { type: "gcp:projects/iAMMember:IAMMember", inputs: { project: "p", role: "roles/logging.logWriter", member } };
}
