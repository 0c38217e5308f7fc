import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import type { RefusalCode } from "../../reconcile/refusal.ts";

/** One question to the editor over a fixture program, with the only answer that is right. */
export interface EditCase {
  title: string;
  /** Folder in fixtures/. */
  program: string;
  /** `<file>|<text>`: the position is where this text stands; absent: the engine gave no position. */
  at?: string;
  type: string;
  name: string;
  path: EditRequest["path"];
  from?: EditRequest["oldValue"];
  to?: EditRequest["newValue"];
  also?: Partial<EditRequest>;
  /** The one replacement, or the code of the refusal. */
  expect: { replace: string; by: string; in?: string } | RefusalCode;
}

const group = { program: "web", at: "index.ts|new aws.ec2.SecurityGroup", type: "aws:ec2/securityGroup:SecurityGroup", name: "web-secgrp" };
const server = { program: "web", at: "index.ts|new aws.ec2.Instance", type: "aws:ec2/instance:Instance", name: "web-server-www" };
const site = { program: "web", at: 'index.ts|new aws.s3.Bucket("site"', type: "aws:s3/bucket:Bucket", name: "site" };
const looped = { program: "web", at: "index.ts|new aws.s3.Bucket(`b-", type: "aws:s3/bucket:Bucket", name: "b-a" };
const database = { program: "web", at: "index.ts|new aws.rds.Instance", type: "aws:rds/instance:Instance", name: "db" };
const subnet = { program: "subnet", at: "app.ts|new aws.ec2.Subnet", type: "aws:ec2/subnet:Subnet", name: "s", also: { dependsOn: ["urn:pulumi:dev::web::aws:ec2/vpc:Vpc::v"] } };
const logs = { program: "component", at: "static-site.ts|new aws.s3.Bucket", type: "aws:s3/bucket:Bucket", name: "docs-logs" };

const userData = '#!/bin/bash\necho "Hello, World!" > index.html\nnohup python -m SimpleHTTPServer 80 &';
const rule = (port: number, ...cidrBlocks: string[]) => ({ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks });
const policy = (...actions: string[]) => JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions }] });

/** Literals that are edited, byte for byte. */
export const edits: EditCase[] = [
  { ...group, title: "a string keeps its single quotes", path: ["description"], from: "Enable HTTP access", to: "Enable HTTP & it's ok", expect: { replace: "'Enable HTTP access'", by: "'Enable HTTP & it\\'s ok'" } },
  { ...group, title: "an element of a list in a list of objects", path: ["ingress", 1, "cidrBlocks", 1], from: "10.1.0.0/16", to: "10.9.0.0/16", expect: { replace: '"10.1.0.0/16"', by: '"10.9.0.0/16"' } },
  { ...group, title: "a number in a list of objects", path: ["ingress", 0, "fromPort"], from: 22, to: 2222, expect: { replace: "22", in: "fromPort: 22, toPort", by: "2222" } },
  { ...group, title: "the value of a quoted key", path: ["tags", "Name"], from: "web-sg", to: "web", expect: { replace: '"web-sg"', by: '"web"' } },
  { ...server, title: "a constant that is used once", path: ["instanceType"], from: "t3.micro", to: "t3.large", expect: { replace: '"t3.micro"', by: '"t3.large"' } },
  { ...server, title: "a template without substitutions, and what would become one is escaped", path: ["userData"], from: userData, to: "#!/bin/bash\necho `date` ${HOME}", expect: { replace: `\`${userData}\``, by: "`#!/bin/bash\necho \\`date\\` \\${HOME}`" } },
  { ...server, title: "a boolean", path: ["rootBlockDevice", "encrypted"], from: true, to: false, expect: { replace: "true", in: "encrypted: true", by: "false" } },
  { ...server, title: "a number before a comment", path: ["rootBlockDevice", "volumeSize"], from: 8, to: 16, expect: { replace: "8", in: "volumeSize: 8,", by: "16" } },
  { ...database, title: "a number among others on one line", path: ["allocatedStorage"], from: 20, to: 100, expect: { replace: "20", in: "allocatedStorage: 20", by: "100" } },
  { ...logs, title: "a literal inside a component that has one instance", path: ["acl"], from: "log-delivery-write", to: "private", expect: { replace: '"log-delivery-write"', by: '"private"' } },
  { ...subnet, title: "a literal beside another resource's output", path: ["tags", "Owner"], from: "web", to: "sre", expect: { replace: '"web"', in: 'Owner: "web"', by: '"sre"' } },
];

