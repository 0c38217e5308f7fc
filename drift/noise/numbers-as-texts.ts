import { whereSame, type NoiseRule } from "../noise-rule.ts";

const GROUP = "aws:lb/targetGroup:TargetGroup";

export const rule: NoiseRule = {
  id: "numbers-as-texts",
  title: "Numbers and booleans that became texts",
  why: "A bridged provider's schema says which of the two a property is, and an update may have recorded the other.",
  issue: "https://github.com/pulumi/pulumi-terraform-module/issues/168",
  types: ["*"],
  isNoise: whereSame(() => true, (expected, actual) => typeof expected !== typeof actual && isPlain(expected) && isPlain(actual) && String(expected) === String(actual)),
  examples: {
    noise: [{ shows: "a port and a switch are texts", type: GROUP, recorded: { port: 80, slowStart: true }, found: { port: "80", slowStart: "true" } }],
    drift: [
      { shows: "the port is another one", type: GROUP, recorded: { port: 80 }, found: { port: "8080" } },
      { shows: "a text with a leading zero is no number", type: GROUP, recorded: { port: 80 }, found: { port: "080" } },
    ],
  },
};

function isPlain(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
