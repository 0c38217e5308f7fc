import picomatch from "picomatch";
import type { Json, ProviderInUse } from "../../../model/index.ts";
import type { GcpSettings } from "./settings.ts";

/** By the universe and every project that the provider works in, as far as its configuration and what it made tell. */
export function isOfProvider(settings: GcpSettings, provider: ProviderInUse): true | string {
  if (settings.credentials === "ambient") return true;
  const universe = textOf(provider.config["universeDomain"]) ?? "googleapis.com";
  if (universe !== settings.universeDomain) return `it is for ${settings.universeDomain}, the provider works in ${universe}`;
  const foreign = projectsIn(provider).find(project => !isOfProject(settings, project));
  return foreign === undefined || `it is for project ${[settings.project, ...settings.projects].filter(Boolean).join(", ")}, the provider works in ${foreign}`;
}

/** Every project that a provider works in: that of its configuration first, then those of resources that name another. */
export function projectsIn({ config, recorded }: Pick<ProviderInUse, "config" | "recorded">): string[] {
  const configured = textOf(config["project"]);
  const made = recorded.flatMap(({ project, selfLink }) => textOf(project) ?? /\/projects\/([^/]+)\//.exec(textOf(selfLink) ?? "")?.[1] ?? []);
  // A number is only another way to say an id, and nothing here can tell of which.
  return [...new Set([...(configured === undefined ? [] : [configured]), ...made])].filter(project => !/^\d+$/.test(project));
}

function isOfProject({ project, projects }: GcpSettings, candidate: string): boolean {
  return candidate === project || (projects.length > 0 && picomatch(projects)(candidate));
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
