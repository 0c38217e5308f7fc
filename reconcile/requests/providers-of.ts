import type { PreviewDigest } from "../../model/preview-digest.ts";
import { packageOf, parseUrn } from "../../model/urn.ts";

/** As `aws 7.48.0`, where the program says which. */
export function providersOf({ steps }: PreviewDigest): string[] {
  const versions = steps.flatMap(({ urn, newInputs }) => {
    const { type } = parseUrn(urn);
    const version = newInputs?.["version"];
    return type.startsWith("pulumi:providers:") ? [typeof version === "string" ? `${packageOf(type)} ${version}` : packageOf(type)] : [];
  });
  return [...new Set(versions)].sort();
}
