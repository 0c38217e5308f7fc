import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("analytics", {
  cidrBlock: "10.10.128.0/17",
  tags: { Name: "acme-prod-analytics", Owner: "data" },
});

const subnet = new aws.ec2.Subnet("workers", {
  vpcId: vpc.id,
  cidrBlock: "10.10.128.0/20",
  tags: { Name: "acme-prod-analytics-workers", Owner: "data" },
});

new aws.s3.BucketV2("results", {
  bucket: "Acme_Prod_Analytics",
  tags: { Owner: "data" },
});

new aws.iam.Policy("workers", {
  name: "acme-prod-analytics-workers",
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  }),
  tags: { Owner: "data" },
});

new aws.ec2.Instance("worker", {
  ami: "ami-0c7217cdde317cfec",
  instanceType: "u-24tb1.112xlarge",
  subnetId: subnet.id,
  tags: { Name: "acme-prod-analytics-worker", Owner: "data" },
});