/** Everything that is not one literal, with the code that says why. */
export const refusals: EditCase[] = [
  { ...group, title: "an element the cloud added", path: ["ingress", 1, "cidrBlocks", 2], to: "192.168.0.0/16", expect: "absent" },
  { ...group, title: "an object the cloud added to a list", path: ["ingress", 2], to: { protocol: "tcp", fromPort: 443, toPort: 443 }, expect: "absent" },
  { ...group, title: "an element the cloud removed", path: ["ingress", 0], from: rule(22, "0.0.0.0/0"), expect: "absent" },
  { ...group, title: "a tag the cloud added", path: ["tags", "CostCenter"], to: "42", expect: "absent" },
  { ...group, title: "a tag the cloud removed", path: ["tags", "Name"], from: "web-sg", expect: "absent" },
  { ...group, title: "a constant that another resource uses too", path: ["tags", "Owner"], from: "platform", to: "sre", expect: "shared" },
  { ...server, title: "a value of the stack's configuration", path: ["creditSpecification", "cpuCredits"], from: "standard", to: "unlimited", expect: "config" },
  { ...server, title: "a default of the stack's configuration", path: ["monitoring"], from: false, to: true, expect: "config" },
  { ...server, title: "a falsy value behind ||", path: ["ebsOptimized"], from: true, to: false, expect: "config" },
  { ...server, title: "a property of an object, removed in the cloud", path: ["rootBlockDevice", "encrypted"], from: true, expect: "absent" },
  { ...server, title: "a property of an object, added in the cloud", path: ["rootBlockDevice", "volumeType"], to: "gp3", expect: "absent" },
  { ...site, title: "a document made by JSON.stringify", path: ["policy"], from: policy("s3:GetObject"), to: policy("s3:GetObject", "s3:ListBucket"), expect: "computed" },
  { ...site, title: "a member of an enum", path: ["acl"], from: "public-read", to: "private", expect: "reference" },
  { program: "web", at: 'index.ts|new aws.s3.Bucket("plain"', type: "aws:s3/bucket:Bucket", name: "plain", title: "a constructor without arguments", path: ["tags"], to: { Owner: "sre" }, expect: "absent" },
  { ...logs, title: "an argument of a component", path: ["tags", "Owner"], from: "docs-team", to: "web-team", expect: "parameter" },
  { ...database, title: "a tag added to an empty object", path: ["tags", "Owner"], to: "dba", expect: "absent" },
  { ...server, title: "a value from a spread", path: ["tags", "Team"], from: "web", to: "ops", expect: "spread" },
  { ...server, title: "a template with a substitution", path: ["tags", "Name"], from: "web-dev", to: "web-x", expect: "template" },
  { ...server, title: "the result of a function", path: ["ami"], from: "ami-1", to: "ami-2", expect: "reference" },
  { ...server, title: "another resource's output in a list", path: ["vpcSecurityGroupIds", 0], from: "sg-1", to: "sg-2", also: { dependsOn: ["urn:pulumi:dev::web::aws:ec2/securityGroup:SecurityGroup::web-secgrp"] }, expect: "dependency" },
  { ...site, title: "an object that others use too", path: ["tags", "Team"], from: "web", to: "ops", expect: "shared" },
  { ...looped, title: "a loop with several instances", path: ["acl"], from: "private", to: "public-read", also: { instances: 2 }, expect: "multi-instance" },
  { ...looped, title: "the variable of a loop", path: ["tags", "N"], from: "a", to: "z", expect: "parameter" },
  { ...database, title: "a condition behind a constant", path: ["backupRetentionPeriod"], from: 1, to: 7, expect: "conditional" },
  { ...database, title: "a comparison", path: ["multiAz"], from: false, to: true, expect: "computed" },
  { ...database, title: "a secret", path: ["password"], from: "a", to: "b", also: { secret: true }, expect: "secret" },
  { ...database, title: "a literal that is not what the program gave", path: ["engine"], from: "postgres", to: "mariadb", expect: "stale" },
  { ...database, title: "a property the program never sets", path: ["storageType"], from: "gp2", to: "gp3", expect: "absent" },
  { ...site, at: "index.ts|const site", title: "a position that is no constructor", path: ["acl"], from: "a", to: "b", expect: "not-a-constructor" },
  { program: "web", type: "aws:s3/bucket:Bucket", name: "x", title: "a resource made inside a package", path: ["acl"], from: "a", to: "b", also: { pos: { file: "node_modules/@pulumi/awsx/x.js", line: 3 } }, expect: "package" },
  { program: "web", type: "aws:s3/bucket:Bucket", name: "x", title: "a resource made outside the project", path: ["acl"], from: "a", to: "b", also: { pos: { file: "../shared/x.ts", line: 3 } }, expect: "package" },
  { program: "web", type: "aws:s3/bucket:Bucket", name: "site", title: "a resource without a position", path: ["acl"], from: "public-read", to: "private", expect: "no-position" },
  { ...group, title: "a set with a changed and a moved element", path: ["ingress"], from: [rule(22, "0.0.0.0/0"), rule(80, "10.0.0.0/8")], to: [rule(80, "10.0.0.0/8"), rule(22, "192.168.0.0/16")], expect: "shape" },
  { ...group, title: "a list in another order", path: ["ingress", 1, "cidrBlocks"], from: ["10.0.0.0/8", "10.1.0.0/16"], to: ["10.1.0.0/16", "10.0.0.0/8"], expect: "order" },
  { ...group, title: "a list with fewer elements", path: ["ingress", 1, "cidrBlocks"], from: ["10.0.0.0/8", "10.1.0.0/16"], to: ["10.1.0.0/16"], expect: "shape" },
  { ...subnet, title: "another resource's output in a map", path: ["tags", "Vpc"], from: "vpc-1", to: "vpc-2", expect: "dependency" },
  { program: "subclass", at: "buckets.ts|super(n", type: "aws:s3/bucket:Bucket", name: "b", title: "the super call of a subclass", path: ["acl"], from: "private", to: "public-read", expect: "not-a-constructor" },
  { ...group, title: "another language", path: ["description"], from: "Enable HTTP access", to: "x", also: { runtime: "python" }, expect: "runtime" },
  { ...group, title: "a value of another type", path: ["ingress", 0, "fromPort"], from: 22, to: "22", expect: "type" },
  { ...group, title: "no difference at all", path: ["description"], from: "Enable HTTP access", to: "Enable HTTP access", expect: "no-edit" },
  { ...group, title: "a position that makes another resource", name: "other", path: ["description"], from: "Enable HTTP access", to: "x", expect: "stale" },
];
