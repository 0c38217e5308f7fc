import { createHash } from "node:crypto";
import { whereSame, type NoiseRule } from "../noise-rule.ts";

const INSTANCE = "aws:ec2/instance:Instance";
const SCRIPT = "#!/bin/sh\necho hello\n";
const NAMES = new Set(["userData", "userDataBase64", "customData", "metadataStartupScript", "startupScript", "startup-script"]);

export const rule: NoiseRule = {
  id: "user-data-spelling",
  title: "User data in base64, as a hash, or with other ends of lines",
  why: "The same script is recorded as text, answered in base64 or as its SHA-1, with the ends of lines of the machine that deployed it.",
  issue: "https://github.com/hashicorp/terraform-provider-aws/issues/30825",
  types: ["aws:ec2/*", "aws:autoscaling/*", "azure-native:compute*:*", "gcp:compute/*", "alicloud:ecs/*", "alicloud:ess/*"],
  isNoise: whereSame(({ path }) => NAMES.has(String(path.at(-1))), (expected, actual) => typeof expected === "string" && typeof actual === "string" && isSameScript(expected, actual)),
  examples: {
    noise: [
      { shows: "a text became base64", type: INSTANCE, recorded: { userData: SCRIPT }, found: { userData: Buffer.from(SCRIPT).toString("base64") } },
      { shows: "a text became its hash", type: INSTANCE, recorded: { userData: SCRIPT }, found: { userData: createHash("sha1").update(SCRIPT).digest("hex") } },
      { shows: "ends of lines were changed", type: INSTANCE, recorded: { userData: SCRIPT.replaceAll("\n", "\r\n") }, found: { userData: SCRIPT.trimEnd() } },
    ],
    drift: [{ shows: "another script is in it", type: INSTANCE, recorded: { userData: SCRIPT }, found: { userData: Buffer.from(SCRIPT.replace("hello", "evil")).toString("base64") } }],
  },
};

function isSameScript(a: string, b: string): boolean {
  const plain = [a, b].map(text => linesOf(decoded(text)));
  return plain[0] === plain[1] || [a, decoded(a)].some(text => hashOf(text) === b) || [b, decoded(b)].some(text => hashOf(text) === a);
}

function decoded(text: string): string {
  const compact = text.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(compact) || compact.length % 4 !== 0) return text;
  const bytes = Buffer.from(compact, "base64");
  const plain = bytes.toString("utf8");
  return Buffer.from(plain, "utf8").equals(bytes) ? plain : text;
}

function linesOf(text: string): string {
  return text.replaceAll("\r\n", "\n").split("\n").map(line => line.trimEnd()).join("\n").trim();
}

function hashOf(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
