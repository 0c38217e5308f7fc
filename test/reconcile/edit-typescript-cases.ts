import type { Json } from "../../model/json.ts";
import type { EditCase } from "./edit-case.ts";
import { component, subclass, subnet, web } from "./typescript-programs.ts";

type Place = Pick<EditCase, "files" | "at" | "frames"> & { type: string; name: string; also?: Partial<EditCase["request"]> };
/** The property, what the program gives and what the cloud has. */
type Asked = [path: (string | number)[], from: Json | undefined, to: Json | undefined];

const BUCKET = "aws:s3/bucket:Bucket";
const group: Place = { files: web, at: "index.ts|new aws.ec2.SecurityGroup", type: "aws:ec2/securityGroup:SecurityGroup", name: "web-secgrp" };
const server: Place = { files: web, at: "index.ts|new aws.ec2.Instance", type: "aws:ec2/instance:Instance", name: "web-server-www" };
const site: Place = { files: web, at: 'index.ts|new aws.s3.Bucket("site"', type: BUCKET, name: "site" };
const plain: Place = { files: web, at: 'index.ts|new aws.s3.Bucket("plain"', type: BUCKET, name: "plain" };
const looped: Place = { files: web, at: "index.ts|new aws.s3.Bucket(`b-", type: BUCKET, name: "b-a" };
const database: Place = { files: web, at: "index.ts|new aws.rds.Instance", type: "aws:rds/instance:Instance", name: "db" };
const inSubnet: Place = { files: subnet, at: "app.ts|new aws.ec2.Subnet", type: "aws:ec2/subnet:Subnet", name: "s" };
const logs: Place = { files: component, at: "static-site.ts|new aws.s3.Bucket", type: BUCKET, name: "docs-logs" };
const called: Place = { ...logs, frames: ["index.ts|new StaticSite"] };
const inherited: Place = { files: subclass, at: "buckets.ts|super(n", type: BUCKET, name: "b" };
const unplaced: Place = { files: web, type: BUCKET, name: "site" };

const userData = '#!/bin/bash\necho "Hello, World!" > index.html\nnohup python -m SimpleHTTPServer 80 &';
const rule = (port: number, ...cidrBlocks: string[]) => ({ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks });
const policy = (...actions: string[]) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: actions, Resource: ["arn:aws:s3:::site/*"] }] });
const madeOf = (type: string, name: string) => ({ dependsOn: [`urn:pulumi:dev::web::${type}::${name}`] });

function one(id: string, { files, at, frames, type, name, also = {} }: Place, [path, from, to]: Asked, expect: EditCase["expect"]): EditCase {
  const request = { runtime: "nodejs", project: "web", type, name, path, ...(from !== undefined && { oldValue: from }), ...(to !== undefined && { newValue: to }), ...also };
  return { id, files, request, ...(at !== undefined && { at }), ...(frames && { frames }), expect };
}

const inIndex = (before: string, after: string): EditCase["expect"] => [["index.ts", before, after]];

