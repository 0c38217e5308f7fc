/** `Vpc` of `aws:ec2/vpc:Vpc`: how the SDKs name the class of a type. */
export function classOf(type: string): string {
  return type.split(":").at(-1)!.split("/").at(-1)!;
}
