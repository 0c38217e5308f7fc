import { servePack } from "../_kit/analyzer/serve-pack";
import { policies } from "./registry.generated";

servePack({ name: "iam", description: "Identities: nobody has all rights, nobody unknown gets in.", folder: __dirname, policies });
