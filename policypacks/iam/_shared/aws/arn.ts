/** The six parts of an ARN, or of a pattern of ARNs: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  account: string;
  /** All that follows, with the colons in it. */
  resource: string;
}

/** `undefined` where a part is missing. */
export function readArn(text: string): Arn | undefined {
  const [head, partition, service, region, account, ...resource] = partsOf(text);
  if (head !== "arn" || partition === undefined || service === undefined || region === undefined || account === undefined || resource.length === 0) return undefined;
  return { partition, service, region, account, resource: resource.join(":") };
}

/** A colon in a policy variable divides nothing. */
function partsOf(text: string): string[] {
  return text.replace(/\$\{[^${}]*\}/g, variable => variable.replaceAll(":", "\0")).split(":").map(part => part.replaceAll("\0", ":"));
}

/** Whether a part stands for many: it holds a wildcard or a policy variable. */
export function isOpen(part: string): boolean {
  return /[*?]|\$\{/.test(part);
}
