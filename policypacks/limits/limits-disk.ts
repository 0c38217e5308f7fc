import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { bound, flag, globs } from "./_shared/options";
import { type Disk, DISKS, disksOf } from "./_shared/storage/disks";

const options = z.strictObject({
  maxGiB: bound("the most that one disk may hold"),
  maxIops: bound("the most input and output operations per second that may be provisioned for one disk"),
  maxThroughput: bound("the most MB per second that may be provisioned for one disk"),
  types: globs("globs of disk types: where there are any, no other may be used, as `gp3`, `Premium_LRS`, `pd-balanced`, `cloud_essd`"),
  outdated: flag("whether types may be used that a newer one does more for less than: gp2, io1 and standard of AWS, cloud of Alicloud. They are advised against otherwise"),
});
type Options = z.infer<typeof options>;

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html, https://www.alibabacloud.com/help/en/ecs/user-guide/disk-categories */
const NEWER: Record<string, string> = { gp2: "gp3", io1: "io2", standard: "gp3 or st1", cloud: "cloud_essd or cloud_auto" };
/** Google Cloud and Azure have no types by these names. */
const OUTDATED_IN: ReadonlySet<string> = new Set(["aws", "alicloud"]);

export const policy = definePolicy({
  id: "limits-disk",
  title: "Disks are no larger and no faster than agreed, and of current types",
  severity: "low",
  enforcement: "mandatory",
  why: "A disk costs by its size and by what it could do, whether it is used or not, and no disk can be made smaller again. Sizes and types are judged when they are configured.",
  fix: "Use a smaller disk or another type.",
  types: Object.keys(DISKS),
  options,
  check(subject, report, { options: chosen }) {
    report.each(disksOf(subject), disk => {
      report.each(BOUNDS, ({ part, option, unit }) => judgeBound(disk[part], { most: chosen[option], option, unit }, report));
      if (!disk.kind.isMissing) judgeKind(disk.kind, OUTDATED_IN.has(subject.cloud ?? ""), chosen, report);
    });
  },
  examples: {
    good: [
      { title: "a volume of 100 GiB", resources: [volume({ size: 100, type: "gp3", iops: 3000 })], options: { maxGiB: 500, maxIops: 6000, types: ["gp3"] } },
      { title: "a large volume, and nothing is agreed", resources: [volume({ size: 16000, type: "io2" })] },
      { title: "an old type that may be used", resources: [volume({ size: 10, type: "gp2" })], options: { outdated: true } },
      { title: "a disk of Azure", resources: [azureDisk({ diskSizeGB: 128, sku: { name: "Premium_LRS" } })], options: { maxGiB: 512 } },
      { title: "a disk of Google Cloud", resources: [gcpDisk({ size: 100, type: "pd-standard" })], options: { maxGiB: 512 } },
      { title: "a disk of Alicloud", resources: [ecsDisk({ size: 100, category: "cloud_essd" })], options: { maxGiB: 512 } },
    ],
    bad: [
      { title: "too large a root disk", resources: [{ type: "aws:ec2/instance:Instance", inputs: { rootBlockDevice: { volumeSize: 2000 } } }], options: { maxGiB: 500 }, says: ["rootBlockDevice.volumeSize is 2000 GiB", "more than the 500"] },
      { title: "too many operations", resources: [volume({ size: 100, type: "io2", iops: 64000 })], options: { maxIops: 10000 }, says: ["iops is 64000", "10000"] },
      { title: "another type than agreed", resources: [volume({ size: 100, type: "io2" })], options: { types: ["gp3"] }, says: ["type io2 is none of gp3"] },
      { title: "an outdated type", resources: [volume({ size: 100, type: "gp2" })], says: ["type gp2 is outdated", "gp3"] },
      { title: "a large data disk", resources: [{ type: "azure-native:compute:VirtualMachine", inputs: { storageProfile: { dataDisks: [{ lun: 0, createOption: "Empty", diskSizeGB: 4096 }] } } }], options: { maxGiB: 1024 }, says: ["storageProfile.dataDisks[0].diskSizeGB is 4096 GiB"] },
      { title: "an ultra disk", resources: [azureDisk({ diskSizeGB: 128, sku: { name: "UltraSSD_LRS" } })], options: { types: ["Premium*", "Standard*"] }, says: ["sku.name UltraSSD_LRS"] },
      { title: "a large boot disk", resources: [{ type: "gcp:compute/instance:Instance", inputs: { bootDisk: { initializeParams: { size: 3000 } } } }], options: { maxGiB: 1024 }, says: ["bootDisk.initializeParams.size is 3000 GiB"] },
      { title: "a large system disk", resources: [{ type: "alicloud:cs/nodePool:NodePool", inputs: { systemDiskSize: 500 } }], options: { maxGiB: 200 }, says: ["systemDiskSize is 500 GiB"] },
      { title: "an outdated type of Alicloud", resources: [ecsDisk({ size: 100, category: "cloud" })], says: ["category cloud is outdated"] },
    ],
  },
});

const BOUNDS = [
  { part: "sizeGiB", option: "maxGiB", unit: " GiB" },
  { part: "iops", option: "maxIops", unit: " operations per second" },
  { part: "throughput", option: "maxThroughput", unit: " MB per second" },
] as const satisfies readonly { part: keyof Disk; option: keyof Options; unit: string }[];

function judgeBound(value: Value, { most, option, unit }: { most: number | undefined; option: string; unit: string }, report: Report): void {
  if (most === undefined) return;
  const amount = value.number();
  if (amount !== undefined && amount > most) report(`${value.path} is ${value}${unit}, more than the ${most} allowed.`, { fix: `Use at most ${most}${unit}, or raise \`${option}\` of limits-disk.` });
}

function judgeKind(kind: Value, hasOutdated: boolean, { types, outdated }: Options, report: Report): void {
  // Google Cloud takes a type as a name or as a URL.
  const name = (kind.text() ?? "").split("/").at(-1)!;
  if (types.length > 0 && !types.some(glob => matchesGlob(glob, name))) report(`${kind.path} ${kind} is none of ${types.join(", ")}.`, { fix: `Use one of ${types.join(", ")}.` });
  else if (hasOutdated && !outdated && NEWER[name]) report(`${kind.path} ${kind} is outdated.`, { fix: `Use ${NEWER[name]}, which does more for less.`, level: "advisory" });
}

function volume(inputs: WireObject): ExampleResource {
  return { type: "aws:ebs/volume:Volume", inputs };
}

function azureDisk(inputs: WireObject): ExampleResource {
  return { type: "azure-native:compute:Disk", inputs };
}

function gcpDisk(inputs: WireObject): ExampleResource {
  return { type: "gcp:compute/disk:Disk", inputs };
}

function ecsDisk(inputs: WireObject): ExampleResource {
  return { type: "alicloud:ecs/ecsDisk:EcsDisk", inputs };
}
