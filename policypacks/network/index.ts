import { servePack } from "../_kit/analyzer/serve-pack";
import { policies } from "./registry.generated";

servePack({ name: "network", description: "Networks: blocks of addresses that do not clash, ports that are not public.", folder: __dirname, policies });
