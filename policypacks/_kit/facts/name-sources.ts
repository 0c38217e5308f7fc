import { NAME_SOURCE_LINES } from "./name-sources.generated";

/**
 * The property that carries the name under which the cloud knows a resource, by normalised type; the first one that is set.
 * The one table of them. Kubernetes needs no rows: there it is always `metadata.name`.
 */
export const NAME_SOURCES: Readonly<Record<string, readonly string[]>> = readNameSources();

/** Each line: cloud, properties, types without their cloud. */
function readNameSources(): Record<string, readonly string[]> {
  const sources: Record<string, readonly string[]> = {};
  for (const line of NAME_SOURCE_LINES.split("\n")) {
    const [cloud, properties = "", ...types] = line.split(" ");
    const paths = properties.split(",");
    for (const type of types) sources[`${cloud}:${withClass(type)}`] = paths;
  }
  return sources;
}

/** `ec2/vpc:Vpc` of `ec2/vpc`. */
function withClass(type: string): string {
  const slash = type.indexOf("/");
  return slash < 0 ? type : `${type}:${type.charAt(slash + 1).toUpperCase()}${type.slice(slash + 2)}`;
}
