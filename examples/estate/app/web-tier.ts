import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface WebTierArgs {
  vpcId: pulumi.Input<string>;
  subnetId: pulumi.Input<string>;
  instanceType: pulumi.Input<string>;
  owner: string;
}

/** A web server that the world reaches over HTTPS. */
export class WebTier extends pulumi.ComponentResource {
  readonly securityGroupId: pulumi.Output<string>;
  readonly instanceId: pulumi.Output<string>;

  constructor(name: string, args: WebTierArgs, options?: pulumi.ComponentResourceOptions) {
    super("acme:web:WebTier", name, {}, options);
    const tags = { Name: `acme-prod-${name}`, Owner: args.owner };

    const group = new aws.ec2.SecurityGroup(name, { name: `acme-prod-${name}`, description: `Web tier of ${name}`, vpcId: args.vpcId, tags }, { parent: this });

    new aws.vpc.SecurityGroupIngressRule(
      `${name}-https`,
      { securityGroupId: group.id, description: "HTTPS", ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0", tags },
      { parent: this },
    );
    new aws.vpc.SecurityGroupEgressRule(`${name}-out`, { securityGroupId: group.id, description: "anywhere", ipProtocol: "-1", cidrIpv4: "0.0.0.0/0", tags }, { parent: this });

    // The image moves with every security update; the machines are replaced by their own pipeline.
    const server = new aws.ec2.Instance(
      name,
      { ami: "ami-0c7217cdde317cfec", instanceType: args.instanceType, subnetId: args.subnetId, vpcSecurityGroupIds: [group.id], tags },
      { parent: this, ignoreChanges: ["ami"] },
    );

    this.securityGroupId = group.id;
    this.instanceId = server.id;
    this.registerOutputs({ securityGroupId: this.securityGroupId, instanceId: this.instanceId });
  }
}
