import type { ConnectionSource } from "./connection-source";
import { ALICLOUD_CONNECTIONS } from "./connections/alicloud";
import { AWS_CONNECTIONS } from "./connections/aws";
import { AZURE_CONNECTIONS } from "./connections/azure";
import { GCP_CONNECTIONS } from "./connections/gcp";

/** Everything that connects networks, by normalised type. The one table of them. */
export const CONNECTION_SOURCES: Record<string, ConnectionSource> = { ...AWS_CONNECTIONS, ...AZURE_CONNECTIONS, ...GCP_CONNECTIONS, ...ALICLOUD_CONNECTIONS };
