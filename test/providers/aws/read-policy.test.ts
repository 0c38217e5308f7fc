import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { CONTENT_READS } from "../../../providers/clouds/aws/content-reads.ts";
import { checkedReads } from "../../../providers/clouds/aws/read-policy/checked-reads.ts";
import { compress } from "../../../providers/clouds/aws/read-policy/compress.ts";
import { POLICY_LIMIT, readPolicy } from "../../../providers/clouds/aws/read-policy/read-policy.ts";
import { WRITE_ACTIONS } from "../../../providers/clouds/aws/write-actions.ts";
import { isContentRead, readsOfServices } from "../../../providers/clouds/aws/read-policy/reads.ts";

interface Statement {
  Sid: string;
  Action: string[];
}

const services = readsOfServices();

function statementsOf(types: string[]): Statement[] {
  return readPolicy(types).documents.flatMap(({ Statement }) => Statement as unknown as Statement[]);
}

function actionsOf(types: string[]): string[] {
  return statementsOf(types).flatMap(({ Action }) => Action);
}

/** Every action of AWS that a pattern allows, known as a read or not. */
function matched(pattern: string): { reads: string[]; others: string[] } {
  const [prefix = "", name = ""] = pattern.split(":");
  const { reads, others } = services.get(prefix)!;
  const fits = (candidate: string) => (name.endsWith("*") ? candidate.startsWith(name.slice(0, -1)) : candidate === name);
  return { reads: [...reads].filter(fits), others: others.filter(fits) };
}

describe("the table of types that were looked up one by one", () => {
  test("names only actions that AWS calls List or Read", () => {
    const wrong = [...checkedReads()].flatMap(([type, actions]) => actions.filter(action => matched(action).reads.length !== 1).map(action => `${type} ${action}`));
    expect(wrong).toEqual([]);
  });

  test("names types of the provider, and at least 150 of them", () => {
    const known = providerTypes();
    const types = [...checkedReads().keys()];
    // Its name in older versions of the provider.
    expect(types.filter(type => !known.has(type) && !type.startsWith("aws:applicationloadbalancing/"))).toEqual([]);
    expect(types.length).toBeGreaterThan(150);
  });

  test("hands out contents only where the resource is contents", () => {
    const types = [...checkedReads()].filter(([, actions]) => actions.some(isContentRead)).map(([type]) => type);
    expect(types).toEqual(["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2", "aws:secretsmanager/secretVersion:SecretVersion", "aws:ssm/parameter:Parameter"]);
  });
});

