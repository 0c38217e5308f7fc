/** The implementations that the commands work with; the only place that chooses them. */
export interface Wire {
  version: string;
}
