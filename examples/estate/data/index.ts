import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

const events = new aws.s3.BucketV2("events", {
  bucket: "acme-prod-events",
  tags: {
    Name: "acme-prod-events",
    Owner: "data",
    Retention: "90 days",
  },
});

const reports = new aws.s3.BucketV2("reports", {
  bucket: "acme-prod-reports",
  tags: {
    Name: "acme-prod-reports",
    Owner: "data",
    Retention: "10 years",
  },
});

// The data team rotates this password through `pulumi config set --secret databasePassword`, and only there.
const databasePassword = new aws.ssm.Parameter("database-password", {
  name: "/acme/prod/database/password",
  type: "SecureString",
  value: config.requireSecret("databasePassword"),
  tags: { Owner: "data" },
});

export const eventsBucketArn = events.arn;
export const reportsBucketArn = reports.arn;
export const databasePasswordArn = databasePassword.arn;
