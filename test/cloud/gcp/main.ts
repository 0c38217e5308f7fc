import { text } from "../plugin/config.ts";
import { fileBackedProvider } from "../plugin/file-backed.ts";
import { packageVersion, refreshSemantic } from "../plugin/package-version.ts";
import { serve } from "../plugin/serve.ts";
import { identityOf } from "./identity.ts";
import { projectOf, regionOf, shapeOf } from "./shapes.ts";
import { signIn } from "./sign-in.ts";
import { words } from "./words.ts";

await serve(fileBackedProvider({
  package: "gcp",
  version: packageVersion("gcp"),
  semantic: refreshSemantic("bridged"),
  shapeOf,
  autoname: (label, random) => `${label}-${random.slice(0, 7)}`,
  identity: identityOf,
  invoke: (token, _, config) => {
    if (token === "gcp:organizations/getProject:getProject") return { id: `projects/${projectOf(config)}`, projectId: projectOf(config), number: "123456789012" };
    if (token === "gcp:organizations/getClientConfig:getClientConfig") return { id: "client", project: projectOf(config), region: regionOf(config), zone: text(config, "zone") ?? `${regionOf(config)}-b`, accessToken: "" };
    return undefined;
  },
  accept: signIn,
  words,
}));
