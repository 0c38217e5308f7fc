import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A program of fixtures/, as files by their names. */
export function programFiles(name: string): Record<string, string> {
  const folder = join(import.meta.dirname, "fixtures", name);
  return Object.fromEntries(readdirSync(folder).map(file => [file, readFileSync(join(folder, file), "utf8")]));
}

/** A stack with configuration, for the programs that read it. */
const stack: Record<string, string> = {
  "Pulumi.yaml": "name: web\nruntime: nodejs\n",
  "Pulumi.dev.yaml": "config:\n  aws:region: us-west-2\n  web:credits: standard # burst\n  web:dbPassword:\n    secure: AAABAOxyz\n",
};

/** A web server as Pulumi's examples have it: literals, constants, configuration, spreads, a loop. */
export const web = { ...programFiles("web"), ...stack };
/** A component in a file of its own, made once. */
export const component = { ...programFiles("component"), ...stack };
/** A resource beside the output that it reads. */
export const subnet = { ...programFiles("subnet"), ...stack };
/** A class that extends the provider's. */
export const subclass = { ...programFiles("subclass"), ...stack };
