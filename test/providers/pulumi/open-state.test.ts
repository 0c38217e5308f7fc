import { expect, test } from "vitest";
import { openProperties } from "../../../providers/engines/pulumi/direct/open-state.ts";
import { SECRET, SIGNATURE } from "../../../providers/engines/pulumi/signatures.ts";

test("a secret inside of a secret is marked in its place; only the outer one is encrypted, as the engine writes it", () => {
  const secret = (ciphertext: string) => ({ [SIGNATURE]: SECRET, ciphertext });
  const decrypt = (text: string): string => {
    if (!text.startsWith("sealed ")) throw new Error("decrypted twice");
    return text.slice("sealed ".length);
  };
  const labels = secret(`sealed ${JSON.stringify({ team: "data", token: secret('"inner"') })}`);
  expect(openProperties({ labels }, decrypt)).toEqual({ labels: { [SIGNATURE]: SECRET, value: { team: "data", token: { [SIGNATURE]: SECRET, value: "inner" } } } });
});
