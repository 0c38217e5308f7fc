import { z } from "zod";
import { secretReference } from "../../../model/index.ts";

const roleArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "must be a role ARN, as arn:aws:iam::123456789012:role/trueup-reader");
const externalId = z.string().regex(/^[\w+=,.@:/-]{2,1224}$/, "2 to 1224 letters, digits or +=,.@:/-");
const tagText = z.string().max(256);

/** An AWS identity in trueup.yaml. Limits are those of AssumeRole: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const settings = z.object({
  roleArn: roleArn.describe("the role the scan assumes"),
  region: z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, "must be a region, as eu-central-1").describe("region whose STS endpoint is asked; must be in the role's partition"),
  accessKey: z
    .strictObject({ id: secretReference, secret: secretReference, token: secretReference.optional() })
    .optional()
    .describe("access key that may assume the role, in place of a profile: a role in another partition needs one of that partition"),
  account: z
    .string()
    .regex(/^\d{12}$/, "must be 12 digits, quoted")
    .optional()
    .describe("the account whose resources are read; default: the role's"),
  profile: z.string().min(1).optional().describe("profile of the AWS configuration files whose credentials assume the role; default: this process's own. A scan over several partitions needs one for each"),
  webIdentity: z
    .strictObject({
      token: secretReference.optional().describe("the token of an OpenID Connect provider; one in a file is read anew at each renewal. Default: the GitHub Actions runner is asked for one"),
      audience: z.string().min(1).default("sts.amazonaws.com").describe("audience of the token that the GitHub Actions runner is asked for"),
    })
    .optional()
    .describe("assumes the role (the first of `via`, where there are some) with an OpenID Connect token, in place of AWS credentials"),
  via: z
    .array(z.union([roleArn, z.strictObject({ roleArn, externalId: externalId.optional() })]))
    .max(5)
    .default([])
    .describe("roles that are assumed one after the other before `roleArn`: ARNs, or `{ roleArn, externalId }`"),
  externalId: externalId.optional().describe("as the role's trust policy wants it"),
  sessionName: z
    .string()
    .regex(/^([\w+=,.@-]|\{identity\}){2,64}$/, "2 to 64 letters, digits or +=,.@-, and {identity}")
    .default("trueup")
    .describe("how the session is called in CloudTrail; {identity} is filled in"),
  durationSeconds: z.int().min(900).max(43_200).default(3600).describe("how long a session lasts before it is renewed; at most the role's own limit, and 3600 where a role assumes it"),
  tags: z.record(z.string().min(1).max(128), tagText).default({}).describe("session tags, for trust policies and resource policies that ask for them"),
  transitiveTags: z.array(z.string().min(1)).default([]).describe("keys of `tags` that the roles of `via` hand on"),
  sourceIdentity: z.string().regex(/^[\w+=,.@-]{2,64}$/, "2 to 64 letters, digits or +=,.@-").optional().describe("who stands behind the session, as CloudTrail tells it through all roles"),
  sessionPolicy: z
    .enum(["read-only", "metadata"])
    .default("read-only")
    .describe("`metadata`: the session is besides refused reads of contents: objects, items, messages, log lines, parameter values. Resources that cannot be read without them are told as refused"),
  policyArns: z.array(z.string().regex(/^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/, "must be a policy ARN")).max(10).optional().describe("session policies; default: the partition's ReadOnlyAccess"),
  allow: z
    .array(z.string().regex(/^[a-z0-9-]+:(Get|List|Describe|BatchGet|Lookup|Decrypt|View|Read)\w*\*?$/, "must be a read action, as kms:Decrypt"))
    .default([])
    .describe("read actions that the session may use besides those of `policyArns`, as kms:Decrypt for SecureString parameters"),
});

export type AwsSettings = z.infer<typeof settings>;
