import { expect, test } from "vitest";
import { parseConfig } from "../../estate/parse-config.ts";
import { configSchema } from "../../model/config.ts";
import { clouds } from "../../providers/clouds/registry.generated.ts";

function read(identity: string) {
  const text = `backends: { main: { url: "file://./state" } }\nstacks: [{ include: ["*/*"] }]\nidentities:\n  reader: { ${identity} }\n`;
  return parseConfig(text, configSchema({ clouds, forges: [], notifiers: [] }), { file: "trueup.yaml" });
}

test.each(["azure-native", "gcp"])("ambient credentials of %s need nothing else", cloud => {
  expect(read(`cloud: ${cloud}, credentials: ambient`).identities["reader"]).toMatchObject({ cloud, credentials: "ambient" });
});

test("what a way to sign in needs and is not there is a mistake of the configuration, with its line", () => {
  expect(() => read("cloud: gcp, credentials: impersonation, project: acme-prod")).toThrow(/line 4, column \d+: identities\.reader\.serviceAccount is missing\.\n\s+→ It must be there for `credentials: impersonation`\./);
  expect(() => read("cloud: azure-native, credentials: managed-identity")).toThrow(/identities\.reader\.subscriptionId is missing/);
});

test("a secret in the place of a reference is refused without being repeated", () => {
  const reading = () => read('cloud: azure-native, credentials: client-secret, clientSecret: "canary-in-the-file"');
  expect(reading).toThrow(/clientSecret must name where the secret is/);
  expect(reading).not.toThrow(/canary/);
});
