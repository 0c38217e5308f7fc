import type { Subject } from "../../_kit/resource";
import { ifKnown } from "../../_kit/undecided";

/** A name that the cloud makes of a resource's own. */
export interface DerivedName {
  /** How many characters of the name are in it. */
  most: number;
  /** What is made of it, in words: "its host id". */
  what: string;
  /** Whether names that are longer do not work at all; otherwise they are cut. */
  isBroken: boolean;
  /** Where it says so. */
  source: string;
}

/** What becomes of the name of a resource in other places. */
export function derivedNameOf(subject: Subject): DerivedName | undefined {
  if (subject.type === "azure-native:web:WebApp" && isFunctionApp(subject)) return HOST_ID;
  return subject.type === "kubernetes:apps:StatefulSet" ? REVISION_LABEL : undefined;
}

const HOST_ID: DerivedName = {
  most: 32,
  what: "the host id of a function app",
  isBroken: false,
  source: "https://learn.microsoft.com/azure/azure-functions/storage-considerations#host-id-considerations",
};

/** The pods' label controller-revision-hash is the name, a hyphen and ten characters, and a label's value has 63 at most. */
const REVISION_LABEL: DerivedName = {
  most: 52,
  what: "the label controller-revision-hash of the pods of a stateful set",
  isBroken: true,
  source: "https://github.com/kubernetes/kubernetes/issues/64023",
};

function isFunctionApp({ props }: Subject): boolean {
  return (ifKnown(() => props.at("kind").text()) ?? "").toLowerCase().includes("functionapp");
}
