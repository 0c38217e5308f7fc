/** `20260102T030405678Z-9f3a1c`: sorts by time, fits into a file name, and two scans of one millisecond differ. */
export function scanId(now: Date, random: Uint8Array): string {
  const time = now.toISOString().replace(/[-:.]/g, "");
  return `${time}-${Buffer.from(random.subarray(0, 3)).toString("hex")}`;
}
