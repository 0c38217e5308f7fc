import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { parse } from "yaml";
import { jsonEqual, type JsonObject } from "../../model/json.ts";
import type { Previewer } from "../../model/ports/engine.ts";
import type { PreviewDigest, PreviewStep } from "../../model/preview-digest.ts";
import { formatPath } from "../../model/property-path.ts";
import { leaves } from "../../reconcile/requests/differences.ts";

/** Stack → logical name → inputs. */
export type Inputs = Record<string, Record<string, JsonObject>>;

export interface Paper {
  state: Inputs;
  cloud: Inputs;
  /** Top-level properties that cannot be changed in place. */
  immutable?: string[];
  /** Type token of all resources, and with it the class that makes them; default: a bucket. */
  type?: string;
}

/** Every preview so far, as `refresh dev`. */
export type Previews = string[];

/**
 * An engine without processes: runs `index.js` of the project with a class `Bucket`, the variable `stack` and the SDK's `Config`, and compares what the program
 * made with the state or, refreshing, with the cloud. Says what the real one says, in its shape.
 */
export function paperEngine(paper: Paper, previews: Previews = []): Previewer {
  return {
    async preview({ ref, dir, refresh }) {
      previews.push(`${refresh ? "refresh" : "plain"} ${ref.stack}`);
      const told = (refresh ? paper.cloud : paper.state)[ref.stack] ?? {};
      try {
        const type = paper.type ?? "aws:s3/bucket:Bucket";
        const made = runProgram(readFileSync(join(dir, "index.js"), "utf8"), { stack: ref.stack, className: type.split(":").at(-1)!, config: configOf(dir, ref) });
        return digestOf(made.map(resource => stepOf(resource, told[resource.name], { ...ref, type, immutable: paper.immutable ?? [] })));
      } catch (error) {
        return { ...digestOf([]), errors: [`error: ${(error as Error).message}`] };
      }
    },
  };
}

interface Made {
  name: string;
  inputs: JsonObject;
  position: string;
}

/** The stack's file, by the keys without the project's name. */
function configOf(dir: string, { project, stack }: { project: string; stack: string }): Record<string, string> {
  const file = join(dir, `Pulumi.${stack}.yaml`);
  const { config = {} } = existsSync(file) ? (parse(readFileSync(file, "utf8")) as { config?: Record<string, string> }) : {};
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace(`${project}:`, ""), value]));
}

function runProgram(text: string, { stack, className, config }: { stack: string; className: string; config: Record<string, string> }): Made[] {
  const made: Made[] = [];
  function Resource(this: Record<string, unknown>, name: string, inputs: JsonObject): void {
    const before = text.slice(0, text.indexOf(`new ${className}("${name}"`)).split("\n");
    // A copy, as the engine makes one when a resource is registered.
    made.push({ name, inputs: structuredClone({ ...inputs }), position: `project:///index.js#${before.length},${before.at(-1)!.length + 1}` });
    Object.assign(this, inputs);
  }
  class Config {
    get(key: string): string | undefined {
      return config[key];
    }
  }
  runInContext(text, createContext({ [className]: Resource, stack, require: () => ({ Config }) }));
  return made.map(one => ({ ...one, inputs: JSON.parse(JSON.stringify(one.inputs)) as JsonObject }));
}

function stepOf({ name, inputs, position }: Made, told: JsonObject | undefined, { project, stack, type, immutable }: { project: string; stack: string; type: string; immutable: string[] }): PreviewStep {
  const paths = told ? leaves(told, inputs, []) : [];
  const replaces = paths.some(path => immutable.includes(String(path[0])));
  return {
    op: !told ? "create" : jsonEqual(told, inputs) ? "same" : replaces ? "replace" : "update",
    urn: `urn:pulumi:${stack}::${project}::${type}::${name}`,
    detailedDiff: Object.fromEntries(paths.map(path => [formatPath(path), { kind: "update", inputDiff: true }])),
    diffReasons: [],
    replaceReasons: [],
    propertyDependencies: {},
    stackTrace: [],
    isProtected: false,
    ...(told && { oldInputs: told }),
    newInputs: inputs,
    sourcePosition: position,
  };
}

function digestOf(steps: PreviewStep[]): PreviewDigest {
  return { steps, errors: [], engine: "v3.250.0", state: "5f1c" };
}
