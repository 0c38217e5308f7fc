// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Policy } from "../_kit/policy";
import { policy as limitsCountPerType } from "./limits-count-per-type";
import { policy as limitsDisk } from "./limits-disk";
import { policy as limitsInstanceSize } from "./limits-instance-size";
import { policy as limitsK8sResources } from "./limits-k8s-resources";
import { policy as limitsSpot } from "./limits-spot";

export const policies: readonly Policy[] = [limitsCountPerType, limitsDisk, limitsInstanceSize, limitsK8sResources, limitsSpot];
