import { writeMark, type Mark } from "../pull-request/mark.ts";
import { withOurPart } from "../pull-request/our-part.ts";

/** A body of ours with another mark; all other text stays. */
export function replaceMark(body: string, mark: Mark): string {
  const begin = body.lastIndexOf("<!-- trueup {");
  const end = body.indexOf("-->", begin);
  if (begin === -1 || end === -1) return withOurPart(body, writeMark(mark));
  return body.slice(0, begin) + writeMark(mark) + body.slice(end + "-->".length);
}
