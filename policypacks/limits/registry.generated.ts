// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Policy } from "../_kit/policy";
import { policy as limitsBucketVersions } from "./limits-bucket-versions";
import { policy as limitsCountPerType } from "./limits-count-per-type";
import { policy as limitsDatabaseClass } from "./limits-database-class";
import { policy as limitsDatabaseResilience } from "./limits-database-resilience";
import { policy as limitsDisk } from "./limits-disk";
import { policy as limitsInstanceSize } from "./limits-instance-size";
import { policy as limitsK8sAmounts } from "./limits-k8s-amounts";
import { policy as limitsK8sDisruption } from "./limits-k8s-disruption";
import { policy as limitsK8sNamespace } from "./limits-k8s-namespace";
import { policy as limitsK8sResources } from "./limits-k8s-resources";
import { policy as limitsK8sStorage } from "./limits-k8s-storage";
import { policy as limitsLambda } from "./limits-lambda";
import { policy as limitsLogRetention } from "./limits-log-retention";
import { policy as limitsNetworkParts } from "./limits-network-parts";
import { policy as limitsNodePools } from "./limits-node-pools";
import { policy as limitsPrice } from "./limits-price";
import { policy as limitsRegions } from "./limits-regions";
import { policy as limitsReplicas } from "./limits-replicas";
import { policy as limitsServiceQuota } from "./limits-service-quota";
import { policy as limitsSpot } from "./limits-spot";
import { policy as limitsTotals } from "./limits-totals";
import { policy as limitsTtlTags } from "./limits-ttl-tags";

export const policies: readonly Policy[] = [limitsBucketVersions, limitsCountPerType, limitsDatabaseClass, limitsDatabaseResilience, limitsDisk, limitsInstanceSize, limitsK8sAmounts, limitsK8sDisruption, limitsK8sNamespace, limitsK8sResources, limitsK8sStorage, limitsLambda, limitsLogRetention, limitsNetworkParts, limitsNodePools, limitsPrice, limitsRegions, limitsReplicas, limitsServiceQuota, limitsSpot, limitsTotals, limitsTtlTags];