/** What can be edited, byte for byte. */
export const edits: EditCase[] = [
  one("a string keeps its single quotes", group, [["description"], "Enable HTTP access", "Enable HTTP & it's ok"], inIndex("'Enable HTTP access'", "'Enable HTTP & it\\'s ok'")),
  one("an element of a list in a list of objects", group, [["ingress", 1, "cidrBlocks", 1], "10.1.0.0/16", "10.9.0.0/16"], inIndex('"10.1.0.0/16"', '"10.9.0.0/16"')),
  one("a number in a list of objects", group, [["ingress", 0, "fromPort"], 22, 2222], inIndex("fromPort: 22, toPort", "fromPort: 2222, toPort")),
  one("the value of a quoted key", group, [["tags", "Name"], "web-sg", "web"], inIndex('"web-sg"', '"web"')),
  one("an element is added to a list on one line", group, [["ingress", 1, "cidrBlocks", 2], undefined, "192.168.0.0/16"], inIndex('"10.1.0.0/16"]', '"10.1.0.0/16", "192.168.0.0/16"]')),
  one("an object is added to a list of lines", group, [["ingress", 2], undefined, { protocol: "tcp", fromPort: 443, toPort: 443 }], inIndex('"10.1.0.0/16"] },\n', '"10.1.0.0/16"] },\n        { protocol: "tcp", fromPort: 443, toPort: 443 },\n')),
  one("an element goes with its line and its comment", group, [["ingress", 0], rule(22, "0.0.0.0/0"), undefined], inIndex('        { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }, // ssh\n', "")),
  one("a key is quoted where another one is", group, [["tags", "CostCenter"], undefined, "42"], inIndex('"Name": "web-sg", Owner: owner }', '"Name": "web-sg", Owner: owner, "CostCenter": "42" }')),
  one("a key goes from the middle of a line", group, [["tags", "Name"], "web-sg", undefined], inIndex('"Name": "web-sg", Owner', "Owner")),
  one("a constant that is used once", server, [["instanceType"], "t3.micro", "t3.large"], inIndex('const size = "t3.micro"', 'const size = "t3.large"')),
  one("a constant that another resource uses too is left, and the value written at the use", group, [["tags", "Owner"], "platform", "sre"], inIndex('"Name": "web-sg", Owner: owner', '"Name": "web-sg", Owner: "sre"')),
  one("a value of the stack's configuration keeps its comment", server, [["creditSpecification", "cpuCredits"], "standard", "unlimited"], [["Pulumi.dev.yaml", "web:credits: standard # burst", "web:credits: unlimited # burst"]]),
  one("a default behind ?? is overridden in the stack's configuration", server, [["monitoring"], false, true], [["Pulumi.dev.yaml", "    secure: AAABAOxyz", "    secure: AAABAOxyz\n  web:monitoring: true"]]),
  one("the last key of an object goes with its line", server, [["rootBlockDevice", "encrypted"], true, undefined], inIndex("        encrypted: true\n", "")),
  one("a key behind one that ends without a comma", server, [["rootBlockDevice", "volumeType"], undefined, "gp3"], inIndex("encrypted: true\n", 'encrypted: true,\n        volumeType: "gp3"\n')),
  one("an action is added inside a document", site, [["policy"], policy("s3:GetObject"), policy("s3:GetObject", "s3:ListBucket")], inIndex('["s3:GetObject"]', '["s3:GetObject", "s3:ListBucket"]')),
  one("a member of an enum gives way to a literal", site, [["acl"], "public-read", "private"], inIndex("aws.s3.CannedAcl.PublicRead", '"private"')),
  one("a constructor without arguments gets one", plain, [["tags"], undefined, { Owner: "sre" }], inIndex('new aws.s3.Bucket("plain")', 'new aws.s3.Bucket("plain", { tags: { Owner: "sre" } })')),
  one("a template without substitutions, and what would become one is escaped", server, [["userData"], userData, "#!/bin/bash\necho `date` ${HOME}"], inIndex(`\`${userData}\``, "`#!/bin/bash\necho \\`date\\` \\${HOME}`")),
  one("an argument of a component, where it is made", called, [["tags", "Owner"], "docs-team", "web-team"], inIndex('"docs-team"', '"web-team"')),
  one("a literal inside a component that has one instance", logs, [["acl"], "log-delivery-write", "private"], [["static-site.ts", '"log-delivery-write"', '"private"']]),
  one("a key of an empty object", database, [["tags", "Owner"], undefined, "dba"], inIndex("tags: { }", 'tags: { Owner: "dba" }')),
  one("a boolean", server, [["rootBlockDevice", "encrypted"], true, false], inIndex("encrypted: true", "encrypted: false")),
  one("a number before a comment", server, [["rootBlockDevice", "volumeSize"], 8, 16], inIndex("volumeSize: 8,", "volumeSize: 16,")),
  one("a number among others on one line", database, [["allocatedStorage"], 20, 100], inIndex("allocatedStorage: 20", "allocatedStorage: 100")),
  one("a literal beside another resource's output", { ...inSubnet, also: madeOf("aws:ec2/vpc:Vpc", "v") }, [["tags", "Owner"], "web", "sre"], [["app.ts", 'Owner: "web"', 'Owner: "sre"']]),
  one("a set that came back in another order with one changed element", group, [["ingress"], [rule(22, "0.0.0.0/0"), rule(80, "10.0.0.0/8", "10.1.0.0/16")], [rule(80, "10.0.0.0/8", "10.1.0.0/16"), rule(22, "192.168.0.0/16")]], inIndex('["0.0.0.0/0"] }, // ssh', '["192.168.0.0/16"] }, // ssh')),
  one("a list with one element less", group, [["ingress", 1, "cidrBlocks"], ["10.0.0.0/8", "10.1.0.0/16"], ["10.1.0.0/16"]], inIndex('["10.0.0.0/8", "10.1.0.0/16"]', '["10.1.0.0/16"]')),
  one("a resource without a position is found by its name", unplaced, [["acl"], "public-read", "private"], inIndex("aws.s3.CannedAcl.PublicRead", '"private"')),
  one("the super call of a subclass", inherited, [["acl"], "private", "public-read"], [["buckets.ts", '"private"', '"public-read"']]),
];

