import type { LeftOut } from "../../_kit/left-out";

export const leftOut: readonly LeftOut[] = [
  { what: "Types that are not in the table of names", why: "their names are judged by naming-convention only, by the name that the program gives them" },
  { what: "Names that are made by the provider when it creates the resource", why: "they are not known before; names that Pulumi makes are known in the preview and are judged with their random end" },
  { what: "Names that are unique within an account, a region or a resource group", why: "which account a stack of another project is in is not in the snapshot; names that are unique among all customers are judged" },
  { what: "The partition of an S3 bucket", why: "one name may be used in aws and in aws-cn at once, but the snapshot does not say in which a bucket is: exempt such a pair" },
];
