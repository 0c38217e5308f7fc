import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import type { EditCase } from "./edit-case.ts";
import { ofLayouts } from "./edit-yaml-layout-cases.ts";
import { one, own, yamlRequest, type Values } from "./yaml-case.ts";

const program = `name: webyaml
runtime: yaml
config:
  instanceSize:
    type: string
    default: t3.small
  bucketName:
    type: string
variables:
  team: platform
  amiId:
    fn::invoke:
      function: aws:ec2:getAmi
      arguments: { owners: ["amazon"] }
      return: id
resources:
  # the firewall
  web-secgrp:
    type: aws:ec2:SecurityGroup
    properties:
      description: Enable HTTP access
      ingress:
        - protocol: tcp
          fromPort: 80
          toPort: 80
          cidrBlocks: ["0.0.0.0/0"]
      tags:
        Name: web-sg
        Team: \${team} # owner
  server:
    type: aws:ec2:Instance
    properties:
      instanceType: \${instanceSize}
      ami: \${amiId}
      monitoring: false
      vpcSecurityGroupIds: [ "\${web-secgrp.id}" ]
      tags: { Name: "web-\${pulumi.stack}", Cost: '42' }
  logs:
    type: aws:s3:Bucket
outputs:
  ip: \${server.publicIp}
`;
const web = { "Pulumi.yaml": program, "Pulumi.dev.yaml": "config:\n  webyaml:bucketName: b1\n  webyaml:instanceSize: t3.medium\n" };
const types: Record<string, string> = { "web-secgrp": "aws:ec2/securityGroup:SecurityGroup", server: "aws:ec2/instance:Instance", logs: "aws:s3/bucket:Bucket", nope: "aws:s3/bucket:Bucket" };

