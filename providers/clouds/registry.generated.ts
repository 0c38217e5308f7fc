// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Cloud } from "../../model/ports/cloud.ts";
import { cloud as alicloudCloud } from "./alicloud/alicloud.ts";
import { cloud as awsCloud } from "./aws/aws.ts";
import { cloud as azureNativeCloud } from "./azure-native/azure-native.ts";
import { cloud as gcpCloud } from "./gcp/gcp.ts";
import { cloud as kubernetesCloud } from "./kubernetes/kubernetes.ts";

export const clouds: readonly Cloud[] = [alicloudCloud, awsCloud, azureNativeCloud, gcpCloud, kubernetesCloud];
