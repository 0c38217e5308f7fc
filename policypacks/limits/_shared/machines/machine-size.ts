import { alicloudMachine } from "./alicloud-machines";
import { awsMachine } from "./aws-machines";
import { azureMachine } from "./azure-machines";
import { gcpMachine } from "./gcp-machines";
import type { MachineCloud, MachineSize } from "./machine";

/** Reads the size out of a machine type's name; `undefined` where the name follows no pattern of its cloud. */
export function machineSize(cloud: MachineCloud, name: string): MachineSize | undefined {
  return READERS[cloud](name);
}

const READERS: Record<MachineCloud, (name: string) => MachineSize | undefined> = { aws: awsMachine, "azure-native": azureMachine, gcp: gcpMachine, alicloud: alicloudMachine };
