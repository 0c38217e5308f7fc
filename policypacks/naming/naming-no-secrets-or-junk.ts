import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { JUNK_WORDS, junkIn } from "./_shared/junk";
import { nameToJudge } from "./_shared/names";

const KINDS = ["e-mail", "account-id", "access-key", "random", "word"] as const;
const globs = z.array(z.string());

const options = z.strictObject({
  words: z.prefault(z.array(z.string()), [...JUNK_WORDS]).register(z.globalRegistry, { description: "words that may not stand alone in a name, in lower case; one that is also in the stack's name may" }),
  allow: z.prefault(z.array(z.enum(KINDS)), []).register(z.globalRegistry, { description: "what names may have after all" }),
  types: z.prefault(globs, ["*"]).register(z.globalRegistry, { description: "globs over types without API version: whose names are judged" }),
  except: z.prefault(globs, []).register(z.globalRegistry, { description: "globs over types whose names are not" }),
});

export const policy = definePolicy({
  id: "naming-no-secrets-or-junk",
  title: "Names have no secrets, no addresses of people and no left-over words in them",
  severity: "low",
  enforcement: "advisory",
  why: "Names are in logs, bills and public addresses, where nothing is kept secret; and what is called tmp or test is there years later, because nobody dares to remove it.",
  fix: "Name it after what it is for.",
  types: ["aws:*", "azure-native:*", "gcp:*", "alicloud:*", "kubernetes:*"],
  options,
  check(subject, report, { options: { words, allow, types, except } }) {
    const fits = (glob: string) => matchesGlob(glob, subject.type);
    if (!types.some(fits) || except.some(fits)) return;
    const { value, text, suffix } = nameToJudge(subject);
    for (const { kind, has, isSecret } of junkIn(text.slice(0, text.length - suffix.length), wordsFor(subject, words))) {
      if (allow.includes(kind)) continue;
      const what = value.isSecret && kind === "word" ? "a word that is left over" : has;
      report(isSecret || value.isSecret ? `${value.path} has ${what} in it.` : `${value.path} "${value}" has ${what} in it.`, kind === "access-key" ? { severity: "high", fix: "Take the key out of the name, and out of use: it has been in logs and state." } : {});
    }
  },
  examples: {
    good: [
      { title: "a bucket", resources: [bucket("acme-reports")] },
      { title: "a word within a word", resources: [bucket("latest-contests")] },
      { title: "the random end that Pulumi makes", resources: [{ type: "aws:s3/bucket:Bucket", name: "reports", inputs: { bucket: "reports-1a2b3c4" } }] },
      { title: "a word that is allowed", resources: [bucket("acme-test")], options: { words: ["tmp"] } },
      { title: "a storage account", resources: [storage("acmereports")] },
      { title: "a service account", resources: [account("reports-writer")] },
      { title: "a VPC", resources: [vpc("main")] },
      { title: "a namespace", resources: [namespace("shop")] },
    ],
    bad: [
      { title: "the number of an account", resources: [bucket("acme-123456789012-logs")], says: ["number of an account"] },
      { title: "an access key", resources: [bucket("backup-AKIAIOSFODNN7EXAMPLE")], says: ["access key", "out of use"] },
      { title: "an address", resources: [{ type: "aws:iam/user:User", inputs: { name: "jane.doe@example.com" } }], says: ["an e-mail address"] },
      { title: "a digest", resources: [bucket("x-0123456789abcdef0123456789abcdef")], says: ["random"] },
      { title: "a left-over resource group", resources: [{ type: "azure-native:resources:ResourceGroup", inputs: { resourceGroupName: "rg-test" } }], says: ['"test"'] },
      { title: "foo", resources: [account("foo-writer")], says: ['"foo"'] },
      { title: "a VPC for the time being", resources: [vpc("tmp_vpc")], says: ['"tmp"'] },
      { title: "a namespace that nobody named", resources: [namespace("untitled")], says: ['"untitled"'] },
    ],
  },
});

/** In a stack that is called test, test is no left-over. */
function wordsFor({ stack }: Subject, words: readonly string[]): readonly string[] {
  const own = stack.toLowerCase().split(/[^a-z0-9]+/);
  return words.filter(word => !own.includes(word));
}

function bucket(name: string): ExampleResource {
  return { type: "aws:s3/bucket:Bucket", inputs: { bucket: name } };
}

function storage(accountName: string): ExampleResource {
  return { type: "azure-native:storage:StorageAccount", inputs: { accountName } };
}

function account(accountId: string): ExampleResource {
  return { type: "gcp:serviceaccount/account:Account", inputs: { accountId } };
}

function vpc(vpcName: string): ExampleResource {
  return { type: "alicloud:vpc/network:Network", inputs: { vpcName } };
}

function namespace(name: string): ExampleResource {
  return { type: "kubernetes:core/v1:Namespace", inputs: { metadata: { name } } };
}
