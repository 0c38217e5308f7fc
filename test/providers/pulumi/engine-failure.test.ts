import { expect, test } from "vitest";
import { engineFailure } from "../../../providers/engines/pulumi/engine-failure.ts";

const failed = (stderr: string) => ({ exitCode: 255, stdout: "", stderr });

test.each([
  ["PASSPHRASE_WRONG", "error: getting secrets manager: [secrets] incorrect passphrase"],
  ["PASSPHRASE_WRONG", "error: passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables"],
  ["STACK_LOCKED", "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file"],
  ["STACK_MISSING", "error: no stack named 'organization/network/prod' found"],
  ["BACKEND_UNREACHABLE", "error: unable to open bucket file:///nowhere: open /nowhere: no such file or directory"],
  ["BACKEND_UNREACHABLE", "error: Unauthorized: No credentials provided or are invalid."],
  ["BACKEND_UNREACHABLE", "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions"],
])("%s is told for: %s", (code, said) => {
  expect(engineFailure(failed(said), "stack network/prod").code).toBe(code);
});

test("an error with no better name keeps the engine's words, without the secrets in them", () => {
  const error = engineFailure(failed("error: something new with hunter2"), "stack network/prod", text => text.replaceAll("hunter2", "[secret]"));
  expect(error.code).toBe("ENGINE_FAILED");
  expect(error.message).toBe("The engine failed on stack network/prod (exit code 255): error: something new with [secret]");
});

test.each([
  "error: constructing secrets manager of type \"cloud\": secrets (code=PermissionDenied): operation error KMS: Decrypt, https response error StatusCode: 400, AccessDeniedException: not authorized",
  "error: constructing secrets manager of type \"cloud\": secrets (code=Unknown): Error making API request. · * Vault is sealed",
  "error: constructing secrets manager of type \"cloud\": open keeper hashivault://key: neither VAULT_SERVER_URL nor VAULT_ADDR environment variables are set",
])("a key service that does not decrypt is no missing passphrase: %s", said => {
  expect(engineFailure(failed(said), "stack network/prod")).toMatchObject({ code: "PASSPHRASE_WRONG", hint: expect.stringContaining("Secrets of stacks") });
});
