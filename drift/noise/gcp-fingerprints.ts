import type { NoiseRule } from "../noise-rule.ts";

const INSTANCE = "gcp:compute/instance:Instance";
const KEPT_BY_GOOGLE = new Set(["fingerprint", "labelFingerprint", "tagsFingerprint", "metadataFingerprint", "generation", "metageneration", "updateTime", "updated", "lastModifiedTime", "observedGeneration"]);

export const rule: NoiseRule = {
  id: "gcp-fingerprints",
  title: "Fingerprints, generations and times of Google Cloud resources",
  why: "They count writes, so that two writers do not overrun one another; no program sets them.",
  issue: "https://github.com/pulumi/pulumi-google-native/issues/126",
  types: ["gcp:*", "google-native:*"],
  isNoise: ({ path, inputs }) => path.length === 1 && KEPT_BY_GOOGLE.has(String(path[0])) && !(String(path[0]) in inputs),
  examples: {
    noise: [{ shows: "the fingerprint of the labels moved", type: INSTANCE, recorded: {}, found: { labelFingerprint: "42WmSpB8rSM=", updateTime: "2026-11-21T02:00:00Z" } }],
    drift: [{ shows: "the labels moved too", type: INSTANCE, recorded: { labels: { team: "a" } }, found: { labels: { team: "b" }, labelFingerprint: "x" } }],
  },
};
