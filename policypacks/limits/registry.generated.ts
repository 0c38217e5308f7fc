// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Policy } from "../_kit/policy";
import { policy as limitsCountPerType } from "./limits-count-per-type";
import { policy as limitsInstanceSize } from "./limits-instance-size";
import { policy as limitsK8sResources } from "./limits-k8s-resources";

export const policies: readonly Policy[] = [limitsCountPerType, limitsInstanceSize, limitsK8sResources];