/** What would not be certain, with the code that says why. */
export const refusals: EditCase[] = [
  one("a value from a spread", server, [["tags", "Team"], "web", "ops"], "spread"),
  one("a template with a substitution", server, [["tags", "Name"], "web-dev", "web-x"], "template"),
  one("the result of a function", server, [["ami"], "ami-1", "ami-2"], "reference"),
  one("another resource's output in a list", { ...server, also: madeOf("aws:ec2/securityGroup:SecurityGroup", "web-secgrp") }, [["vpcSecurityGroupIds", 0], "sg-1", "sg-2"], "dependency"),
  one("another resource's output in a map", { ...inSubnet, also: madeOf("aws:ec2/vpc:Vpc", "v") }, [["tags", "Vpc"], "vpc-1", "vpc-2"], "dependency"),
  one("an object that others use too", site, [["tags", "Team"], "web", "ops"], "shared"),
  one("a loop with several instances", { ...looped, also: { instances: 2 } }, [["acl"], "private", "public-read"], "multi-instance"),
  one("a component with two instances", { ...called, also: { instances: 2 } }, [["tags", "Owner"], "docs-team", "web-team"], "multi-instance"),
  one("the variable of a loop", looped, [["tags", "N"], "a", "z"], "parameter"),
  one("a falsy value behind ||", server, [["ebsOptimized"], true, false], "config"),
  one("a condition behind a constant", database, [["backupRetentionPeriod"], 1, 7], "conditional"),
  one("a comparison", database, [["multiAz"], false, true], "computed"),
  one("a secret", { ...database, also: { secret: true } }, [["password"], "a", "b"], "secret"),
  one("a secret of the configuration that the engine did not tell as one", database, [["password"], "a", "b"], "secret"),
  one("a literal that is not what the program gave", database, [["engine"], "postgres", "mariadb"], "stale"),
  one("a property the program never sets", database, [["storageType"], "gp2", "gp3"], "absent"),
  one("a position that is no constructor", { ...site, at: "index.ts|const site" }, [["acl"], "a", "b"], "not-a-constructor"),
  one("a resource made inside a package", { ...unplaced, also: { pos: { file: "node_modules/@pulumi/awsx/x.js", line: 3 } } }, [["acl"], "a", "b"], "package"),
  one("a resource made outside the project", { ...unplaced, also: { pos: { file: "../shared/x.ts", line: 3 } } }, [["acl"], "a", "b"], "package"),
  one("a resource that no place of the program names", { ...unplaced, name: "x" }, [["acl"], "a", "b"], "no-position"),
  one("a list in another order", group, [["ingress", 1, "cidrBlocks"], ["10.0.0.0/8", "10.1.0.0/16"], ["10.1.0.0/16", "10.0.0.0/8"]], "order"),
  one("a list that the program has otherwise", group, [["ingress"], [rule(22, "0.0.0.0/0"), rule(80, "10.0.0.0/8")], [rule(80, "10.0.0.0/8")]], "stale"),
  one("an argument whose caller is not known", logs, [["tags", "Owner"], "docs-team", "web-team"], "parameter"),
  one("another language", { ...group, also: { runtime: "dotnet" } }, [["description"], "Enable HTTP access", "x"], "runtime"),
  one("a value of another type", group, [["ingress", 0, "fromPort"], 22, "22"], "type"),
  one("no difference at all", group, [["description"], "Enable HTTP access", "Enable HTTP access"], "no-edit"),
  one("a position that makes another resource", { ...group, name: "other" }, [["description"], "Enable HTTP access", "x"], "stale"),
];
