import { describe, expect, test } from "vitest";
import { accessLevelOf, ACTION_DATA, conditionKeysOf, expandAction, isAction, resourceTypesOf } from "../../policypacks/iam/_shared/aws/actions.ts";
import { actionMistake } from "../../policypacks/iam/_shared/aws/action-mistake.ts";
import { coversGlob, globsMeet } from "../../policypacks/iam/_shared/aws/glob-sets.ts";
import { globalConditionKeys, serviceOf, servicePrefixes } from "../../policypacks/iam/_shared/aws/service.ts";

/** What the Service Authorization Reference lists, written down by hand: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const EXPANSIONS: Record<string, string[]> = {
  "sqs:*Message": ["sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage"],
  "iam:Pass*": ["iam:PassRole"],
  "IAM:*accesskey": ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:UpdateAccessKey"],
  "iam:*LoginProfile": ["iam:CreateLoginProfile", "iam:DeleteLoginProfile", "iam:GetLoginProfile", "iam:UpdateLoginProfile"],
  "s3:GetObjectT*": ["s3:GetObjectTagging", "s3:GetObjectTorrent"],
  "s3:ListBucket*": ["s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"],
  "kms:ReEncrypt*": ["kms:ReEncryptFrom", "kms:ReEncryptTo"],
  "dynamodb:Batch*Item": ["dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"],
  "lambda:Invoke*": ["lambda:InvokeAsync", "lambda:InvokeFunction", "lambda:InvokeFunctionUrl"],
  "ec2:St?pInstances": ["ec2:StopInstances"],
  "secretsmanager:*SecretValue": ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"],
  "ssm:GetParameter*": ["ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters", "ssm:GetParametersByPath"],
  "ssm:GetParameter?": ["ssm:GetParameters"],
  "*:PassRole": ["iam:PassRole"],
  "rds-db:*": ["rds-db:connect"],
  "execute-api:*": ["execute-api:InvalidateCache", "execute-api:Invoke", "execute-api:ManageConnections"],
  "organizations:Leave*": ["organizations:LeaveOrganization"],
  "ec2-instance-connect:Send*": ["ec2-instance-connect:SendSSHPublicKey", "ec2-instance-connect:SendSerialConsoleSSHPublicKey"],
};

describe("a pattern of actions", () => {
  test.each(Object.entries(EXPANSIONS))("%s names what AWS lists", (pattern, actions) => {
    expect(expandAction(pattern)).toEqual(actions);
  });

  test("every spelling of a star alone names everything, sorted and each once", () => {
    const all = expandAction("*");
    expect(all).toHaveLength(ACTION_DATA.actions);
    expect(all.length).toBeGreaterThan(15_000);
    expect([...new Set(all)].sort()).toEqual(all);
    for (const pattern of ["**", "*:*", "**:**", "?*:*", "?*", "*?"]) expect(expandAction(pattern)).toHaveLength(all.length);
  });

  test("what is no action names nothing", () => {
    for (const pattern of ["", "s3", "PutObject", "s3:", "s3:Get Object", "s3:GetObject:x", ":", "nosuch:*", "constructor:*", "__proto__:*"]) expect(expandAction(pattern)).toEqual([]);
    expect([isAction("s3:GETOBJECT"), isAction("s3:Get*"), isAction("s3:GetObjct"), isAction("constructor")]).toEqual([true, false, false, false]);
  });

  test("a mistake says what was probably meant", () => {
    expect(actionMistake("s3:GetObject")).toBeUndefined();
    expect(actionMistake("*")).toBeUndefined();
    expect(actionMistake("s3:GetObjct")).toEqual({ what: "action", meant: "s3:GetObject" });
    expect(actionMistake("dynamo:GetItem")).toMatchObject({ what: "service" });
    expect(actionMistake("lamda:InvokeFunction")).toEqual({ what: "service", meant: "lambda" });
    expect(actionMistake("s3.GetObject")).toEqual({ what: "form" });
    expect(actionMistake("arn:aws:s3:::x")).toEqual({ what: "form" });
    expect(actionMistake("s3:Qqqqqqqq*")).toEqual({ what: "action" });
  });
});

describe("what is known of an action", () => {
  test("its access level", () => {
    const levels = { "s3:ListBucket": "List", "s3:GetObject": "Read", "s3:PutObject": "Write", "s3:PutObjectTagging": "Tagging", "iam:AttachRolePolicy": "Permissions management" };
    for (const [action, level] of Object.entries(levels)) expect([action, accessLevelOf(action)]).toEqual([action, level]);
    expect(accessLevelOf("s3:Nothing")).toBeUndefined();
  });

  test("what it can be allowed on", () => {
    expect(resourceTypesOf("iam:PassRole")).toEqual([{ name: "role", arnPatterns: ["arn:*:iam::*:role/*"] }]);
    expect(resourceTypesOf("s3:ListBucket").map(({ name }) => name)).toContain("bucket");
    expect(resourceTypesOf("s3:GetObject").flatMap(({ arnPatterns }) => arnPatterns)).toContain("arn:*:s3:::*/*");
    expect(resourceTypesOf("apigateway:GET").find(({ name }) => name === "stage")?.arnPatterns).toEqual(["arn:*:apigateway:*::/apis/*/stages/*", "arn:*:apigateway:*::/restapis/*/stages/*"]);
    expect(resourceTypesOf("sts:GetCallerIdentity")).toEqual([]);
    expect(resourceTypesOf("s3:Nothing")).toEqual([]);
  });

  test("its condition keys, with their types", () => {
    expect(conditionKeysOf("iam:PassRole")).toContainEqual({ key: "iam:PassedToService", type: "String", isSeveral: false });
    expect(conditionKeysOf("s3:ListBucket")).toContainEqual({ key: "s3:max-keys", type: "Numeric", isSeveral: false });
    expect(conditionKeysOf("ec2:CreateTags")).toContainEqual({ key: "aws:TagKeys", type: "String", isSeveral: true });
    expect(globalConditionKeys()).toContainEqual({ key: "aws:SourceIp", type: "IPAddress", isSeveral: false });
    expect(globalConditionKeys()).toContainEqual({ key: "aws:PrincipalTag/*", type: "String", isSeveral: false });
  });

  test("the data is whole: every service can be read, and says what it is from", () => {
    expect(ACTION_DATA.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(servicePrefixes().length).toBeGreaterThan(400);
    for (const prefix of servicePrefixes()) {
      const service = serviceOf(prefix)!;
      for (const [key, { name, level, resourceTypes, conditionKeys }] of service.actions) {
        if (key !== name.toLowerCase() || !level || resourceTypes.includes(undefined!) || conditionKeys.includes(undefined!)) throw new Error(`${name} is not read right`);
      }
      for (const { arnPatterns } of service.resourceTypes) for (const arn of arnPatterns) expect(arn).toMatch(/^arn:[^:]+:[^:]+:[^:]*:[^:]*:\S+$/);
    }
  });
});

