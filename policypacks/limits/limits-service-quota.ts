import * as z from "zod/mini";
import { fileOption } from "../_kit/config/file-options";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleForeignResource, type ExampleResource } from "../_kit/policy";
import { Undecided } from "../_kit/undecided";
import { machines } from "./_shared/machines/known-size";
import { described } from "./_shared/options";
import { countForeign, countOwn, type Usage } from "./_shared/quotas/count-quota";
import { type Quota, QUOTAS } from "./_shared/quotas/quota-table";

const quota = z.strictObject({ quota: z.enum(Object.keys(QUOTAS)), limit: z.number().check(z.minimum(0)), account: z.optional(z.string()), region: z.optional(z.string()) });

const options = z.strictObject({
  quotas: described(
    z.prefault(fileOption(z.array(quota)), []),
    'what accounts really may have, or the path of a file with it (docs/examples/quotas.yaml), as `[{ "quota": "aws-elastic-ips", "limit": 20, "account": "111122223333", "region": "eu-*" }]`; the first that fits counts, without `account` or `region` it fits all',
  ),
  defaults: described(z.prefault(z.boolean(), true), "whether what the cloud allows a new account counts where nothing else is said; it is only advised against then, because a quota may have been raised"),
  keepFree: described(z.prefault(z.number().check(z.minimum(0), z.maximum(100)), 0), "how many percent of a quota must stay free"),
  machines,
});
type Options = z.infer<typeof options>;

export const policy = definePolicy({
  id: "limits-service-quota",
  title: "What a stack makes fits into the quotas of its account, beside what other stacks have",
  severity: "medium",
  enforcement: "mandatory",
  why: "A quota is met in the middle of an update, with one half made, and raising it takes days. What other stacks of the account have is known from the estate snapshot.",
  fix: "Make fewer, delete what is not used, or have the quota raised first.",
  types: [...new Set(Object.values(QUOTAS).flatMap(({ types }) => types))],
  needs: "estate",
  options,
  check(subject, report, { options: chosen, neighbours }) {
    if (neighbours.leavesToEnd) return;
    const relevant = Object.entries(QUOTAS).filter(([id, { types, byDefault }]) => types.includes(subject.type) && (byDefault !== undefined || chosen.quotas.some(entry => entry.quota === id)));
    const counting = { neighbours, machines: chosen.machines };
    report.each(relevant, ([id, table]) => {
      const at = countOwn(subject, table, counting);
      const limit = at && limitOf(id, table, at, chosen);
      if (!limit) return;
      const { others, perhaps } = countForeign(at, table, counting);
      const most = Math.floor(limit.amount * (1 - chosen.keepFree / 100));
      const sure = at.own.count + others.count;
      if (sure > most) report(`${placeName(table, at)} would have ${sure} ${table.words} (${at.own.count} of this stack, ${others.count} of others), more than the ${limitWords(limit.amount, most, chosen)}.`, { fix: `Make fewer, delete what is not used, or have the quota raised and say so in \`quotas\` (${id}).`, related: others.urns, ...(limit.isDefault ? { level: "advisory" } : {}) });
      else if (sure + perhaps.count > most) throw new Undecided(`the account of its provider, which decides whether ${sure} or ${sure + perhaps.count} ${table.words} count`, "not known yet", NAME_THE_ACCOUNT);
    });
  },
  examples: {
    good: [
      { title: "five addresses", resources: eips(5) },
      { title: "an address beside those of another account", resources: inAccount(eips(2), "111111111111"), estate: { resources: foreignEips(4, "222222222222") } },
      { title: "an address in another region than the others", resources: inAccount(eips(2), "111111111111"), estate: { resources: foreignEips(4, "111111111111", "eu-west-1") } },
      { title: "a quota that was raised", resources: eips(9), options: { quotas: [{ quota: "aws-elastic-ips", limit: 20 }] } },
      { title: "some route tables of Azure", resources: several("azure-native:network:RouteTable", 3, { location: "westeurope" }) },
      { title: "some service accounts", resources: several("gcp:serviceaccount/account:Account", 3) },
      { title: "some networks of Alicloud", resources: several("alicloud:vpc/network:Network", 3) },
    ],
    bad: [
      { title: "six addresses", resources: eips(6), says: ["6 Elastic IP addresses", "more than the 5 that its quota allows"] },
      { title: "an address too many beside those of other stacks", resources: inAccount(eips(2), "111111111111"), estate: { resources: foreignEips(4, "111111111111") }, says: ["Account 111111111111 in eu-central-1 would have 6", "2 of this stack, 4 of others"] },
      { title: "less than must stay free", resources: eips(5), options: { keepFree: 20 }, says: ["more than the 4 of 5"] },
      { title: "more virtual CPUs than the account has", resources: several("aws:ec2/instance:Instance", 3, { instanceType: "m7g.4xlarge" }), options: { quotas: [{ quota: "aws-standard-vcpus", limit: 32 }] }, says: ["48 virtual CPUs of on-demand Standard"] },
      { title: "many route tables of Azure", resources: several("azure-native:network:RouteTable", 3, { location: "westeurope" }), options: { quotas: [{ quota: "azure-route-tables", limit: 2, region: "west*" }] }, says: ["3 route tables", "2 that its quota allows"] },
      { title: "many service accounts", resources: several("gcp:serviceaccount/account:Account", 3, { project: "shop" }), estate: { resources: Array.from({ length: 98 }, (_, i) => ({ type: "gcp:serviceaccount/account:Account", name: `other-${i}`, inputs: {}, place: { account: "shop" } })) }, says: ["Account shop would have 101 service accounts"] },
      { title: "many networks of Alicloud", resources: several("alicloud:vpc/network:Network", 11), says: ["11 VPCs"] },
    ],
  },
});

