import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const data = new pulumi.StackReference(`${pulumi.getOrganization()}/data/${pulumi.getStack()}`);
const eventsBucketArn = data.requireOutput("eventsBucketArn");

const pipeline = new aws.iam.Role("event-pipeline", {
  name: "acme-prod-event-pipeline",
  description: "Writes events and reads them back",
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }],
  }),
  tags: { Owner: "data" },
});

new aws.iam.RolePolicy("event-pipeline-events", {
  name: "acme-prod-events",
  role: pipeline.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: pulumi.interpolate`${eventsBucketArn}/*` },
      { Effect: "Allow", Action: "s3:ListBucket", Resource: eventsBucketArn },
    ],
  }),
});

const readReports = new aws.iam.Policy("read-reports", {
  name: "acme-prod-read-reports",
  description: "For analysts: look at the reports, change nothing",
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "s3:GetObject", Resource: pulumi.interpolate`${data.requireOutput("reportsBucketArn")}/*` },
      { Effect: "Allow", Action: "s3:ListBucket", Resource: data.requireOutput("reportsBucketArn") },
    ],
  }),
  tags: { Owner: "data" },
});

export const pipelineRoleArn = pipeline.arn;
export const readReportsPolicyArn = readReports.arn;
