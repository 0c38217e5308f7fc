import { createRequire } from "node:module";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import type { Policy } from "../../policypacks/_kit/policy.ts";
import { type Measurement, median } from "../measure.ts";

// Packs are CommonJS for the engine's sake: what is measured is the built product.
const require = createRequire(import.meta.url);
const { Operation } = require("../../dist/policypacks/_kit/analyzer/operation.js") as typeof import("../../policypacks/_kit/analyzer/operation.ts");
const { resourceOf } = require("../../dist/policypacks/_kit/analyzer/read-request.js") as typeof import("../../policypacks/_kit/analyzer/read-request.ts");

const RULES = 300;
const RESOURCES = 60;
const TYPE = "aws:ec2/securityGroup:SecurityGroup";

/**
 * How long 300 rules take to judge one resource with large properties (100 ingress rules of 10 blocks each, 100 tags: 40 kB),
 * from the engine's message to the findings. Nine rules of ten read a few properties, the tenth walks all ingress rules.
 */
export async function manyRules(): Promise<Measurement[]> {
  const pack = { name: "limits", version: "1.0.0", description: "", policies: Array.from({ length: RULES }, (_, i) => ruleNumber(i)) };
  const operation = await Operation.begin({ pack, urn: urnOf(0), engineConfig: new Map(), env: {}, cwd: "/", today: "2026-01-01" }, true);
  const milliseconds: number[] = [];
  for (let i = 0; i < RESOURCES; i++) {
    const request = requestNumber(i);
    const started = performance.now();
    const findings = operation.arrive(resourceOf(request));
    milliseconds.push(performance.now() - started);
    if (findings.length !== 1) throw new Error(`${findings.length} findings where one was expected`);
  }
  return [{ name: "rules_300_ms", value: median(milliseconds), unit: "ms" }];
}

function ruleNumber(number: number): Policy {
  return {
    ...{ id: `limits-rule-${number}`, title: "t", severity: "low", enforcement: "advisory", why: "w", fix: "Fix it.", types: [TYPE] },
    check({ props }, report) {
      if (props.at("tags", `key-${number % 100}`).text() === undefined) report("A tag is missing.");
      if (props.at("description").text() === "") report("There is no description.");
      if (number % 10 !== 0) return;
      for (const rule of props.at("ingress").items()) if (rule.at("fromPort").number() === number && number === 0) report(`${rule.path} opens port ${rule.at("fromPort")}.`);
    },
    examples: { good: [], bad: [] },
  };
}

function requestNumber(number: number): InstanceType<typeof analyzer.AnalyzeRequest> {
  const ingress = Array.from({ length: 100 }, (_, i) => ({ protocol: "tcp", fromPort: i, toPort: i, description: `port ${i} for resource ${number}`, cidrBlocks: Array.from({ length: 10 }, (__, j) => `10.${i}.${j}.0/24`) }));
  const tags = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`key-${i}`, `value ${i} of resource ${number}`]));
  const request = new analyzer.AnalyzeRequest();
  request.setUrn(urnOf(number));
  request.setType(TYPE);
  request.setProperties(struct.Struct.fromJavaScript({ name: `group-${number}`, description: "a group", ingress, tags }));
  return request;
}

function urnOf(number: number): string {
  return `urn:pulumi:dev::bench::${TYPE}::group-${number}`;
}
