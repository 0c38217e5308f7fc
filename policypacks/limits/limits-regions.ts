import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { Undecided } from "../_kit/undecided";
import type { WireObject } from "../_kit/wire";
import { described, globs } from "./_shared/options";
import { isGlobal, placesOf, regionOf, spelled } from "./_shared/regions";

const perCloud = z.strictObject({ aws: z.optional(z.array(z.string())), "azure-native": z.optional(z.array(z.string())), gcp: z.optional(z.array(z.string())), alicloud: z.optional(z.array(z.string())) });

const options = z.strictObject({
  allowed: described(z.prefault(perCloud, {}), 'globs of regions by cloud, as `{ "aws": ["eu-*", "cn-north-1"], "azure-native": ["westeurope"], "gcp": ["europe-*", "eu"] }`. A cloud that is not named is not judged'),
  zones: described(z.prefault(perCloud, {}), 'globs of zones by cloud, in the same way, as `{ "aws": ["eu-central-1a", "eu-central-1b"] }`'),
  except: globs("globs over types without API version that may be anywhere; services of AWS that are in no region always may"),
});

const CLOUDS = ["aws", "azure-native", "gcp", "alicloud"] as const;

export const policy = definePolicy({
  id: "limits-regions",
  title: "Resources are in the regions that are agreed",
  severity: "high",
  enforcement: "mandatory",
  why: "Where data may be is law before it is taste, and what runs in a region that nobody looks at is found by its bill. Says nothing until regions are configured.",
  fix: "Create it in a region that is allowed.",
  types: CLOUDS.map(cloud => `${cloud}:*`),
  options,
  check(subject, report, { options: { allowed, zones, except } }) {
    const cloud = subject.cloud as (typeof CLOUDS)[number];
    const regions = allowed[cloud];
    const own = zones[cloud];
    if ((!regions && !own) || isGlobal(subject) || except.some(glob => matchesGlob(glob, subject.type))) return;
    const stated = placesOf(subject);
    report.each(stated, value => judgePlace(value.text() ?? "", { subject, of: `${value.path} ${value}`, regions, zones: own }, report));
    if (stated.length === 0 && regions) judgeProvider(subject, regions, report);
  },
  examples: {
    good: [
      { title: "a provider's region", resources: [ec2({}, "eu-central-1")], options: { allowed: { aws: ["eu-*"] } } },
      { title: "any region, and nothing is agreed", resources: [ec2({}, "us-east-1")] },
      { title: "a role, which is in no region", resources: [{ type: "aws:iam/role:Role", inputs: {}, provider: provider("us-east-1") }], options: { allowed: { aws: ["eu-*"] } } },
      { title: "a location as people write it", resources: [azure({ location: "West Europe" })], options: { allowed: { "azure-native": ["westeurope"] } } },
      { title: "something global of Azure", resources: [azure({ location: "global" })], options: { allowed: { "azure-native": ["westeurope"] } } },
      { title: "a zone of an allowed region", resources: [gcp({ zone: "europe-west1-b" })], options: { allowed: { gcp: ["europe-west1"] } } },
      { title: "a zone of Alicloud", resources: [alicloud({ availabilityZone: "cn-hangzhou-h" }, "cn-hangzhou")], options: { allowed: { alicloud: ["cn-hangzhou"] } } },
    ],
    bad: [
      { title: "a provider of another region", resources: [ec2({}, "us-east-1")], options: { allowed: { aws: ["eu-*"] } }, says: ["us-east-1 is none of the regions", "eu-*"] },
      { title: "a region of the resource's own", resources: [ec2({ region: "us-east-1" }, "eu-central-1")], options: { allowed: { aws: ["eu-*"] } }, says: ["region us-east-1"] },
      { title: "a copy in another region", resources: [{ type: "aws:dynamodb/table:Table", inputs: { replicas: [{ regionName: "eu-west-1" }, { regionName: "us-west-2" }] } }], options: { allowed: { aws: ["eu-*"] } }, says: ["replicas[1].regionName us-west-2"] },
      { title: "another zone", resources: [ec2({ availabilityZone: "eu-central-1c" }, "eu-central-1")], options: { zones: { aws: ["eu-central-1a", "eu-central-1b"] } }, says: ["none of the zones"] },
      { title: "a location of Azure", resources: [azure({ location: "East US" })], options: { allowed: { "azure-native": ["westeurope", "northeurope"] } }, says: ["location East US"] },
      { title: "a copy of a database account", resources: [{ type: "azure-native:cosmosdb:DatabaseAccount", inputs: { location: "westeurope", locations: [{ locationName: "westeurope" }, { locationName: "eastus" }] } }], options: { allowed: { "azure-native": ["westeurope"] } }, says: ["locations[1].locationName eastus"] },
      { title: "a zone of a region of Google Cloud", resources: [gcp({ zone: "us-central1-a" })], options: { allowed: { gcp: ["europe-*"] } }, says: ["zone us-central1-a"] },
      { title: "a multi-region", resources: [{ type: "gcp:storage/bucket:Bucket", inputs: { location: "US" } }], options: { allowed: { gcp: ["europe-*", "eu"] } }, says: ["location US"] },
      { title: "a region of Alicloud", resources: [alicloud({}, "us-east-1")], options: { allowed: { alicloud: ["cn-*", "eu-central-1"] } }, says: ["us-east-1"] },
    ],
  },
});

interface PlaceRequest {
  subject: Subject;
  /** What says it, for the message. */
  of: string;
  regions?: readonly string[] | undefined;
  zones?: readonly string[] | undefined;
}

function judgePlace(text: string, { subject: { cloud }, of, regions, zones }: PlaceRequest, report: Report): void {
  const place = spelled(text, cloud);
  if (place === "global" || place === "") return;
  const { region, isZone } = regionOf(place, cloud);
  if (regions && !regions.some(glob => matchesGlob(spelled(glob, cloud), region))) report(`${of} is none of the regions ${regions.join(", ")}.`, { fix: `Create it in one of ${regions.join(", ")}.` });
  else if (isZone && zones && !zones.some(glob => matchesGlob(glob, place))) report(`${of} is none of the zones ${zones.join(", ")}.`, { fix: `Create it in one of ${zones.join(", ")}.` });
}

/** What says nothing of its place is where its provider is; what Azure and Google Cloud do not ask a place of has none. */
function judgeProvider(subject: Subject, regions: readonly string[], report: Report): void {
  const { region } = subject.place;
  const isRegional = subject.cloud === "aws" || subject.cloud === "alicloud";
  if (region === undefined && isRegional) throw new Undecided("the region of its provider", "not known yet", "Set the region in the stack's configuration or on the provider, not in the environment.");
  if (region !== undefined && isRegional) judgePlace(region, { subject, of: `Its provider's region ${region}`, regions }, report);
}

function provider(region: string, cloud = "aws") {
  return { type: `pulumi:providers:${cloud}`, inputs: { region } };
}

function ec2(inputs: WireObject, region: string): ExampleResource {
  return { type: "aws:ec2/instance:Instance", inputs, provider: provider(region) };
}

function azure(inputs: WireObject): ExampleResource {
  return { type: "azure-native:storage:StorageAccount", inputs };
}

function gcp(inputs: WireObject): ExampleResource {
  return { type: "gcp:compute/instance:Instance", inputs };
}

function alicloud(inputs: WireObject, region: string): ExampleResource {
  return { type: "alicloud:ecs/instance:Instance", inputs, provider: provider(region, "alicloud") };
}
