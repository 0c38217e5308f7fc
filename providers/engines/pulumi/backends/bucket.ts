/** One object of a bucket. */
export interface StoredObject {
  /** With `/`, as `.pulumi/stacks/network/prod.json`. */
  key: string;
  modified: Date;
}

/** What a do-it-yourself backend keeps its files in, for reading only: there is no way to write through it. */
export interface Bucket {
  /** Every object whose key begins with `prefix`, by key; none where there is none. @throws {BucketFailure} */
  list(prefix: string, signal: AbortSignal): Promise<StoredObject[]>;
  /** The bytes of one object; `undefined` where it is not there. @throws {BucketFailure} also where the bucket itself is not there */
  get(key: string, signal: AbortSignal): Promise<Uint8Array | undefined>;
}

/** Opens the bucket that an address names. Nothing is asked of it yet. @throws {NotUnderstood} */
export type OpenBucket = (address: string, place: BucketPlace) => Bucket;

export interface BucketPlace {
  /** Environment in which the engine would open the same address. */
  env: NodeJS.ProcessEnv;
}

/** How a bucket failed. Its message is one clause without secrets, fit for "… could not be opened: <message>". */
export class BucketFailure extends Error {
  readonly kind: "missing" | "refused" | "unreachable";

  constructor(kind: BucketFailure["kind"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "BucketFailure";
    this.kind = kind;
  }
}

/** Something that only the engine itself understands; it is asked then. */
export class NotUnderstood extends Error {
  /** One clause, as `its address has the parameter "role"`. */
  readonly because: string;

  constructor(because: string) {
    super(because);
    this.name = "NotUnderstood";
    this.because = because;
  }
}
