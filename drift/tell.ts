import { formatPath, isJsonObject, isSecretMark, type DriftedPath, type Json } from "../model/index.ts";
import { isOfSecret, type Difference } from "./differences.ts";

/** How a difference is told: a secret only as changed. */
export function tell(place: Difference): DriftedPath {
  const expected = side(place.expected);
  const actual = side(place.actual);
  return {
    path: formatPath(place.path),
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    ...(isOfSecret(place) ? { secret: true } : {}),
  };
}

function side(value: Json | undefined): Json | undefined {
  return value === undefined ? undefined : withoutMarks(value);
}

function withoutMarks(value: Json): Json {
  if (isSecretMark(value)) return "[secret]";
  if (Array.isArray(value)) return value.map(withoutMarks);
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMarks(item)])) : value;
}
