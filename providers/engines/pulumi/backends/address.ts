import { NotUnderstood } from "./bucket.ts";

/** The last value of each query parameter. @throws {NotUnderstood} naming the first that is not in `known` */
export function parametersOf(address: string, known: readonly string[]): Record<string, string | undefined> {
  const parameters = Object.fromEntries(new URLSearchParams(address.split("?")[1] ?? ""));
  const unknown = Object.keys(parameters).find(name => !known.includes(name));
  if (unknown !== undefined) throw new NotUnderstood(`its address has the parameter "${unknown}"`);
  return parameters;
}

/** As the engine reads a truth value: https://pkg.go.dev/strconv#ParseBool. @throws {NotUnderstood} where it would refuse it */
export function booleanOf(value: string | undefined, name: string): boolean | undefined {
  if (value === undefined || value === "") return undefined;
  if (/^(1|t|T|TRUE|true|True)$/.test(value)) return true;
  if (/^(0|f|F|FALSE|false|False)$/.test(value)) return false;
  throw new NotUnderstood(`the parameter "${name}" of its address is neither true nor false`);
}

/** The bucket's own name: what stands where a web address has its host. */
export function bucketName(address: string): string {
  return /^\w+:\/\/([^/?]*)/.exec(address)?.[1] ?? "";
}

/** The folder inside the bucket, with `/` at its end; "" for the bucket itself. */
export function folderOf(address: string): string {
  const path = decodeURIComponent(/^\w+:\/\/[^/?]*\/?([^?]*)/.exec(address)?.[1] ?? "").replace(/^\/+/, "");
  return path === "" || path.endsWith("/") ? path : `${path}/`;
}

/** The address as a message may show it. */
export function shownAddress(address: string): string {
  return address.replace(/^(\w+:\/\/[^/:@]*):[^/@]*@/, "$1@").replace(/((?:password|sslpassword|token)=)[^&]*/gi, "$1…");
}
