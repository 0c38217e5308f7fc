import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { expect, test } from "vitest";
import { cloud } from "../../../providers/clouds/aws/aws.ts";
import { checkSettings } from "../../../providers/clouds/aws/check-settings.ts";
import type { AwsSettings } from "../../../providers/clouds/aws/settings.ts";

const DOC = readFileSync(join(import.meta.dirname, "../../../docs/identities/aws.md"), "utf8");
const identity = z.strictObject({ cloud: z.literal("aws"), ...cloud.settings.shape });

test("every identity that docs/identities/aws.md shows is one", () => {
  const shown = blocks("yaml").filter(text => text.startsWith("identities:")).flatMap(text => Object.entries((parse(text) as { identities: object }).identities));
  expect(shown.length).toBeGreaterThan(6);
  for (const [name, settings] of shown) expect(() => checkSettings(name, identity.parse(settings) as unknown as AwsSettings)).not.toThrow();
});

test("every policy it shows is a policy of AWS", () => {
  const policies = blocks("json").map(text => JSON.parse(text) as { Version: string; Statement: { Effect: string; Action: string }[] });
  expect(policies.length).toBeGreaterThan(3);
  for (const { Version, Statement } of policies) expect([Version, ...Statement.map(({ Effect, Action }) => `${Effect} ${Action}`)]).toEqual(["2012-10-17", expect.stringMatching(/^Allow sts:AssumeRole/)]);
});

function blocks(language: string): string[] {
  return [...DOC.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\``, "gm"))].map(([, indent = "", text = ""]) => text.replaceAll(new RegExp(`^${indent}`, "gm"), ""));
}
