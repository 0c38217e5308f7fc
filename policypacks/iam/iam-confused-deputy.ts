import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { DEPUTY_TYPES, judgeDeputy } from "./_shared/aws-risk/confused-deputy";
import { document } from "./_shared/examples/statements";

const options = z.strictObject({
  trustPolicies: z.prefault(z.boolean(), false).register(z.globalRegistry, { description: "judge also who may take on roles; in one's own account only who may pass a role can have a service take it on" }),
});

export const policy = definePolicy({
  id: "iam-confused-deputy",
  title: "A service may use a resource for one's own account only",
  severity: "high",
  enforcement: "mandatory",
  why: "A service works for every customer: what it may do without a condition, any customer can have it do, with one's own resource.",
  fix: "Ask for aws:SourceArn or aws:SourceAccount in a condition.",
  types: DEPUTY_TYPES,
  options,
  check(subject, report, { options: { trustPolicies } }) {
    judgeDeputy(subject, trustPolicies, report);
  },
  examples: {
    good: [
      { title: "notifications of one bucket", resources: [queue({ Service: "s3.amazonaws.com" }, { ArnLike: { "aws:SourceArn": "arn:aws:s3:::reports" } })] },
      { title: "a trail of one account, in China", resources: [queue({ Service: "cloudtrail.amazonaws.com" }, { StringEquals: { "AWS:SourceAccount": "123456789012" } })] },
      { title: "a log group's key", resources: [{ type: "aws:kms/key:Key", inputs: { policy: document({ Effect: "Allow", Principal: { Service: "logs.eu-central-1.amazonaws.com" }, Action: "kms:Decrypt", Resource: "*", Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-central-1:123456789012:*" } } }) } }] },
      {
        title: "events for a topic, which a condition would keep out",
        resources: [{ type: "aws:sns/topicPolicy:TopicPolicy", inputs: { arn: "t", policy: document({ Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sns:Publish", Resource: "*" }) } }],
      },
      { title: "a service that does not say for whom", resources: [role("ec2.amazonaws.com")] },
      { title: "a role for schedules, while roles are not asked about", resources: [role("scheduler.amazonaws.com")] },
      { title: "a function that one topic calls", resources: [permission("sns.amazonaws.com", { sourceArn: "arn:aws:sns:eu-central-1:123456789012:t" })] },
      { title: "a skill of Alexa", resources: [permission("alexa-appkit.amazon.com", { eventSourceToken: "amzn1.ask.skill.1" })] },
    ],
    bad: [
      { title: "notifications of any bucket", resources: [queue({ Service: "s3.amazonaws.com" })], says: ["policy.Statement[0] lets s3.amazonaws.com do sqs:SendMessage for whomever it works"] },
      { title: "a condition that is about something else", resources: [queue({ Service: ["events.amazonaws.com", "lambda.amazonaws.com"] }, { Bool: { "aws:SecureTransport": "true" } })], says: ["lets events.amazonaws.com do"] },
      { title: "a function that any bucket calls", resources: [permission("s3.amazonaws.com", {})], says: ["principal s3.amazonaws.com may call the function"] },
      { title: "a role for schedules of anybody", resources: [role("scheduler.amazonaws.com")], options: { trustPolicies: true }, says: ["take on the role for whomever it works"] },
    ],
  },
});

function queue(principal: WireObject, condition?: WireObject): ExampleResource {
  return { type: "aws:sqs/queuePolicy:QueuePolicy", inputs: { queueUrl: "q", policy: document({ Effect: "Allow", Principal: principal, Action: "sqs:SendMessage", Resource: "*", ...(condition ? { Condition: condition } : {}) }) } };
}

function permission(principal: string, more: WireObject): ExampleResource {
  return { type: "aws:lambda/permission:Permission", inputs: { action: "lambda:InvokeFunction", function: "f", principal, ...more } };
}

function role(service: string): ExampleResource {
  return { type: "aws:iam/role:Role", inputs: { assumeRolePolicy: document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }) } };
}
