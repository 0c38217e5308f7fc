const CLUSTER_WIDE = /:(Namespace|Node|PersistentVolume|ClusterRole|ClusterRoleBinding|StorageClass|PriorityClass|IngressClass|CustomResourceDefinition|APIService|(Validating|Mutating)\w+)$/;

/** Whether objects of this type live in a namespace. */
export function isNamespaced(type: string): boolean {
  return !CLUSTER_WIDE.test(type);
}
