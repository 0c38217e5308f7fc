import type { IAMClient } from "@aws-sdk/client-iam";
import { GuidedError } from "../../../model/index.ts";
import type { AwsCredentials } from "./assume-roles.ts";
import { PATIENCE, type Asker } from "./sts.ts";
import { WRITE_ACTIONS } from "./write-actions.ts";

/** Which of WRITE_ACTIONS are allowed on every resource, or the error code of an IAM that does not say. */
export type Simulated = { allowed: string[] } | { refusal: string };

export interface Simulator {
  /** What the role's own policies, its permissions boundary and its organisation allow. */
  role(roleArn: string): Promise<Simulated>;
  /** What any of these documents and managed policies allows. */
  policies(documents: readonly string[], arns: readonly string[]): Promise<Simulated>;
  close(): void;
}

/** IAM's own judgement; needs iam:SimulatePrincipalPolicy, and for policies iam:GetPolicy, iam:GetPolicyVersion and iam:SimulateCustomPolicy, which ReadOnlyAccess has. */
export async function openSimulator(asker: Asker, credentials: AwsCredentials): Promise<Simulator> {
  const { IAMClient, SimulatePrincipalPolicyCommand, SimulateCustomPolicyCommand, GetPolicyCommand, GetPolicyVersionCommand } = await import("@aws-sdk/client-iam");
  const iam: IAMClient = new IAMClient({ region: asker.settings.region, credentials, ...PATIENCE });
  const ActionNames = [...WRITE_ACTIONS];

  async function documentOf(PolicyArn: string): Promise<string> {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy!.DefaultVersionId! }));
    return decodeURIComponent(PolicyVersion!.Document!);
  }

  return {
    role: PolicySourceArn => answered(asker, () => allPages(Marker => iam.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames, ...(Marker === undefined ? {} : { Marker }) })))),
    policies: (documents, arns) =>
      answered(asker, async () => {
        const PolicyInputList = [...documents, ...(await Promise.all(arns.map(documentOf)))];
        return allPages(Marker => iam.send(new SimulateCustomPolicyCommand({ PolicyInputList, ActionNames, ...(Marker === undefined ? {} : { Marker }) })));
      }),
    close: () => iam.destroy(),
  };
}

interface Page {
  EvaluationResults?: { EvalActionName?: string | undefined; EvalDecision?: string | undefined }[] | undefined;
  IsTruncated?: boolean | undefined;
  Marker?: string | undefined;
}

async function allPages(ask: (marker: string | undefined) => Promise<Page>): Promise<string[]> {
  const decisions = new Map<string, boolean>();
  let marker: string | undefined;
  do {
    const page = await ask(marker);
    for (const { EvalActionName, EvalDecision } of page.EvaluationResults ?? []) decisions.set(EvalActionName!, EvalDecision === "allowed");
    marker = page.IsTruncated ? page.Marker : undefined;
  } while (marker !== undefined);
  // An action without an answer must not count as refused.
  const unanswered = WRITE_ACTIONS.filter(action => !decisions.has(action));
  if (unanswered.length > 0) throw Object.assign(new Error(`no decision about ${unanswered.join(", ")}`), { name: "IncompleteAnswer", $metadata: {} });
  return WRITE_ACTIONS.filter(action => decisions.get(action));
}

async function answered({ name, settings }: Asker, ask: () => Promise<string[]>): Promise<Simulated> {
  try {
    return { allowed: await ask() };
  } catch (error) {
    const { name: code, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    if ($metadata !== undefined) return { refusal: code };
    throw new GuidedError("CLOUD_UNREACHABLE", `Identity "${name}": IAM did not say what ${settings.roleArn} may do: ${message}`, "Check this machine's way to IAM, or what AWS_ENDPOINT_URL_IAM says.", { cause: error });
  }
}
