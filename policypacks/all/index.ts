import { servePack } from "../_kit/analyzer/serve-pack";
import { policies } from "./registry.generated";

servePack({ name: "all", description: "All of Trueup's policies in one pack and one process.", folder: __dirname, policies });
