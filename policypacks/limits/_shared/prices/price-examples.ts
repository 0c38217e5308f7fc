import type { BadExample, Example, ExampleResource } from "../../../_kit/policy";
import type { WireObject } from "../../../_kit/wire";
import type { PriceFile } from "./price-of";

const prices: PriceFile = {
  currency: "EUR",
  prices: [
    { type: "aws:ec2/instance:Instance", key: "instanceType", region: "eu-*", monthly: { "t3.small": 17.5, "m7g.4xlarge": 520 } },
    { type: "aws:ec2/instance:Instance", key: "instanceType", monthly: { "t3.small": 15 } },
    { type: "aws:ebs/volume:Volume", key: "type", monthly: { gp3: 0.1 }, times: ["size"] },
    { type: "azure-native:compute:VirtualMachine", key: "hardwareProfile.vmSize", monthly: { Standard_D4s_v5: 160 } },
    { type: "gcp:compute/instance:Instance", key: "machineType", monthly: { "e2-standard-4": 105 } },
    { type: "alicloud:ecs/instance:Instance", key: "instanceType", monthly: { "ecs.g7.xlarge": 130 } },
    { type: "kubernetes:core:Service", key: "spec.type", monthly: { LoadBalancer: 18 } },
    { type: "*natGateway:NatGateway", monthly: 35 },
  ],
};

/** What limits-price says of some stacks, under one list of prices. */
export const examples: { good: readonly Example[]; bad: readonly BadExample[] } = {
  good: [
    { title: "what has been agreed", resources: [ec2("web", "t3.small")], options: { prices, total: 20, resource: 20 } },
    { title: "a dear machine, and nothing is agreed", resources: [ec2("web", "m7g.4xlarge")], options: { prices } },
    { title: "no prices", resources: [ec2("web", "m7g.4xlarge")], options: { total: 1 } },
    { title: "what costs nothing by itself", resources: [{ type: "aws:iam/role:Role", inputs: {} }], options: { prices, total: 0 } },
    { title: "a small change", resources: [ec2("web", "t3.small"), volume(20)], previously: [{ type: "aws:ec2/instance:Instance", name: "web", inputs: { instanceType: "t3.small" }, place: { region: "eu-central-1" } }], options: { prices, increase: 5, increasePercent: 20 } },
    { title: "the first update of a stack", resources: [ec2("web", "m7g.4xlarge")], options: { prices, increase: 5 } },
  ],
  bad: [
    { title: "more than agreed", resources: [ec2("web", "m7g.4xlarge"), ec2("worker", "t3.small")], options: { prices, total: 500 }, says: ["The stack costs 537.50 EUR a month, more than the 500.00 EUR", '"web" 520.00 EUR, "worker" 17.50 EUR'] },
    { title: "one that costs too much", resources: [ec2("web", "m7g.4xlarge")], options: { prices, resource: 100 }, says: ["It costs 520.00 EUR a month (instanceType m7g.4xlarge)"] },
    { title: "a price for each GiB", resources: [volume(2000)], options: { prices, resource: 100 }, says: ["200.00 EUR"] },
    { title: "a price of another region", resources: [{ ...ec2("web", "t3.small"), provider: { type: "pulumi:providers:aws", inputs: { region: "us-east-1" } } }], options: { prices, total: 14 }, says: ["15.00 EUR"] },
    { title: "what has no price", resources: [ec2("web", "t3.small"), ec2("odd", "z9.large")], options: { prices, total: 100 }, says: ["1 resource has no price and counts as nothing", '"odd"'] },
    { title: "a larger machine than before", resources: [ec2("web", "m7g.4xlarge")], previously: [{ type: "aws:ec2/instance:Instance", name: "web", inputs: { instanceType: "t3.small" }, place: { region: "eu-central-1" } }], options: { prices, increase: 100, increasePercent: 50 }, says: ["502.50 EUR a month more than at the last scan (17.50 EUR then, 520.00 EUR now), and 100.00 EUR are agreed", "2871 percent, and 50 are agreed"] },
    { title: "a machine of Azure", resources: [{ type: "azure-native:compute:VirtualMachine", inputs: { hardwareProfile: { vmSize: "Standard_D4s_v5" } } }], options: { prices, total: 100 }, says: ["160.00 EUR"] },
    { title: "a machine of Google Cloud", resources: [{ type: "gcp:compute/instance:Instance", inputs: { machineType: "zones/europe-west1-b/machineTypes/e2-standard-4" } }], options: { prices, total: 100 }, says: ["105.00 EUR"] },
    { title: "a machine of Alicloud, and a gateway", resources: [{ type: "alicloud:ecs/instance:Instance", name: "ecs", inputs: { instanceType: "ecs.g7.xlarge" } }, { type: "alicloud:vpc/natGateway:NatGateway", name: "nat", inputs: {} }], options: { prices, total: 100 }, says: ["165.00 EUR"] },
    { title: "load balancers of a cluster", resources: [{ type: "kubernetes:core/v1:Service", inputs: { spec: { type: "LoadBalancer" } } }], options: { prices, resource: 10 }, says: ["18.00 EUR"] },
  ],
};

function ec2(name: string, instanceType: string): ExampleResource {
  return { type: "aws:ec2/instance:Instance", name, inputs: { instanceType }, provider: { type: "pulumi:providers:aws", inputs: { region: "eu-central-1" } } };
}

function volume(size: number): ExampleResource {
  const inputs: WireObject = { size, type: "gp3" };
  return { type: "aws:ebs/volume:Volume", name: "data", inputs };
}
