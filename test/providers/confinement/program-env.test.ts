import { describe, expect, test } from "vitest";
import { programEnv } from "../../../providers/engines/pulumi/confinement/program-env.ts";

const OURS = {
  PATH: "/bin",
  HOME: "/home/ci",
  LC_ALL: "C.UTF-8",
  https_proxy: "http://proxy:3128",
  PULUMI_CONFIG_PASSPHRASE: "passphrase",
  PULUMI_ACCESS_TOKEN: "pul-token",
  AWS_ACCESS_KEY_ID: "AKIA",
  AWS_WEB_IDENTITY_TOKEN_FILE: "/token",
  AZURE_CLIENT_SECRET: "secret",
  GOOGLE_APPLICATION_CREDENTIALS: "/key.json",
  KUBECONFIG: "/kube",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret",
  GITHUB_TOKEN: "ghs",
  FORGE_TOKEN: "forge",
  TEAM: "web",
};
const given = (opens: string[], allowed: string[] = []): string[] => Object.keys(programEnv(OURS, { opens, allowed })).sort();
const ALWAYS = ["HOME", "LC_ALL", "PATH", "PULUMI_CONFIG_PASSPHRASE", "https_proxy"];

describe("a program that is previewed is given", () => {
  test("what its language needs, and no credential of any cloud or forge", () => expect(given(["file:///state"])).toEqual(ALWAYS));
  test("what opens the backend, because the engine is in the same environment", () => {
    expect(given(["s3://states"])).toEqual([...ALWAYS, "AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE"].sort());
    expect(given(["azblob://states"])).toEqual([...ALWAYS, "AZURE_CLIENT_SECRET"].sort());
    expect(given(["https://api.pulumi.com"])).toEqual([...ALWAYS, "PULUMI_ACCESS_TOKEN"].sort());
  });
  test("what opens the key of the stack", () => expect(given(["file:///state", "gcpkms://projects/p/key"])).toEqual([...ALWAYS, "GOOGLE_APPLICATION_CREDENTIALS"].sort()));
  test("what the configuration allows by name", () => expect(given(["file:///state"], ["TEAM", "KUBECONFIG"])).toEqual([...ALWAYS, "KUBECONFIG", "TEAM"].sort()));
});
