import { whereSame, type NoiseRule } from "../noise-rule.ts";

const FIREWALL = "gcp:compute/firewall:Firewall";
const LINK = "https://www.googleapis.com/compute/v1/projects/p/global/networks/main";

export const rule: NoiseRule = {
  id: "gcp-self-links",
  title: "Google Cloud resources by their path and by their link",
  why: "`projects/p/global/networks/n` and the link of any version of the API that ends in it are the same resource.",
  issue: "https://github.com/hashicorp/terraform-provider-google/issues/8397",
  types: ["gcp:*"],
  isNoise: whereSame(() => true, (expected, actual) => path(expected) !== undefined && path(expected) === path(actual)),
  examples: {
    noise: [
      { shows: "a path became a link", type: FIREWALL, recorded: { network: "projects/p/global/networks/main" }, found: { network: LINK } },
      { shows: "a link of the beta API became one of v1", type: FIREWALL, recorded: { network: LINK.replace("v1", "beta").replace("www", "compute").replace("/compute/beta", "/compute/beta") }, found: { network: LINK } },
    ],
    drift: [
      { shows: "a network of that name in another project", type: FIREWALL, recorded: { network: "projects/q/global/networks/main" }, found: { network: LINK } },
      { shows: "a link that leads elsewhere", type: FIREWALL, recorded: { network: LINK }, found: { network: "https://evil.example/compute/v1/projects/p/global/networks/main" } },
    ],
  },
};

/** `projects/…` of a path or of a link to a Google API. */
function path(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  return /^(?:https:\/\/(?:www|compute|container)\.googleapis\.com\/(?:[a-z]+\/)?(?:v\d\w*|beta)\/|\/\/[a-z]+\.googleapis\.com\/)?(projects\/.+)$/.exec(value)?.[1];
}
