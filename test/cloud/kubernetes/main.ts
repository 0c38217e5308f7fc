import { fileBackedProvider } from "../plugin/file-backed.ts";
import { packageVersion, refreshSemantic } from "../plugin/package-version.ts";
import { serve } from "../plugin/serve.ts";
import { clusterOf, requireContext, userOf } from "./kubeconfig.ts";
import { leakLastApplied, prepareManifest } from "./manifest.ts";
import { shapeOf } from "./shapes.ts";
import { words } from "./words.ts";

await serve(fileBackedProvider({
  package: "kubernetes",
  version: packageVersion("kubernetes"),
  semantic: refreshSemantic("native"),
  shapeOf,
  autoname: (label, random) => `${label}-${random.slice(0, 8)}`,
  prepare: prepareManifest,
  leak: leakLastApplied,
  identity: userOf,
  scope: clusterOf,
  accept: requireContext,
  words,
}));
