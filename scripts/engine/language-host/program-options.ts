import type { ProgramInfo } from "@pulumi/pulumi/proto/language_pb.js";

/** The `runtime.options` of a `Pulumi.yaml` that the Node language host honours. */
export interface ProgramOptions {
  typescript: boolean;
  nodeArgs: string[];
  tsconfig?: string;
}

export function programOptions(info: ProgramInfo): ProgramOptions {
  const { typescript, nodeargs, tsconfig } = info.getOptions()?.toJavaScript() ?? {};
  return {
    typescript: typescript !== false,
    nodeArgs: typeof nodeargs === "string" ? nodeargs.split(/\s+/).filter(Boolean) : [],
    ...(typeof tsconfig === "string" && { tsconfig }),
  };
}
