import { servePack } from "../_kit/analyzer/serve-pack";
import { policies } from "./registry.generated";

servePack({ name: "naming", description: "Names: legal, unique, and as agreed.", folder: __dirname, policies });
