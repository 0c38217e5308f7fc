import { whereSame, type NoiseRule } from "../noise-rule.ts";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const container = (limits: Record<string, string | number>) => ({ spec: { template: { spec: { containers: [{ name: "web", resources: { limits } }] } } } });
const AROUND = new Set(["limits", "requests", "hard", "capacity", "max", "min", "default", "defaultRequest", "maxLimitRequestRatio", "overhead", "minAllowed", "maxAllowed"]);
/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const SCALES: Record<string, number> = { n: 1e-9, u: 1e-6, m: 1e-3, "": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 };

export const rule: NoiseRule = {
  id: "kubernetes-quantities",
  title: "Quantities in another unit",
  why: "The API server writes amounts in its own units: `1000m` is `1`, `1024Mi` is `1Gi`.",
  issue: "https://github.com/hashicorp/terraform-provider-kubernetes/issues/2508",
  types: ["kubernetes:*"],
  isNoise: whereSame(({ path }) => AROUND.has(String(path.at(-2))) || path.at(-1) === "sizeLimit", (expected, actual) => amount(expected) !== undefined && amount(expected) === amount(actual)),
  examples: {
    noise: [
      { shows: "1000m became 1", type: DEPLOYMENT, recorded: container({ cpu: "1000m", memory: "1024Mi" }), found: container({ cpu: "1", memory: "1Gi" }) },
      { shows: "a number became a text", type: DEPLOYMENT, recorded: container({ cpu: 0.25 }), found: container({ cpu: "250m" }) },
    ],
    drift: [{ shows: "1G is less than 1Gi", type: DEPLOYMENT, recorded: container({ memory: "1Gi" }), found: container({ memory: "1G" }) }],
  },
};

function amount(value: unknown): number | undefined {
  const [, number, unit = ""] = /^([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/.exec(String(value)) ?? [];
  // Rounded, because 0.1 * 3 is not 0.3 for a computer.
  return number === undefined ? undefined : Number((Number(number) * SCALES[unit]!).toPrecision(15));
}
