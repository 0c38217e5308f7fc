import { isJsonObject, jsonEqual, type Json } from "../../model/index.ts";
import type { NoiseRule } from "../noise-rule.ts";
import { isSamePolicy } from "./_shared/documents.ts";
import { isSameSet, listsAround } from "./_shared/lists.ts";

const ROLE = "aws-native:iam:Role";
const allow = (action: string): Json => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });

export const rule: NoiseRule = {
  id: "aws-native-sorted-policies",
  title: "Inline policies that a refresh sorted",
  why: "The provider sorts what it reads; which inline policy stands first means nothing.",
  issue: "https://github.com/pulumi/pulumi-aws-native/issues/3066",
  types: ["aws-native:iam:*"],
  isNoise: place => listsAround(place).some(({ key, recorded, found }) => (key === "policies" && isSameSet(recorded, found, isSameInline)) || (key === "managedPolicyArns" && isSameSet(recorded, found))),
  examples: {
    noise: [
      {
        shows: "two inline policies changed places",
        type: ROLE,
        recorded: { policies: [{ policyName: "write", policyDocument: allow("s3:PutObject") }, { policyName: "read", policyDocument: allow("s3:GetObject") }] },
        found: { policies: [{ policyName: "read", policyDocument: allow("s3:GetObject") }, { policyName: "write", policyDocument: allow("s3:PutObject") }] },
      },
    ],
    drift: [
      {
        shows: "two inline policies changed places, and one allows something else",
        type: ROLE,
        recorded: { policies: [{ policyName: "write", policyDocument: allow("s3:PutObject") }, { policyName: "read", policyDocument: allow("s3:GetObject") }] },
        found: { policies: [{ policyName: "read", policyDocument: allow("s3:*") }, { policyName: "write", policyDocument: allow("s3:PutObject") }] },
      },
    ],
  },
};

function isSameInline(a: Json, b: Json): boolean {
  if (!isJsonObject(a) || !isJsonObject(b) || a["policyName"] !== b["policyName"]) return false;
  const [left = null, right = null] = [a["policyDocument"], b["policyDocument"]];
  return jsonEqual(left, right) || isSamePolicy(left, right);
}
