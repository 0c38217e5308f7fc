import type { CloudContext } from "../../../model/index.ts";
import type { AlicloudSettings } from "./settings.ts";

/** An identity of trueup.yaml, as its questions to Alibaba Cloud need it. */
export interface Asker {
  /** Its name in trueup.yaml. */
  name: string;
  settings: AlicloudSettings;
  context: CloudContext;
}
