import type { LeftOut } from "../../_kit/left-out";

export const leftOut: readonly LeftOut[] = [
  { what: "Types that are not in the tables of names", why: "naming-legal, naming-unique, naming-truncation and naming-rename-replaces do not know their rules; naming-convention judges them by their tag Name or by the name that the program gives them. The tables are `scripts/gen/names/*.names`, a line for each type" },
  { what: "aws-native and azure (classic)", why: "the tables are of the providers aws and azure-native; the same names have other types and properties there" },
  { what: "Names that are made by the provider when it creates the resource", why: "they are not known before; names that Pulumi makes are known in the preview and are judged with their random end" },
  { what: "Names in an account, a project or a subscription that is not known", why: "naming-unique compares them within one provider of one stack only; the account is known from the provider's configuration (`allowedAccountIds`, a role that it takes on, `subscriptionId`, `project`), from resources that are there already, or from the last scan" },
  { what: "Names within a parent in another stack of AWS and Alicloud, as rules of an event bus", why: "the snapshot keeps a name with its place and the cloud's id, and only ids of Azure and Google Cloud say which parent it is in" },
  { what: "Kubernetes names across stacks", why: "which cluster a provider leads to is in its kubeconfig, which is a secret; names are compared within one provider of one stack" },
  { what: "Names that are taken by somebody else's bucket or storage account", why: "only the cloud knows them, and it is not asked" },
  { what: "Names inside resources", why: "judged are inline subnets, routes and rules, node pools, host names of Windows machines in Azure, base names of machines in Google Cloud, and containers, ports and volumes in Kubernetes; other parts have names in too many places" },
  { what: "DNS records and host names", why: "they are content and not names of resources; zones are judged in Azure only" },
  { what: "Names in other languages' letters that look alike", why: "most clouds take ASCII only, which naming-legal judges" },
  { what: "Whether Pulumi's own project and stack names are legal", why: "Pulumi refuses them when they are made; naming-stack judges what is agreed" },
];
