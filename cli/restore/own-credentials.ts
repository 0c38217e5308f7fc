import type { IdentityFor } from "../../model/ports/engine.ts";

/** The providers reach their clouds as their own configuration and the environment say: with what CI was given to write with. The configured identities can only read. */
export const ownCredentials: IdentityFor = async () => ({
  identity: "own",
  key: "own",
  impose: config => ({ config, env: {} }),
  confirm: async () => undefined,
});
