import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { testInFolder } from "../scratch-folder.ts";
import { clusterOf, requireContext, userOf } from "./kubernetes/kubeconfig.ts";

const KUBECONFIG = JSON.stringify({
  "current-context": "prod",
  contexts: [{ name: "prod", context: { cluster: "blue", user: "admin" } }, { name: "read", context: { cluster: "blue", user: "reader" } }, { name: "test", context: { cluster: "green", user: "admin" } }],
  clusters: [{ name: "blue", cluster: { server: "https://blue:6443" } }, { name: "green", cluster: { server: "https://green:6443" } }],
});

afterEach(() => vi.unstubAllEnvs());

test("another user of the same cluster sees the same objects, another cluster does not", () => {
  const [admin, reader, other] = [{ kubeconfig: KUBECONFIG }, { kubeconfig: KUBECONFIG, context: "read" }, { kubeconfig: KUBECONFIG, context: "test" }];
  expect([clusterOf(admin), clusterOf(reader), clusterOf(other)]).toEqual(["https://blue:6443", "https://blue:6443", "https://green:6443"]);
  expect([userOf(admin), userOf(reader)]).toEqual(["admin", "reader"]);
});

testInFolder("a kubeconfig may be a path, of the configuration or of the environment", ({ dir }) => {
  const file = join(dir, "config");
  writeFileSync(file, KUBECONFIG);
  expect(clusterOf({ kubeconfig: file })).toBe("https://blue:6443");
  vi.stubEnv("KUBECONFIG", file);
  expect(userOf({ context: "read" })).toBe("reader");
});

test("a context that is not in the kubeconfig is refused by name", () => {
  expect(() => requireContext({ kubeconfig: KUBECONFIG, context: "nowhere" })).toThrow('context "nowhere" does not exist');
  expect(() => requireContext({ kubeconfig: KUBECONFIG, context: "read" })).not.toThrow();
});
