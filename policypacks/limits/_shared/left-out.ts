import type { LeftOut } from "../../_kit/left-out";

export const leftOut: readonly LeftOut[] = [
  { what: "Machine types and database classes whose size no name and no table says", why: "a rule that needs the size is undecided and says so; `machines` can name it" },
  { what: "Memory of cache nodes of AWS", why: "a cache keeps a part of the machine's memory to itself, which differs by engine; `machines` can name it" },
  { what: "Accelerators that are added to machines of Google Cloud, in limits-instance-size", why: "they are refused whatever their number, unless `gpu` allows them; limits-totals counts them" },
  { what: "Sizes of container images", why: "neither a program nor a state says them" },
  { what: "Tasks of ECS, plans of App Service, and provisioned throughput of DynamoDB and Kinesis", why: "they come in units of their own; limits-count-per-type and limits-price bound them" },
  { what: "Fleets and requests for spot machines in limits-totals", why: "their capacity may be counted in units of their own choice" },
  { what: "Autoscaling of Azure scale sets by settings of Azure Monitor", why: "a scale set counts with the capacity that it states" },
  { what: "Quotas of one network, one zone or one cluster, as subnets for each VPC or NAT gateways for each zone", why: "limits-service-quota counts for accounts and regions; `limits-count-per-type` bounds them for each stack" },
  { what: "Quotas that differ from account to account from the start, as virtual CPUs", why: "there is no default that could be relied on: they count where a quota file says them" },
  { what: "What is in an account but in no stack of the estate", why: "nobody scans it; `keepFree` leaves room for it" },
  { what: "What is paid by use: requests, traffic, storage that fills itself", why: "it is not in a program; limits-price adds up what is there all month" },
  { what: "Prices themselves", why: "they differ by contract and change: they come from a file" },
  { what: "Increases in price by resources of which the estate snapshot does not keep what picks their price", why: "there is nothing to compare with; they count in the total" },
  { what: "Regions of Kubernetes resources", why: "a cluster is in a region, what is in it is where the cluster is" },
  { what: "Encryption and public access", why: "they are judged by the rules of the network and iam packs" },
  { what: "Patches of Kubernetes resources", why: "a patch says only what it changes" },
];
