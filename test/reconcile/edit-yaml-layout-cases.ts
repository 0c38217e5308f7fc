import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import type { EditCase } from "./edit-case.ts";
import { inFile, yamlRequest, type Changed, type Values } from "./yaml-case.ts";

const rules = `name: net # the network
runtime: yaml
variables:
  shared: blue
  common: { Owner: web, Cost: "1" }
resources:
  fw:
    type: aws:ec2/securityGroup:SecurityGroup
    name: firewall
    properties:
      revoke: no # keep
      ingress:
        - protocol: tcp # web
          fromPort: 80
          toPort: 80
          cidrBlocks:
            - 10.0.0.0/8
            - 10.1.0.0/16 # office

            - \${other.cidr}
        # ssh below
        - { protocol: tcp, fromPort: 22, toPort: 22, cidrBlocks: [ "0.0.0.0/0" ] }
      egress: [
        "a", # first
        "b", # second
        "c" # third
      ]
      ports: [1, 2, 3,]
      prefixes: []
      script: |
        #!/bin/bash
        echo one

        echo two
      note: >-
        folded
        text
      tags:
        "Team": \${shared}
        Color: '\${shared}'
      labels: \${common}
      nested:
      - - x
        - y
      - - z
    options:
      protect: true
  other:
    type: test:Thing
    options: { protect: true }
  one:
    type: test:index:One
    properties: { tags: { A: b }, single: { "only": 1 } }
  doc:
    type: aws:iam:Policy
    properties:
      policy:
        fn::toJSON:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: ["s3:GetObject"]
              Resource: \${other.arn}
      block:
        only: 1 # gone with it
      list:
      - 1
`;
const firewall = "aws:ec2/securityGroup:SecurityGroup";
const rule = (port: number, ...cidrBlocks: string[]) => ({ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks });
const web80 = rule(80, "10.0.0.0/8", "10.1.0.0/16", "10.9.0.0/16");
const ssh = rule(22, "0.0.0.0/0");
const policy = (actions: string[], version = "2012-10-17") => JSON.stringify({ Version: version, Statement: [{ Effect: "Allow", Action: actions, Resource: "arn:x" }] });

