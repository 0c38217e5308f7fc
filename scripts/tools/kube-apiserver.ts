import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { GuidedError } from "../../model/guided-error.ts";
import { toolsFolder } from "../engine/paths.ts";
import { withProgress } from "../engine/with-progress.ts";
import type { Say } from "../say.ts";
import { runCommand } from "./run-command.ts";

const VERSION = "1.36.3";
const COMMAND = "k8s.io/kubernetes/cmd/kube-apiserver";

/** The modules that Kubernetes is made of. Its own go.mod points into its source tree for them, so who builds it says where they are published. */
const PARTS =
  "api apiextensions-apiserver apimachinery apiserver cli-runtime client-go cloud-provider cluster-bootstrap code-generator component-base component-helpers controller-manager cri-api cri-client cri-streaming csi-translation-lib dynamic-resource-allocation endpointslice externaljwt kms kube-aggregator kube-controller-manager kube-proxy kube-scheduler kubectl kubelet metrics mount-utils pod-security-admission sample-apiserver streaming".split(
    " ",
  );

/** A real Kubernetes API server for the deep tests, where it was built. */
export function kubeApiserver(env: NodeJS.ProcessEnv = process.env): string {
  return join(toolsFolder(env), `kube-apiserver-${VERSION}`);
}

/** Leaves it built from its published Go modules; at once when it is there. Throws TOOL_MISSING where it cannot be built. */
export async function provideKubeApiserver(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  const program = kubeApiserver(env);
  if (existsSync(program)) return program;
  await mkdir(toolsFolder(env), { recursive: true });
  const module = await mkdtemp(join(toolsFolder(env), "kube-apiserver-build-"));
  try {
    await writeFile(join(module, "go.mod"), goMod());
    const flags = `-s -w -X k8s.io/component-base/version.gitVersion=v${VERSION}`;
    const compile = runCommand("go", ["build", "-C", module, "-trimpath", "-ldflags", flags, "-o", "kube-apiserver", COMMAND], { ...env, CGO_ENABLED: "0", GOFLAGS: "-mod=mod", GOWORK: "off" });
    await withProgress("kube-apiserver: compiling it (usually 3 to 10 minutes)", say, compile);
    await rename(join(module, "kube-apiserver"), program);
    return program;
  } catch (error) {
    throw new GuidedError("TOOL_MISSING", `The Kubernetes API server could not be built: ${(error as Error).message}`, "The deep tests need Go 1.26 and a way to its module proxy.", { cause: error });
  } finally {
    await rm(module, { recursive: true, force: true });
  }
}

function goMod(): string {
  const replaced = PARTS.map(part => `\tk8s.io/${part} => k8s.io/${part} v0.${VERSION.slice(2)}`);
  return `module trueup.test/kube-apiserver\n\ngo 1.26.0\n\nrequire k8s.io/kubernetes v${VERSION}\n\nreplace (\n${replaced.join("\n")}\n)\n`;
}
