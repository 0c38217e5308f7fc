import { z } from "zod";
import { secretReference } from "../../../model/index.ts";

/** An AWS identity in trueup.yaml. */
export const settings = z.object({
  roleArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "must be a role ARN, as arn:aws:iam::123456789012:role/trueup-reader")
    .describe("the role the scan assumes"),
  region: z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, "must be a region, as eu-central-1").describe("region whose STS endpoint is asked; must be in the role's partition"),
  accessKey: z
    .strictObject({ id: secretReference, secret: secretReference })
    .optional()
    .describe("access key that may assume the role, in place of a profile: a role in another partition needs one of that partition"),
  account: z
    .string()
    .regex(/^\d{12}$/, "must be 12 digits, quoted")
    .optional()
    .describe("the account whose resources are read; default: the role's"),
  profile: z.string().min(1).optional().describe("profile of the AWS configuration files whose credentials assume the role; default: this process's own. A scan over several partitions needs one for each"),
  externalId: z.string().min(2).optional().describe("as the role's trust policy wants it"),
  sessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/, "2 to 64 letters, digits or +=,.@-").default("trueup"),
  durationSeconds: z.int().min(900).max(43_200).default(3600),
  policyArns: z.array(z.string()).max(10).optional().describe("session policies; default: the partition's ReadOnlyAccess"),
  allow: z
    .array(z.string().regex(/^[a-z0-9-]+:(Get|List|Describe|BatchGet|Lookup|Decrypt|View|Read)\w*\*?$/, "must be a read action, as kms:Decrypt"))
    .default([])
    .describe("read actions that the session may use besides those of `policyArns`, as kms:Decrypt for SecureString parameters"),
});

export type AwsSettings = z.infer<typeof settings>;