/** Lists and maps of one program, in every layout. */
export const ofLayouts: EditCase[] = [
  fw("an element in the middle of a block", ["ingress", 0, "cidrBlocks", 1], { from: "10.1.0.0/16", to: "10.2.0.0/16" }, [["- 10.1.0.0/16 # office", "- 10.2.0.0/16 # office"]]),
  fw("elements inserted at the front and behind another resource's output", ["ingress", 0, "cidrBlocks"], { from: web80.cidrBlocks, to: ["192.168.0.0/16", ...web80.cidrBlocks, "172.16.0.0/12"] }, [["            - 10.0.0.0/8\n", '            - "192.168.0.0/16"\n            - 10.0.0.0/8\n'], ["            - ${other.cidr}\n", '            - ${other.cidr}\n            - "172.16.0.0/12"\n']]),
  fw("an element removed with its comment", ["ingress", 0, "cidrBlocks"], { from: web80.cidrBlocks, to: ["10.0.0.0/8", "10.9.0.0/16"] }, [["            - 10.1.0.0/16 # office\n", ""]]),
  fw("a rule added behind the last one, like the one before it", ["ingress"], { from: [web80, ssh], to: [web80, ssh, rule(443, "10.0.0.0/8")] }, [['cidrBlocks: [ "0.0.0.0/0" ] }\n', 'cidrBlocks: [ "0.0.0.0/0" ] }\n        - protocol: tcp\n          fromPort: 443\n          toPort: 443\n          cidrBlocks:\n            - "10.0.0.0/8"\n']]),
  fw("a set in another order with one changed element", ["ingress"], { from: [web80, ssh], to: [rule(22, "192.168.0.0/16"), web80] }, [['[ "0.0.0.0/0" ]', '[ "192.168.0.0/16" ]']]),
  fw("a set in another order alone", ["ingress"], { from: [web80, ssh], to: [ssh, web80] }, "order"),
  fw("a rule removed, the comment above the next one stays", ["ingress"], { from: [web80, ssh], to: [ssh] }, [["        - protocol: tcp # web\n          fromPort: 80\n          toPort: 80\n          cidrBlocks:\n            - 10.0.0.0/8\n            - 10.1.0.0/16 # office\n\n            - ${other.cidr}\n", ""]]),
  fw("the first key behind a dash removed", ["ingress", 0, "protocol"], { from: "tcp" }, [["- protocol: tcp # web\n          fromPort: 80", "- fromPort: 80"]]),
  fw("a key added below a dash", ["ingress", 0, "description"], { to: "it's \"web\"" }, [["            - ${other.cidr}\n", '            - ${other.cidr}\n          description: "it\'s \\"web\\""\n']]),
  fw("a key added in braces", ["ingress", 1, "description"], { to: "ssh" }, [['[ "0.0.0.0/0" ] }', '[ "0.0.0.0/0" ], description: ssh }']]),
  fw("a key removed in braces", ["ingress", 1, "fromPort"], { from: 22 }, [["fromPort: 22, ", ""]]),
  fw("the last key removed in braces", ["ingress", 1, "cidrBlocks"], { from: ["0.0.0.0/0"] }, [[', cidrBlocks: [ "0.0.0.0/0" ] }', " }"]]),
  fw("brackets over several lines: an element behind the last, which has a comment and no comma", ["egress"], { from: ["a", "b", "c"], to: ["a", "b", "c", "d"] }, [['"c" # third\n', '"c", # third\n        "d"\n']]),
  fw("brackets over several lines: the last element removed", ["egress"], { from: ["a", "b", "c"], to: ["a", "b"] }, [['"b", # second\n        "c" # third\n', '"b" # second\n']]),
  fw("brackets over several lines: one in the middle removed, one inserted", ["egress"], { from: ["a", "b", "c"], to: ["a", "c", "d"] }, [['        "b", # second\n        "c" # third\n', '        "c", # third\n        "d"\n']]),
  fw("brackets with a comma behind the last", ["ports"], { from: [1, 2, 3], to: [1, 3, 4] }, [["[1, 2, 3,]", "[1, 3, 4,]"]]),
  fw("an element in an empty list", ["prefixes", 0], { to: "pl-1" }, [["prefixes: []", "prefixes: [pl-1]"]]),
  fw("a line of a block of text", ["script"], { from: "#!/bin/bash\necho one\n\necho two\n", to: "#!/bin/bash\necho ${ONE}\n\necho two\n" }, [["        echo one\n", "        echo $${ONE}\n"]]),
  fw("lines added to a block of text and removed from it", ["script"], { from: "#!/bin/bash\necho one\n\necho two\n", to: "#!/bin/bash\n\necho two\n  indented\necho three\n" }, [["        echo one\n\n        echo two\n", "\n        echo two\n          indented\n        echo three\n"]]),
  fw("a block of text without its last line end", ["script"], { from: "#!/bin/bash\necho one\n\necho two\n", to: "#!/bin/bash\necho one" }, "shape"),
  fw("a folded block of text", ["note"], { from: "folded text", to: "other" }, "shape"),
  fw("a word that YAML 1.1 takes for a boolean", ["revoke"], { from: "no", to: "off" }, [["revoke: no # keep", 'revoke: "off" # keep']]),
  fw("a variable that others use: a plain place", ["tags", "Team"], { from: "blue", to: "red" }, [['"Team": ${shared}', '"Team": red']]),
  fw("a variable that others use: a quoted place", ["tags", "Color"], { from: "blue", to: "red" }, [["Color: '${shared}'", "Color: 'red'"]]),
  fw("a member of a variable that is used once", ["labels", "Cost"], { from: "1", to: "2" }, [['Cost: "1"', 'Cost: "2"']]),
  fw("a member added to a variable that is used once", ["labels", "Tier"], { to: "gold" }, [['Cost: "1" }', 'Cost: "1", Tier: gold }']]),
  fw("a list in a list", ["nested", 0], { from: ["x", "y"], to: ["y", "z"] }, [["- - x\n        - y\n", "- - y\n        - z\n"]]),
  fw("an index behind the end of a list", ["prefixes", 2], { to: "pl-1" }, "stale"),
  fw("a property that was never set, with what leads to it", ["timeouts", "create"], { to: "5m" }, [["      - - z\n", "      - - z\n      timeouts: { create: \"5m\" }\n"]]),
  ...[
    { ...net("properties go before the options", "other", "test:index:Thing", ["size"], { to: 3 }), expect: [["Pulumi.yaml", "    type: test:Thing\n", "    type: test:Thing\n    properties: { size: 3 }\n"]] },
    { ...net("the last key in braces leaves them empty", "one", "test:index/one:One", ["tags", "A"], { from: "b" }), expect: [["Pulumi.yaml", "tags: { A: b }", "tags: {}"]] },
    { ...net("the last key of a block leaves braces", "doc", "aws:iam/policy:Policy", ["block", "only"], { from: 1 }), expect: [["Pulumi.yaml", "      block:\n        only: 1 # gone with it\n", "      block: {}\n"]] },
    { ...net("the last element of a block leaves brackets", "doc", "aws:iam/policy:Policy", ["list", 0], { from: 1 }), expect: [["Pulumi.yaml", "      list:\n      - 1\n", "      list: []\n"]] },
    { ...net("a document that the program writes as a tree", "doc", "aws:iam/policy:Policy", ["policy"], { from: policy(["s3:GetObject"]), to: policy(["s3:GetObject", "s3:ListBucket"]) }), expect: [["Pulumi.yaml", '["s3:GetObject"]', '["s3:GetObject", "s3:ListBucket"]']] },
    { ...net("a document of which another resource's output changed", "doc", "aws:iam/policy:Policy", ["policy"], { from: policy(["s3:GetObject"]), to: policy(["s3:GetObject"]).replace("arn:x", "arn:y") }), expect: "dependency" },
    { ...net("a document that was laid out anew", "doc", "aws:iam/policy:Policy", ["policy"], { from: policy(["s3:GetObject"]), to: ` ${policy(["s3:GetObject"])}` }), expect: "no-edit" },
    { ...net("a document that is none any more", "doc", "aws:iam/policy:Policy", ["policy"], { from: policy(["s3:GetObject"]), to: "{" }), expect: "computed" },
  ] as EditCase[],
];

function net(id: string, name: string, type: string, ...[path, values]: [EditRequest["path"], Values]): Omit<EditCase, "expect"> {
  return { id, files: { "Pulumi.yaml": rules }, request: yamlRequest(name, type, path, values) };
}

function fw(id: string, path: EditRequest["path"], values: Values, expect: Changed): EditCase {
  return { ...net(id, "firewall", firewall, path, values), expect: inFile(expect) };
}
