import { z } from "zod";
import { secretReference } from "../../../model/index.ts";

/** A Kubernetes identity in trueup.yaml. Exactly one of `credentials`, `kubeconfig` and `token` says who reads. */
export const settings = z.object({
  credentials: z
    .enum(["from-state", "ambient"])
    .optional()
    .describe("`from-state`: the kubeconfig that each provider has in its state, as it is. `ambient`: the provider keeps what its state and this process have, and who that is cannot be confirmed. Both can write if their user may; a token of your own is better"),
  kubeconfig: secretReference.optional().describe("a kubeconfig of your own, for the one cluster of its context; files that it names must be absolute or embedded (`kubectl config view --raw --flatten --minify`)"),
  context: z.string().min(1).optional().describe("the context of `kubeconfig`; default: its current one. Providers whose state names a context and has no kubeconfig are read by an identity of this context alone"),
  token: secretReference.optional().meta({ examples: [{ env: "KUBERNETES_TOKEN" }] }).describe("token of a service account: each provider keeps the address and the certificate authority of its state, and its user is replaced. A token in a file is read anew when it expires"),
  server: z
    .string()
    .regex(/^https:\/\/[^\s/]+/, "must start with https://")
    .optional()
    .describe("address of the API server as providers have it in their state: this identity reads those alone. With `token`, also where it reads providers whose state has no kubeconfig"),
  ca: secretReference.optional().describe("with `token` and `server`: certificate authority of the API server, as PEM"),
  cluster: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "must be the UID of the namespace kube-system: `kubectl get namespace kube-system -o jsonpath={.metadata.uid}`")
    .optional()
    .describe("UID of the namespace kube-system of the cluster that is expected; any other is refused"),
});

export type KubernetesSettings = z.infer<typeof settings>;
