import type { Cloud } from "../../_kit/type-token";
import type { Grammar } from "./grammar";

/** What tags or labels a cloud takes. */
export interface TagRules {
  key: Grammar;
  value: Grammar;
  /** How many there may be on a resource, where there is a limit. */
  most?: number;
  source: string;
}

const AWS = "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html#id_tags_naming_best_practices";
const AZURE = "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations";
const GCP = "https://cloud.google.com/resource-manager/docs/labels-overview#requirements";
const ALICLOUD = "https://www.alibabacloud.com/help/en/resource-management/tag/product-overview/limits";
const KUBERNETES = "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set";

const anything = String.raw`\s\S`;
const first = (...texts: string[]) => texts.map(text => ({ where: "first" as const, text }));
const grammar = (min: number, max: number, rest: Partial<Grammar> = {}): Grammar => ({ min, max, allowed: anything, source: "", ...rest });
/** Letters of any script that have no upper case, as Google Cloud counts them: lower-case ones, and those without case. */
const LOWER = String.raw`\p{Ll}\p{Lo}\p{N}_-`;

export const TAG_RULES: Record<Cloud, TagRules> = {
  aws: { key: grammar(1, 128, { never: first("aws:") }), value: grammar(0, 256), most: 50, source: AWS },
  "azure-native": { key: grammar(1, 512, { allowed: String.raw`^<>%&\\?/`, never: first("microsoft", "azure", "windows") }), value: grammar(0, 256), most: 50, source: AZURE },
  gcp: { key: grammar(1, 63, { allowed: LOWER, begins: String.raw`\p{Ll}\p{Lo}` }), value: grammar(0, 63, { allowed: LOWER }), most: 64, source: GCP },
  alicloud: { key: grammar(1, 128, { never: [...first("aliyun", "acs:"), { where: "anywhere", text: "http://" }, { where: "anywhere", text: "https://" }] }), value: grammar(0, 128, { never: [{ where: "anywhere", text: "http://" }, { where: "anywhere", text: "https://" }] }), most: 20, source: ALICLOUD },
  kubernetes: { key: grammar(1, 63, { allowed: "A-Za-z0-9_.-", begins: "A-Za-z0-9", ends: "A-Za-z0-9" }), value: grammar(0, 63, { allowed: "A-Za-z0-9_.-", begins: "A-Za-z0-9", ends: "A-Za-z0-9" }), source: KUBERNETES },
};

/** What may stand before the `/` of a key of Kubernetes. */
export const KEY_PREFIX = grammar(1, 253, { allowed: "a-z0-9.-", begins: "a-z0-9", ends: "a-z0-9", checks: ["dns"] });
