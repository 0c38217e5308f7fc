import { text } from "../plugin/config.ts";
import { fileBackedProvider } from "../plugin/file-backed.ts";
import { packageVersion, refreshSemantic } from "../plugin/package-version.ts";
import { serve } from "../plugin/serve.ts";
import { shapeOf } from "./shapes.ts";
import { words } from "./words.ts";

await serve(fileBackedProvider({
  package: "alicloud",
  version: packageVersion("alicloud"),
  semantic: refreshSemantic("bridged"),
  shapeOf,
  autoname: (label, random) => `${label}-${random.slice(0, 7)}`,
  identity: config => `access key ${text(config, "accessKey") ?? process.env["ALIBABA_CLOUD_ACCESS_KEY_ID"] ?? process.env["ALICLOUD_ACCESS_KEY"] ?? "none"}`,
  words,
}));
