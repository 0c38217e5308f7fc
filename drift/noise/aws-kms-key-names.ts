import { whereSame, type NoiseRule } from "../noise-rule.ts";

const KEY = /(^|[a-z])(kms|Kms)\w*(KeyId|Key|KeyArn|MasterKeyId)$|^(keyId|targetKeyId|kmsMasterKeyId)$/;
const VOLUME = "aws:ebs/volume:Volume";
const ID = "10e9777a-dde4-4ebc-849b-5f31e6c0c615";

export const rule: NoiseRule = {
  id: "aws-kms-key-names",
  title: "A KMS key by its id and by its ARN",
  why: "AWS takes a key's id and answers with the ARN that ends in it.",
  issue: "https://github.com/hashicorp/terraform-provider-aws/issues/46432",
  types: ["aws:*"],
  isNoise: whereSame(
    ({ path }) => KEY.test(String(path.at(-1))),
    (expected, actual) => keyId(expected) !== undefined && keyId(expected) === keyId(actual) && isBare(expected) !== isBare(actual),
  ),
  examples: {
    noise: [{ shows: "the id became the ARN", type: VOLUME, recorded: { kmsKeyId: ID }, found: { kmsKeyId: `arn:aws:kms:eu-west-1:111122223333:key/${ID}` } }],
    drift: [
      { shows: "it is another key", type: VOLUME, recorded: { kmsKeyId: ID }, found: { kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/99999999-dde4-4ebc-849b-5f31e6c0c615" } },
      { shows: "a key of the same id in another account", type: VOLUME, recorded: { kmsKeyId: `arn:aws:kms:eu-west-1:111122223333:key/${ID}` }, found: { kmsKeyId: `arn:aws:kms:eu-west-1:444455556666:key/${ID}` } },
    ],
  },
};

/** `undefined` for aliases: which key they stand for is not in their names. */
function keyId(value: unknown): string | undefined {
  return typeof value === "string" ? /^(?:arn:[\w-]+:kms:[\w-]+:\d{12}:key\/)?((?:mrk-)?[0-9a-f-]{32,36})$/.exec(value)?.[1] : undefined;
}

function isBare(value: unknown): boolean {
  return typeof value === "string" && !value.startsWith("arn:");
}
