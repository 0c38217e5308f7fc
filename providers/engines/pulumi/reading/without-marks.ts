import type { Json } from "../../../../model/index.ts";
import type { ProviderMethod } from "../plugins/plugin.ts";
import { CheckRequest, CreateRequest, DeleteRequest, DiffRequest, ReadRequest, Struct, UpdateRequest } from "../proto.ts";
import { unwrapSecrets } from "../wire-values.ts";

type Message = Record<`get${string}`, () => Struct | undefined> & Record<`set${string}`, (value: Struct) => void> & { serializeBinary(): Uint8Array };
type Shape = { read: (bytes: Uint8Array) => Message; fields: string[] };

const shape = (type: { deserializeBinary(bytes: Uint8Array): unknown }, fields: string[]): Shape => ({ read: bytes => type.deserializeBinary(bytes) as Message, fields });

/** Where the requests carry properties. */
const SHAPES: Partial<Record<ProviderMethod, Shape>> = {
  check: shape(CheckRequest, ["Olds", "News"]),
  create: shape(CreateRequest, ["Properties"]),
  delete: shape(DeleteRequest, ["Properties", "OldInputs"]),
  diff: shape(DiffRequest, ["Olds", "News", "OldInputs"]),
  read: shape(ReadRequest, ["Properties", "Inputs"]),
  update: shape(UpdateRequest, ["Olds", "News", "OldInputs"]),
};

/** The request as a plugin wants it that does not know secret marks; the engine sends them because we told it to. */
export function withoutMarks(method: ProviderMethod, bytes: Uint8Array): Uint8Array {
  const known = SHAPES[method];
  if (!known) return bytes;
  const message = known.read(bytes);
  for (const field of known.fields) {
    const struct = message[`get${field}`]!();
    if (struct) message[`set${field}`]!(Struct.fromJavaScript(unwrapSecrets(struct.toJavaScript() as Json) as Record<string, never>));
  }
  return message.serializeBinary();
}
