import { servePack } from "../_kit/analyzer/serve-pack";
import { policies } from "./registry.generated";

servePack({ name: "limits", description: "Limits: sizes, numbers and requests.", folder: __dirname, policies });