const ofAProgram: EditCase[] = [
  of("a plain text that has to be quoted from now on", "web-secgrp", ["description"], { from: "Enable HTTP access", to: "no: thing" }, [["Pulumi.yaml", "description: Enable HTTP access", 'description: "no: thing"']]),
  of("a number in a list of maps", "web-secgrp", ["ingress", 0, "fromPort"], { from: 80, to: 8080 }, [["Pulumi.yaml", "fromPort: 80\n", "fromPort: 8080\n"]]),
  of("an element of a list in brackets", "web-secgrp", ["ingress", 0, "cidrBlocks", 0], { from: "0.0.0.0/0", to: "10.0.0.0/8" }, [["Pulumi.yaml", '["0.0.0.0/0"]', '["10.0.0.0/8"]']]),
  of("an added tag, quoted where it is a word of YAML, below the comment of the last one", "web-secgrp", ["tags", "Public"], { to: "yes" }, [["Pulumi.yaml", "        Team: ${team} # owner\n", '        Team: ${team} # owner\n        Public: "yes"\n']]),
  of("an added tag with what looks like an interpolation", "web-secgrp", ["tags", "Cost"], { to: "${x} costs $$5" }, [["Pulumi.yaml", "# owner\n", '# owner\n        Cost: "$${x} costs $$$5"\n']]),
  of("a removed tag goes with its line", "web-secgrp", ["tags", "Name"], { from: "web-sg" }, [["Pulumi.yaml", "        Name: web-sg\n", ""]]),
  of("a removed tag goes with its comment", "web-secgrp", ["tags", "Team"], { from: "platform" }, [["Pulumi.yaml", "        Team: ${team} # owner\n", ""]]),
  of("a variable that is used once", "web-secgrp", ["tags", "Team"], { from: "platform", to: "sre" }, [["Pulumi.yaml", "team: platform", "team: sre"]]),
  of("a value of the stack's configuration", "server", ["instanceType"], { from: "t3.medium", to: "t3.large" }, [["Pulumi.dev.yaml", "t3.medium", "t3.large"]]),
  of("a tag in braces keeps its single quotes", "server", ["tags", "Cost"], { from: "42", to: "43" }, [["Pulumi.yaml", "'42'", "'43'"]]),
  of("a boolean", "server", ["monitoring"], { from: false, to: true }, [["Pulumi.yaml", "monitoring: false", "monitoring: true"]]),
  of("the first property of a resource", "logs", ["forceDestroy"], { to: true }, [["Pulumi.yaml", "    type: aws:s3:Bucket\n", "    type: aws:s3:Bucket\n    properties: { forceDestroy: true }\n"]]),
  of("what looks like an interpolation is escaped in single quotes", "server", ["tags", "Cost"], { from: "42", to: "${x}" }, [["Pulumi.yaml", "'42'", "'$${x}'"]]),
  of("a whole map, of which one key changed, one went and one came", "web-secgrp", ["tags"], { from: { Name: "web-sg", Team: "platform" }, to: { Name: "web", Cost: "7" } }, [["Pulumi.yaml", "        Name: web-sg\n        Team: ${team} # owner\n", '        Name: web\n        Cost: "7"\n']]),
  of("a text built from others", "server", ["tags", "Name"], { from: "web-dev", to: "x" }, "template"),
  of("the result of a function", "server", ["ami"], { from: "ami-1", to: "ami-2" }, "computed"),
  of("another resource's output", "server", ["vpcSecurityGroupIds", 0], { from: "sg-1", to: "sg-2" }, "dependency"),
  of("a resource that is not there", "nope", ["a"], { from: "1", to: "2" }, "not-a-constructor"),
  { ...of("a child of a component that has the name of another resource", "server", ["monitoring"], { from: false, to: true }, "stale"), request: { runtime: "yaml", project: "webyaml", type: "aws:ec2/eip:Eip", name: "server", path: ["monitoring"], oldValue: false, newValue: true } },
  of("a text that the program does not give", "web-secgrp", ["description"], { from: "something else", to: "x" }, "stale"),
  of("a text that is the cloud's already", "web-secgrp", ["description"], { from: "something else", to: "Enable HTTP access" }, "no-edit"),
  of("a default of the provider", "server", ["ebsOptimized"], { from: false, to: true }, "absent"),
  of("a value of another type", "server", ["monitoring"], { from: false, to: "yes" }, "type"),
];