describe("a policy", () => {
  test("of types that are known has exactly what their reads ask for", () => {
    expect(readPolicy(["aws:ec2/vpc:Vpc", "aws:sqs/queue:Queue", "aws:ec2/subnet:Subnet", "aws:ec2/vpc:Vpc"])).toEqual({
      documents: [
        {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "ReadsOfTypes",
              Effect: "Allow",
              Action: ["ec2:DescribeNetworkAcls", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcAttribute", "ec2:DescribeVpcs", "sqs:GetQueueAttributes", "sqs:ListQueueTags"],
              Resource: "*",
            },
          ],
        },
      ],
      notes: [],
    });
  });

  test("of a type that nobody looked up has what CloudFormation needs and what has its name, and says so", () => {
    const { notes } = readPolicy(["aws:glue/job:Job"]);
    expect(statementsOf(["aws:glue/job:Job"])).toEqual([expect.objectContaining({ Sid: "ReadsByName", Action: expect.arrayContaining(["glue:GetJob*", "glue:GetTags"]) })]);
    expect(notes).toEqual([expect.stringMatching(/^aws:glue\/job:Job: what its Read asks for is not written down/)]);
  });

  test("of a type without any read of its name has those of its service, but for contents", () => {
    const [statement] = statementsOf(["aws:secretsmanager/noSuchThing:NoSuchThing"]);
    expect(statement).toMatchObject({ Sid: "ReadsOfWholeServices", Action: expect.arrayContaining(["secretsmanager:List*"]) });
    expect(statement!.Action.flatMap(pattern => matched(pattern).reads)).not.toContain("GetSecretValue");
    expect(statement!.Action.flatMap(pattern => matched(pattern).reads)).toContain("DescribeSecret");
  });

  test("of a service that is not known has nothing, and says so", () => {
    expect(readPolicy(["aws:marsrover/wheel:Wheel"])).toEqual({ documents: [], notes: ["aws:marsrover/wheel:Wheel: its service is not known; nothing is allowed for it"] });
  });

  test("of aws-native has what Cloud Control's handler asks for, but for contents, which are named", () => {
    expect(actionsOf(["aws-native:sqs:Queue"])).toEqual(["cloudformation:GetResource", "sqs:GetQueueAttributes", "sqs:ListQueueTags"]);
    expect(actionsOf(["aws-native:secretsmanager:Secret"])).toEqual(["cloudformation:GetResource", "secretsmanager:DescribeSecret"]);
    expect(readPolicy(["aws-native:secretsmanager:Secret"]).notes).toEqual([expect.stringContaining("secretsmanager:GetSecretValue is left out")]);
  });

  test("of everything there is allows no action that is no read, and stays within the limit of each document", () => {
    const types = [...providerTypes()];
    const { documents } = readPolicy(types);
    const others = actionsOf(types).flatMap(pattern => matched(pattern).others.map(name => `${pattern} allows ${name}`));
    expect(others).toEqual([]);
    const contents = actionsOf(types).flatMap(pattern => matched(pattern).reads.map(name => `${pattern.split(":")[0]}:${name}`)).filter(isContentRead);
    expect([...new Set(contents)].sort()).toEqual(["s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameter"]);
    expect(documents.length).toBeGreaterThan(3);
    expect(documents.length).toBeLessThanOrEqual(10);
    for (const document of documents) expect(JSON.stringify(document).length).toBeLessThanOrEqual(POLICY_LIMIT);
  });
});

test("a pattern stands for several actions only where it matches none but them", () => {
  const service = { reads: new Set(["GetJob", "GetJobRun", "GetJobs", "GetTable", "ListTables"]), others: ["GetToken"] };
  expect(compress("x", new Set(["GetJob", "GetJobRun", "GetJobs"]), service)).toEqual(["x:GetJob*"]);
  expect(compress("x", new Set(["GetJob", "GetJobs"]), service)).toEqual(["x:GetJob", "x:GetJobs"]);
  expect(compress("x", service.reads, service)).toEqual(["x:GetJob*", "x:GetTable", "x:ListTables"]);
});

test("what hands out contents is an action that AWS knows", () => {
  const unknown = CONTENT_READS.filter(pattern => {
    const { reads, others } = matched(pattern);
    return reads.length + others.length === 0;
  });
  // A write by its level, because it opens what may be either; ReadOnlyAccess has it.
  expect(unknown).toEqual(["s3express:CreateSession"]);
});

test("what the simulator is asked about is no read", () => {
  expect(WRITE_ACTIONS.filter(action => matched(action).reads.length > 0)).toEqual([]);
  expect(new Set(WRITE_ACTIONS).size).toBe(WRITE_ACTIONS.length);
});

/** Every type of the AWS provider's SDK. */
function providerTypes(): ReadonlySet<string> {
  const root = resolve(import.meta.dirname, "../../../node_modules/@pulumi/aws");
  const files = readdirSync(root, { withFileTypes: true }).filter(entry => entry.isDirectory() && entry.name !== "node_modules" && entry.name !== "types");
  const texts = files.flatMap(({ name }) => readdirSync(join(root, name)).filter(file => file.endsWith(".js")).map(file => readFileSync(join(root, name, file), "utf8")));
  return new Set(texts.flatMap(text => /__pulumiType = '(aws:[^']+)'/.exec(text)?.[1] ?? []));
}
