import { whereSame, type NoiseRule } from "../noise-rule.ts";

const GROUP = "azure-native:resources:ResourceGroup";

export const rule: NoiseRule = {
  id: "azure-location-spelling",
  title: "Locations in another spelling",
  why: "Azure takes locations without regard to case and blanks, and answers in its own spelling.",
  issue: "https://github.com/pulumi/pulumi-azure-native/issues/1936",
  types: ["azure-native:*", "azure:*"],
  isNoise: whereSame(({ path }) => /^(location|locationName|.*Location)$/.test(String(path.at(-1))), (expected, actual) => plain(expected) !== undefined && plain(expected) === plain(actual)),
  examples: {
    noise: [{ shows: "West Europe is westeurope", type: GROUP, recorded: { location: "West Europe" }, found: { location: "westeurope" } }],
    drift: [{ shows: "it is somewhere else", type: GROUP, recorded: { location: "West Europe" }, found: { location: "northeurope" } }],
  },
};

function plain(value: unknown): string | undefined {
  return typeof value === "string" ? value.replaceAll(" ", "").toLowerCase() : undefined;
}
