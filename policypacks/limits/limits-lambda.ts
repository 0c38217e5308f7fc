import * as z from "zod/mini";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { bound, flag } from "./_shared/options";
import { parseQuantity } from "./_shared/quantity";

const options = z.strictObject({
  maxMemoryMiB: bound("the most memory that one instance of a function may have"),
  maxTimeoutSeconds: bound("the longest that one call may take"),
  maxConcurrency: bound("the most instances, or calls at once, that a function may be allowed"),
  mustBound: flag("whether each function must say how many instances, or calls at once, it may have"),
});

/** Where a function says its sizes: memory in MiB, or as a quantity such as `512Mi`. */
interface FunctionPlaces {
  memory?: string;
  timeout?: string;
  concurrency?: string;
}

const FUNCTIONS: Record<string, FunctionPlaces> = {
  "aws:lambda/function:Function": { memory: "memorySize", timeout: "timeout", concurrency: "reservedConcurrentExecutions" },
  "azure-native:web:WebApp": { memory: "functionAppConfig.scaleAndConcurrency.instanceMemoryMB", concurrency: "functionAppConfig.scaleAndConcurrency.maximumInstanceCount" },
  "gcp:cloudfunctions/function:Function": { memory: "availableMemoryMb", timeout: "timeout", concurrency: "maxInstances" },
  "gcp:cloudfunctionsv2/function:Function": { memory: "serviceConfig.availableMemory", timeout: "serviceConfig.timeoutSeconds", concurrency: "serviceConfig.maxInstanceCount" },
  "gcp:cloudrunv2/service:Service": { memory: "template.containers.*.resources.limits.memory", timeout: "template.timeout", concurrency: "template.scaling.maxInstanceCount" },
  "alicloud:fc/function:Function": { memory: "memorySize", timeout: "timeout" },
  "alicloud:fc/v3Function:V3Function": { memory: "memorySize", timeout: "timeout" },
};

export const policy = definePolicy({
  id: "limits-lambda",
  title: "Functions have no more memory, time and instances than agreed",
  severity: "low",
  enforcement: "mandatory",
  why: "A function that calls itself, or waits for what never comes, is paid for by memory times time times instances until somebody looks. Says nothing until it is configured.",
  fix: "Give the function less.",
  types: Object.keys(FUNCTIONS),
  options,
  check({ type, props }, report, { options: chosen }) {
    const { memory, timeout, concurrency } = FUNCTIONS[type]!;
    // A web app is a function only where it has a function's configuration.
    if (type === "azure-native:web:WebApp" && props.at("functionAppConfig").isMissing) return;
    report.each(PARTS, ({ part, option, unit, read }) => {
      const path = { memory, timeout, concurrency }[part];
      if (path) report.each(props.find(path), value => judge(value, { most: chosen[option], option, unit, read }, report));
    });
    if (chosen.mustBound && concurrency && props.find(concurrency).length === 0) report(`${concurrency} is not set, so the function may have as many instances as the account.`, { fix: `Set ${concurrency}.` });
  },
  examples: {
    good: [
      { title: "a small function", resources: [lambda({ memorySize: 256, timeout: 30, reservedConcurrentExecutions: 10 })], options: { maxMemoryMiB: 1024, maxTimeoutSeconds: 60, maxConcurrency: 50, mustBound: true } },
      { title: "a large function, and nothing is agreed", resources: [lambda({ memorySize: 10240, timeout: 900 })] },
      { title: "a function app", resources: [app({ instanceMemoryMB: 2048, maximumInstanceCount: 40 })], options: { maxMemoryMiB: 2048, maxConcurrency: 40 } },
      { title: "a web site, which is no function", resources: [{ type: "azure-native:web:WebApp", inputs: { siteConfig: {} } }], options: { mustBound: true } },
      { title: "a service of Cloud Run", resources: [run("512Mi", "60s", 10)], options: { maxMemoryMiB: 512, maxTimeoutSeconds: 60, maxConcurrency: 10 } },
      { title: "a function of Alicloud", resources: [fc({ memorySize: 512, timeout: 60 })], options: { maxMemoryMiB: 512 } },
    ],
    bad: [
      { title: "too much memory", resources: [lambda({ memorySize: 10240 })], options: { maxMemoryMiB: 1024 }, says: ["memorySize is 10240 MiB, more than the 1024"] },
      { title: "too long", resources: [lambda({ timeout: 900 })], options: { maxTimeoutSeconds: 60 }, says: ["timeout is 900 seconds"] },
      { title: "no bound to calls at once", resources: [lambda({})], options: { mustBound: true }, says: ["reservedConcurrentExecutions is not set"] },
      { title: "a function app with many instances", resources: [app({ instanceMemoryMB: 4096, maximumInstanceCount: 1000 })], options: { maxConcurrency: 100, maxMemoryMiB: 2048 }, says: ["1000 instances", "4096 MiB"] },
      { title: "a large service of Cloud Run", resources: [run("4Gi", "3600s", 100)], options: { maxMemoryMiB: 1024, maxTimeoutSeconds: 300 }, says: ["template.containers[0].resources.limits.memory is 4Gi", "template.timeout is 3600s"] },
      { title: "a large function of Alicloud", resources: [fc({ memorySize: 3072 })], options: { maxMemoryMiB: 1024 }, says: ["3072 MiB"] },
    ],
  },
});

type Part = { part: keyof FunctionPlaces; option: "maxMemoryMiB" | "maxTimeoutSeconds" | "maxConcurrency"; unit: string; read(text: string): number | undefined };

const PARTS: readonly Part[] = [
  { part: "memory", option: "maxMemoryMiB", unit: "MiB", read: mebibytes },
  { part: "timeout", option: "maxTimeoutSeconds", unit: "seconds", read: text => plainNumber(text.replace(/s$/, "")) },
  { part: "concurrency", option: "maxConcurrency", unit: "instances", read: plainNumber },
];

function judge(value: Value, { most, option, unit, read }: { most: number | undefined; unit: string } & Pick<Part, "option" | "read">, report: Report): void {
  if (most === undefined) return;
  const amount = read(value.text() ?? "");
  const shown = /[a-zA-Z]$/.test(`${value}`) ? `${value}` : `${value} ${unit}`;
  if (amount !== undefined && amount > most) report(`${value.path} is ${shown}, more than the ${most}${shown === `${value}` ? ` ${unit}` : ""} allowed.`, { fix: `Set it to ${most} ${unit} or less, or raise \`${option}\` of limits-lambda.` });
}

/** A number alone is MiB; with a unit it is a quantity. */
function mebibytes(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const bytes = parseQuantity(text);
  return bytes === undefined ? undefined : bytes / 1024 ** 2;
}

function plainNumber(text: string): number | undefined {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function lambda(inputs: WireObject): ExampleResource {
  return { type: "aws:lambda/function:Function", inputs };
}

function app(scaleAndConcurrency: WireObject): ExampleResource {
  return { type: "azure-native:web:WebApp", inputs: { functionAppConfig: { scaleAndConcurrency } } };
}

function run(memory: string, timeout: string, maxInstanceCount: number): ExampleResource {
  return { type: "gcp:cloudrunv2/service:Service", inputs: { template: { timeout, scaling: { maxInstanceCount }, containers: [{ resources: { limits: { memory } } }] } } };
}

function fc(inputs: WireObject): ExampleResource {
  return { type: "alicloud:fc/v3Function:V3Function", inputs };
}