const uncertain: EditCase[] = [
  one("an alias", own("      a: &x 1\n      b: *x\n"), ["b"], { from: 1, to: 2 }, "shared"),
  one("a value with an anchor", own("      a: &x 1\n      b: 2\n"), ["a"], { from: 1, to: 2 }, "shared"),
  one("a neighbour of an anchor", own("      a: &x 1\n      b: 2\n"), ["b"], { from: 2, to: 3 }, [["b: 2", "b: 3"]]),
  one("a key of a merge", own("      t: { <<: { A: b }, C: d }\n"), ["t", "A"], { from: "b", to: "x" }, "spread"),
  one("a key beside a merge", own("      t: { <<: { A: b }, C: d }\n"), ["t", "C"], { from: "d", to: "x" }, [["C: d", "C: x"]]),
  one("a tag of YAML", own("      a: !!str 1\n"), ["a"], { from: "1", to: "2" }, "computed"),
  one("null", own("      a: ~\n"), ["a"], { from: "1", to: "2" }, "null"),
  one("a key that is computed", own("      t:\n        ${x}: 1\n"), ["t", "y"], { to: "2" }, "computed-key"),
  one("a key written with a question mark", own("      ? a\n      : 1\n"), ["b"], { to: 2 }, "shape"),
  one("several documents", `${own("      a: 1\n")}---\nb: 2\n`, ["a"], { from: 1, to: 2 }, "syntax"),
  one("a key that stands twice", own("      a: 1\n      a: 2\n"), ["a"], { from: 1, to: 2 }, "syntax"),
  one("text that is no YAML", "resources: [", ["a"], { from: 1, to: 2 }, "syntax"),
  one("a line separator that only some parsers know", own("      a: 1 # \u2028 b: 3\n"), ["a"], { from: 1, to: 2 }, "syntax"),
  one("two resources of that name", `${own("      a: 1\n")}  other:\n    type: t:m:R\n    name: r\n`, ["a"], { from: 1, to: 2 }, "ambiguous"),
  one("a resource that is read", "resources:\n  r:\n    type: t:m:R\n    get: { id: x }\n", ["a"], { to: 2 }, "not-a-constructor"),
  one("a resource that may be made several times", `${own("      a: 1\n")}    range: 3\n`, ["a"], { from: 1, to: 2 }, "multi-instance"),
  one("a resource inside a component", "components:\n  c:\n    resources:\n      r: { type: 't:m:R', properties: { a: 1 } }\n", ["a"], { from: 1, to: 2 }, "not-a-constructor"),
  one("a secret made by a function", own("      a: { 'fn::secret': x }\n"), ["a"], { from: "x", to: "y" }, "computed"),
  one("a member of what a function gives", own("      a: { 'fn::fromBase64': x }\n"), ["a", "b"], { from: "x", to: "y" }, "computed"),
  one("a list of another length", own("      a: [1, 2]\n"), ["a"], { from: [1], to: [3] }, "stale"),
  one("a map that would become a text", own("      a: { b: 1 }\n"), ["a"], { from: { b: 1 }, to: "x" }, "shape"),
  one("a lone surrogate", own("      a: x\n"), ["a"], { from: "x", to: "\ud83d" }, "encoding"),
  one("a program made by a compiler", `runtime: { name: yaml, options: { compiler: cue export } }\n${own("      a: 1\n").replace("runtime: yaml\n", "")}`, ["a"], { from: 1, to: 2 }, "generated"),
  one("an engine's value", own("      a: ${pulumi.stack}\n"), ["a"], { from: "dev", to: "x" }, "reference"),
  one("a comment between a dash's key and the next", own("      a:\n        - b: 1\n          # about c\n          c: 2\n"), ["a", 0, "b"], { from: 1 }, "shape"),
  one("a secret key of the configuration", `config: { k: { type: string, secret: true } }\n${own("      a: ${k}\n")}`, ["a"], { from: "x", to: "y" }, "secret"),
  one("a text of the configuration that would become a number", `config: { k: { type: string, default: x } }\n${own("      a: ${k}\n")}`, ["a"], { from: "x", to: "1" }, "type"),
];

