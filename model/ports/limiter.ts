/**
 * Holds calls to one API of one cloud account back, over all who share it: the stacks of a scan, and the workers of a service.
 * A key is `<cloud package>:<account or identity>:<module of the resource type>`, as `aws:123456789012:ec2`.
 */
export interface CallLimiter {
  /** Resolves when the next call of this key may be made. */
  take(key: string): Promise<void>;
  /** The API refused for its rate limit: fewer calls of this key from now on. */
  throttled(key: string): void;
  /** The API answered: slowly more calls of this key again. */
  answered(key: string): void;
}
