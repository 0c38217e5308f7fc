import { GuidedError, type JsonObject } from "../../../model/index.ts";

const DELETE = "PULUMI_K8S_DELETE_UNREACHABLE";
const SKIP = "PULUMI_K8S_SKIP_UPDATE_UNREACHABLE";

/** What the plugin must not inherit: a path of its own to a cluster, and what makes it answer without having asked one. */
export const WITHOUT_AMBIENT: Record<string, string> = { KUBECONFIG: "", [DELETE]: "", [SKIP]: "" };

/** The same, for an identity that lives from what the process has. */
export const WITHOUT_UNSAFE: Record<string, string> = { [DELETE]: "", [SKIP]: "" };

/**
 * Refuses providers that say "deleted" of whatever they cannot reach, or that never ask a cluster.
 * https://github.com/pulumi/pulumi-kubernetes/issues/1522 · https://github.com/pulumi/pulumi-kubernetes/issues/2463
 * @throws {GuidedError} PROVIDER_UNSAFE
 */
export function refuseUnsafe(config: JsonObject, env: NodeJS.ProcessEnv): void {
  if (isTrue(config["deleteUnreachable"])) {
    throw new GuidedError("PROVIDER_UNSAFE", "The provider is set to deleteUnreachable: true, so it says of every resource of a cluster that it cannot reach that it was deleted.", "Take deleteUnreachable out of the program, run `pulumi up`, and scan again.");
  }
  if (isTrue(env[DELETE])) {
    throw new GuidedError("PROVIDER_UNSAFE", `${DELETE}=true is set here: under it the provider says of every resource of a cluster that it cannot reach that it was deleted.`, `Unset ${DELETE} where trueup runs.`);
  }
  const folder = config["renderYamlToDirectory"];
  if (typeof folder === "string" && folder !== "") {
    throw new GuidedError("PROVIDER_UNSAFE", `The provider renders manifests into ${folder} and never asks a cluster: it would repeat the state.`, "Leave the stacks that render manifests out of the rule in trueup.yaml; what applies those manifests can say what differs.");
  }
}

/** A configuration without what makes the provider repeat the state of a cluster that it cannot reach, which would look like no drift. */
export function withoutSkipping(config: JsonObject): JsonObject {
  const { skipUpdateUnreachable: _, ...kept } = config;
  return kept;
}

function isTrue(value: unknown): boolean {
  return value === true || (typeof value === "string" && /^(true|1|t)$/i.test(value));
}