const ofOtherPlaces: EditCase[] = [
  one("the last line without an end gets a line behind it", own("      a: 1"), ["b"], { to: 2 }, [["      a: 1", "      a: 1\n      b: 2"]]),
  one("the last line without an end goes with the end before it", own("      a: 1\n      b: 2"), ["b"], { from: 2 }, [["      a: 1\n      b: 2", "      a: 1"]]),
  one("a byte order mark", `\ufeff${own("      a: 1\n")}`, ["a"], { from: 1, to: 2 }, [["a: 1", "a: 2"]]),
  one("fields in other letter cases", "resources:\n  r:\n    Type: t:m:R\n    Properties: { a: 1 }\n", ["a"], { from: 1, to: 2 }, [["a: 1", "a: 2"]]),
  one("empty properties", "resources:\n  r:\n    type: t:m:R\n    properties: {}\n", ["a"], { to: "x y" }, [["properties: {}", "properties: { a: x y }"]]),
  one("a key with a dollar sign", own("      t: { a$$b: 1 }\n"), ["t", "a$b"], { from: 1, to: 2 }, [["a$$b: 1", "a$$b: 2"]]),
  one("an added key that has to be quoted", own("      t: { a: 1 }\n"), ["t", "kubernetes.io/x: y"], { to: "${z}" }, [["{ a: 1 }", '{ a: 1, "kubernetes.io/x: y": "$${z}" }']]),
  one("a long value is written over several lines", own("      a: 1\n"), ["t"], { to: { first: "x".repeat(60), second: ["y".repeat(90), { z: 1 }] } }, [["      a: 1\n", `      a: 1\n      t:\n        first: ${"x".repeat(60)}\n        second:\n          - ${"y".repeat(90)}\n          - { z: 1 }\n`]]),
  one("a very small and a very large number", own("      a: [1, 2]\n"), ["a"], { from: [1, 2], to: [1e-7, 1e21] }, [["[1, 2]", "[1.0e-7, 1.0e+21]"]]),
  one("an address without quotes stays without", own("      a: 10.0.0.0/8\n      b: arn:aws:s3:::x\n"), ["b"], { from: "arn:aws:s3:::x", to: "arn:aws:s3:::y/z" }, [["arn:aws:s3:::x", "arn:aws:s3:::y/z"]]),
  one("the program in a folder of its own", { "Pulumi.yaml": "name: p\nruntime: yaml\nmain: ./src/\nconfig:\n  k: { default: 5 }\n", "src/Main.yaml": own("      a: ${k}\n"), "Pulumi.dev.yaml": "config: {}\n" }, ["a"], { from: 5, to: 6 }, [["config: {}", 'config: { "p:k": 6 }', "Pulumi.dev.yaml"]]),
  one("Main.yaml before Pulumi.yaml", { "Pulumi.yaml": "name: p\nruntime: yaml\n", "Main.yaml": own("      a: 1\n") }, ["a"], { from: 1, to: 2 }, [["a: 1", "a: 2", "Main.yaml"]]),
  one("a JSON program", { "Pulumi.yaml": "name: p\nruntime: yaml\n", "Main.json": '{\n  "resources": {\n    "r": {\n      "type": "t:m:R",\n      "properties": {\n        "a": "x"\n      }\n    }\n  }\n}\n' }, ["b"], { to: "y" }, [['        "a": "x"\n', '        "a": "x",\n        "b": "y"\n', "Main.json"]]),
  one("a configuration that only a default of the program gives", { "Pulumi.yaml": "name: p\nruntime: yaml\n", "Main.yaml": `configuration: { k: { default: false } }\n${own("      a: ${k}\n")}`, "Pulumi.dev.yaml": "encryptionsalt: v1:x\n" }, ["a"], { from: false, to: true }, [["encryptionsalt: v1:x\n", "encryptionsalt: v1:x\nconfig:\n  p:k: true\n", "Pulumi.dev.yaml"]]),
  one("a member of a structured configuration", { "Pulumi.yaml": own("      a: ${data.sizes[0]}\n"), "Pulumi.dev.yaml": "config:\n  p:data:\n    sizes: [ 1, 2 ] # of disks\n" }, ["a"], { from: 1, to: 3 }, [["[ 1, 2 ]", "[ 3, 2 ]", "Pulumi.dev.yaml"]]),
  one("a member of a property that is a structured configuration", { "Pulumi.yaml": own("      a: ${data}\n"), "Pulumi.dev.yaml": "config:\n  p:data:\n    sizes: [ 1, 2 ] # of disks\n" }, ["a", "sizes"], { from: [1, 2], to: [2, 3] }, [["[ 1, 2 ]", "[ 2, 3 ]", "Pulumi.dev.yaml"]]),
];

/** Edits and refusals of YAML programs, by what they are about. */
export const yamlCases: Record<string, EditCase[]> = {
  "a program with variables, configuration and functions": ofAProgram,
  "lists and maps in every layout": ofLayouts,
  "what is not certain": uncertain,
  "other places and ends of files": ofOtherPlaces,
};

function of(id: string, name: string, path: EditRequest["path"], ...[values, expect]: [Values, EditCase["expect"]]): EditCase {
  return { id, files: web, request: yamlRequest(name, types[name]!, path, values), expect };
}
