import { parseUrn } from "../../../model/urn.ts";

/** The resource's name in its program, and its stack as `<project>/<stack>`; of what is no URN, the whole as name. */
export function resourceOf(urn: string): { name: string; stack: string } {
  try {
    const { name, project, stack } = parseUrn(urn);
    return { name, stack: `${project}/${stack}` };
  } catch {
    return { name: urn, stack: "" };
  }
}
