import { z } from "zod";
import { secretReference } from "../../../model/index.ts";
import { SECRET_READS } from "./session-policy.ts";

/** An Alibaba Cloud identity in trueup.yaml. */
export const settings = z.object({
  roleArn: z
    .string()
    .regex(/^acs:ram::\d{5,20}:role\/[\w.-]{1,64}$/, "must be the ARN of a RAM role, as acs:ram::1234567890123456:role/trueup-reader")
    .describe("the RAM role the scan assumes, as acs:ram::1234567890123456:role/trueup-reader"),
  region: z
    .string()
    .regex(/^[a-z]{2,4}(-[a-z0-9]+)+$/, "must be a region, as cn-hangzhou or eu-central-1")
    .describe("region whose STS is asked, as cn-hangzhou or eu-central-1; in the finance or government cloud where the providers are"),
  accessKey: z
    .strictObject({ id: secretReference, secret: secretReference, token: secretReference.optional() })
    .optional()
    .describe("access key that may assume the role; default: what this process has (environment, RRSA, aliyun CLI profile, instance role)"),
  oidc: z
    .strictObject({ providerArn: z.string().regex(/^acs:ram::\d{5,20}:oidc-provider\/.+$/, "must be the ARN of an OIDC provider, as acs:ram::1234567890123456:oidc-provider/ci"), token: secretReference })
    .optional()
    .describe("assumes the role with an OIDC token, in place of an access key; a token in a file is read anew at each renewal"),
  account: z
    .string()
    .regex(/^\d{5,20}$/, "must be digits, quoted")
    .optional()
    .describe("the account whose resources are read; default: the role's"),
  externalId: z.string().min(2).max(1224).optional().describe("as the role's trust policy wants it; not with `oidc`"),
  sessionName: z.string().regex(/^[\w.@-]{2,64}$/, "2 to 64 letters, digits or .@-_").default("trueup"),
  durationSeconds: z.int().min(900).max(43_200).default(3600).describe("how long a session lasts before it is renewed; at most the role's own limit"),
  allow: z
    .array(z.enum(SECRET_READS))
    .default([])
    .describe("reads that return secrets or credentials, and that every session is denied unless it is written here"),
});

export type AlicloudSettings = z.infer<typeof settings>;
