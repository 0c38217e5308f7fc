import type { Subject } from "../../_kit/resource";
import type { Cloud } from "../../_kit/type-token";
import type { Value } from "../../_kit/value";

/** Properties that say where a resource, or a copy of it, is; whatever its type. */
const PLACES: Partial<Record<Cloud, readonly string[]>> = {
  aws: ["region", "availabilityZone", "availabilityZones.*", "replicas.*.regionName", "replicas.*.region", "replicationConfiguration.rules.*.destinations.*.region", "operatingRegions.*.regionName"],
  "azure-native": ["location", "locations.*.locationName"],
  gcp: ["location", "region", "zone", "nodeLocations.*", "replicaZones.*", "distributionPolicyZones.*", "replication.userManaged.replicas.*.location", "settings.locationPreference.zone", "locationId", "alternativeLocationId"],
  alicloud: ["regionId", "zoneId", "availabilityZone", "zoneIds.*", "secondaryZoneId", "zoneIdSlaveA", "zoneIdSlaveB", "slaveZoneId", "masterZoneId", "hiddenZoneId", "zoneMappings.*.zoneId"],
};

/** Services of AWS that are in no region, whatever region they are asked in. https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html */
const GLOBAL = /^aws(-native)?:(account|budgets|cloudfront|ce|cfg\/organization|costexplorer|globalaccelerator|iam|networkmanager|organizations|route53|shield|waf)[/:]/;

export function isGlobal({ type }: Pick<Subject, "type">): boolean {
  return GLOBAL.test(type);
}

/** The values that say where a resource is. */
export function placesOf({ cloud, props }: Subject): Value[] {
  return ((cloud && PLACES[cloud]) ?? []).flatMap(path => props.find(path));
}

/** A place as its cloud spells it: `West Europe` is `westeurope`, and of a URL only the last part counts. */
export function spelled(text: string, cloud: Cloud | undefined): string {
  if (cloud === "azure-native") return text.replaceAll(" ", "").toLowerCase();
  return (cloud === "gcp" ? text.slice(text.lastIndexOf("/") + 1) : text).toLowerCase();
}

/**
 * The region that a zone is in, or the place itself where it is none: `eu-central-1a` (aws, alicloud), `us-west-2-lax-1a` (a local zone),
 * `europe-west1-b` (gcp), `cn-hangzhou-h` (alicloud).
 */
export function regionOf(place: string, cloud: Cloud | undefined): { region: string; isZone: boolean } {
  // Databases of Alicloud name several zones of a region at once: `cn-hangzhou-MAZ6(b,f)`.
  const [, several] = /^([a-z-]+(?:-\d+)?)-maz\d+/.exec(place) ?? [];
  if (several !== undefined) return { region: several, isZone: true };
  const patterns: Partial<Record<Cloud, RegExp>> = { aws: /^([a-z]+(?:-[a-z]+)+-\d+)(?:[a-z]|-[a-z0-9-]+)$/, gcp: /^([a-z]+(?:-[a-z]+)+\d+)-[a-z]$/, alicloud: /^([a-z]+(?:-[a-z]+)+(?:-\d+)?)-?[a-z]$/ };
  const [, region] = (cloud && patterns[cloud]?.exec(place)) ?? [];
  // `cn-hangzhou` ends in a letter, too: only one with a letter by itself, or behind a number, is a zone.
  const isZone = region !== undefined && (cloud !== "alicloud" || /(-[a-z]|\d[a-z])$/.test(place));
  return isZone ? { region, isZone } : { region: place, isZone: false };
}
