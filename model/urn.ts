/** The parts of a Pulumi URN: `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */
export interface Urn {
  stack: string;
  project: string;
  /** The resource's own type token, without those of its parents, as `aws:ec2/vpc:Vpc`. */
  type: string;
  name: string;
}

/** Takes a URN apart. @throws {SyntaxError} with the offending text where it is not a URN */
export function parseUrn(urn: string): Urn {
  const [prefix, project, types, ...name] = urn.split("::");
  if (!prefix?.startsWith("urn:pulumi:") || !project || !types || name.length === 0) throw new SyntaxError(`"${urn}" is not a Pulumi URN`);
  return { stack: prefix.slice("urn:pulumi:".length), project, type: types.split("$").at(-1)!, name: name.join("::") };
}

/** The provider package of a type token: `aws` of `aws:ec2/vpc:Vpc` and of `pulumi:providers:aws`. */
export function packageOf(type: string): string {
  return type.startsWith("pulumi:providers:") ? type.slice("pulumi:providers:".length) : type.slice(0, type.indexOf(":"));
}

/** The resource's name in its program; the whole text where it is no URN. */
export function nameInUrn(urn: string): string {
  try {
    return parseUrn(urn).name;
  } catch {
    return urn;
  }
}
