// What `trueup/policy` gives to those who write rules: docs/writing-policies.md.
export * as z from "zod/mini";
export { servePack } from "./analyzer/serve-pack";
export { fileOption } from "./config/file-options";
export { exampleFindings } from "./examples";
export type { Enforcement, Finding, Framework, Severity } from "./finding";
export type { IndexDefinition, Neighbours, Reference } from "./neighbours";
export type { Place } from "./place";
export { type BadExample, definePolicy, type Example, type ExampleForeignResource, type ExampleResource, type Policy, type PolicyContext, type Report, type ReportDetails } from "./policy";
export type { Resource, Subject } from "./resource";
export type { Snapshot, SnapshotBlock, SnapshotName, SnapshotResource } from "./snapshot";
export { type Cloud, cloudOf, normaliseType } from "./type-token";
export { ifKnown, Undecided } from "./undecided";
export { Value } from "./value";
export { secret, unknown, type Wire, type WireObject } from "./wire";
