import { contains, isCidr, parseCidr } from "../../../_kit/cidr/cidr";
import type { Neighbours } from "../../../_kit/neighbours";
import type { Report } from "../../../_kit/policy";
import { nameOf, type Subject } from "../../../_kit/resource";
import type { PlacedBlock } from "../blocks";
import { heldBy } from "../container-blocks";
import { nodesOf, referencedBy } from "../domains/nodes";

/**
 * Services whose hosts run Docker with the addresses that it takes by itself, and where their subnets are said:
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html, https://docs.aws.amazon.com/cloud9/latest/user-guide/vpc-settings.html
 */
export const DOCKER_HOSTS: Record<string, { what: string; subnets: string }> = {
  "aws:cloud9/environmentEC2:EnvironmentEC2": { what: "Cloud9", subnets: "subnetId" },
  "aws:sagemaker/domain:Domain": { what: "SageMaker", subnets: "subnetIds.*" },
  "aws:sagemaker/notebookInstance:NotebookInstance": { what: "SageMaker", subnets: "subnetId" },
};

const SUBNETS = ["aws:ec2/subnet:Subnet", "aws-native:ec2:Subnet"];
const BRIDGE = [parseCidr("172.17.0.0/16")].filter(isCidr)[0]!;

/** A host whose own bridge has addresses of the subnet that it is in, or of the network around it. @throws {Undecided} */
export function judgeDockerHost(subject: Subject, report: Report, neighbours: Neighbours): void {
  const host = DOCKER_HOSTS[subject.type]!;
  const end = { path: host.subnets, to: SUBNETS };
  for (const subnet of referencedBy(subject, end, neighbours)) {
    const clash = inBridge(heldBy(subnet, neighbours)?.all());
    if (!clash) continue;
    report(`It runs in "${nameOf(subnet)}", whose ${clash.owner.path} ${clash.owner.shown} shares addresses with 172.17.0.0/16, which Docker takes on hosts of ${host.what}.`, { fix: "Use a subnet outside 172.17.0.0/16.", related: [subnet] });
    return;
  }
  for (const network of nodesOf(subject, end, neighbours)) {
    const clash = inBridge(heldBy(network, neighbours)?.all());
    if (clash) report(`It cannot reach the part of "${nameOf(network)}" (${clash.owner.shown}) that is in 172.17.0.0/16, which Docker takes on hosts of ${host.what}.`, { fix: "Keep 172.17.0.0/16 free of subnets.", related: [network], level: "advisory" });
  }
}

function inBridge(blocks: readonly PlacedBlock[] = []): PlacedBlock | undefined {
  return blocks.find(({ cidr }) => contains(BRIDGE, cidr) || contains(cidr, BRIDGE));
}