describe("two patterns", () => {
  const WORDS = ["", "a", "b", "ab", "ba", "aab", "abb", "bab", "abab"];
  const PATTERNS = ["", "*", "?", "a", "a*", "*a", "*b", "?b", "a?", "a*b", "*a*", "??", "a?b", "b*", "*ab", "?*", "ab*ab"];
  const matches = (pattern: string, word: string) => new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(word);

  test("cover one another only where every word of the one is a word of the other", () => {
    for (const wide of PATTERNS) for (const narrow of PATTERNS) {
      if (coversGlob(wide, narrow)) expect([wide, narrow, WORDS.filter(word => matches(narrow, word) && !matches(wide, word))]).toEqual([wide, narrow, []]);
    }
    for (const [wide, narrow] of [["*", "a?b"], ["a*", "a*b"], ["arn:aws:s3:::*", "arn:aws:s3:::b/*"], ["a*", "ab"], ["?b", "?b"]] as const) expect([wide, narrow, coversGlob(wide, narrow)]).toEqual([wide, narrow, true]);
    for (const [wide, narrow] of [["a?", "a*"], ["a", "a*"], ["?", "*"]] as const) expect([wide, narrow, coversGlob(wide, narrow)]).toEqual([wide, narrow, false]);
  });

  test("meet where there is a word of both", () => {
    for (const one of PATTERNS) for (const other of PATTERNS) {
      if (WORDS.some(word => matches(one, word) && matches(other, word))) expect([one, other, globsMeet(one, other)]).toEqual([one, other, true]);
    }
    for (const [one, other] of [["a*", "b*"], ["*a", "*b"], ["arn:aws:s3:::x", "arn:aws:s3:::x/*"], ["?", ""], ["a?", "a"]] as const) expect([one, other, globsMeet(one, other)]).toEqual([one, other, false]);
  });
});
