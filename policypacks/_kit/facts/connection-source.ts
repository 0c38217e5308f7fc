/** One end of a connection: a property that refers to a resource of one of these types. A subnet stands for the network that it is in. */
export interface ConnectionEnd {
  /** A pattern for `Value.find`. */
  path: string;
  to: readonly string[];
  /** What the cloud takes where the property is not set. */
  fallback?: string;
}

/** A resource that connects networks, or something that other such resources refer to. */
export interface ConnectionSource {
  /** What it is called in a sentence. */
  what: string;
  /** What it connects with each other and with itself. */
  ends: readonly ConnectionEnd[];
  /** Properties that hold the public address of a gateway: its own, or that of the far side. What has the same address is connected. */
  addresses?: readonly string[];
  /** Outputs that do. */
  outputAddresses?: readonly string[];
}