const NAME_THE_ACCOUNT = "Set allowedAccountIds, subscriptionId, project or accountId on the provider, or scan the stacks: what a scan finds has its account.";

/** The account and the region in which something is counted. */
type Spot = Pick<Usage, "account" | "region">;

/** What an account may have: as it is said for the place, or by default. */
function limitOf(id: string, { byDefault, per }: Quota, { account, region }: Spot, { quotas, defaults }: Options): { amount: number; isDefault: boolean } | undefined {
  const said = quotas.find(entry => entry.quota === id && (entry.account === undefined || entry.account === account) && (per === "account" || entry.region === undefined || matchesGlob(entry.region, region ?? "")));
  if (said) return { amount: said.limit, isDefault: false };
  return defaults && byDefault !== undefined ? { amount: byDefault, isDefault: true } : undefined;
}

function placeName({ per }: Quota, { account, region }: Spot): string {
  return `${account === undefined ? "Its account" : `Account ${account}`}${per === "region" && region !== undefined ? ` in ${region}` : ""}`;
}

function limitWords(amount: number, most: number, { keepFree }: Options): string {
  return keepFree > 0 ? `${most} of ${amount} that may be used` : `${amount} that its quota allows`;
}

function eips(count: number): ExampleResource[] {
  return several("aws:ec2/eip:Eip", count).map(resource => ({ ...resource, provider: { type: "pulumi:providers:aws", inputs: { region: "eu-central-1" } } }));
}

function inAccount(resources: ExampleResource[], account: string): ExampleResource[] {
  return resources.map(resource => ({ ...resource, provider: { type: "pulumi:providers:aws", inputs: { region: "eu-central-1", allowedAccountIds: JSON.stringify([account]) } } }));
}

function foreignEips(count: number, account: string, region = "eu-central-1"): ExampleForeignResource[] {
  return Array.from({ length: count }, (_, i) => ({ type: "aws:ec2/eip:Eip", name: `other-${i}`, inputs: {}, place: { account, region } }));
}

function several(type: string, count: number, inputs = {}): ExampleResource[] {
  return Array.from({ length: count }, (_, i) => ({ type, name: `one-${i}`, inputs }));
}
