import { STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import type { CloudContext } from "../../../model/index.ts";
import type { AwsSettings } from "./settings.ts";

/** Who asks: an identity of `trueup.yaml`. */
export interface Asker {
  name: string;
  settings: AwsSettings;
  context: CloudContext;
}

/** What every client waits, in milliseconds; three tries. */
export const PATIENCE = { maxAttempts: 3, requestHandler: { connectionTimeout: 5_000, requestTimeout: 15_000, throwOnRequestTimeout: true } };

/**
 * A client of the region's own STS. The global endpoint knows only partition aws, and not its newer regions' tokens:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_region-endpoints.html
 */
export function openSts(region: string, source: Pick<STSClientConfig, "credentials" | "profile"> = {}): STSClient {
  return new STSClient({ region, useGlobalEndpoint: false, ...PATIENCE, ...source });
}
