import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { testInFolder } from "../scratch-folder.ts";
import { openFileCloud, type CloudRecord } from "./file-cloud.ts";

testInFolder("objects are found by type, and by their name in the cloud or in the program", ({ dir }) => {
  const cloud = withObjects(dir, object({ id: "/rg/a", name: "a1b2" }), object({ id: "default/web", type: "kubernetes:core/v1:Service", name: "web", label: "web" }));
  expect(cloud.list()).toHaveLength(2);
  expect(cloud.find({ name: "a1b2" })).toEqual(cloud.find({ name: "main" }));
  expect(cloud.find({ type: "kubernetes:*" }).map(({ id }) => id)).toEqual(["default/web"]);
  expect(cloud.find({ type: "gcp:*" })).toEqual([]);
});

testInFolder("a change is there for whoever opens the cloud next, with a new etag and version", ({ dir }) => {
  const cloud = withObjects(dir, object({ id: "x", computed: { etag: "old", metadata: { resourceVersion: "7", generation: 1, uid: "u" } } }));
  cloud.change("x", properties => (properties["tags"] = { Owner: "b" }));
  const { properties, computed } = openFileCloud(dir).get("x")!;
  expect(properties).toEqual({ tags: { Owner: "b" } });
  expect(computed).toEqual({ etag: expect.not.stringMatching(/^old$/), metadata: { resourceVersion: "8", generation: 2, uid: "u" } });
  expect(readdirSync(join(dir, "objects"))).toHaveLength(1);
});

testInFolder("a removed object is gone", ({ dir }) => {
  const cloud = withObjects(dir, object({ id: "x" }));
  cloud.remove("x");
  expect(cloud.get("x")).toBeUndefined();
});

testInFolder("two objects of one type and id cannot be, of two types they can and must then be told apart", ({ dir }) => {
  const cloud = withObjects(dir, object({ id: "default/web", type: "kubernetes:core/v1:Service" }), object({ id: "default/web", type: "kubernetes:apps/v1:Deployment" }));
  expect(() => cloud.add(object({ id: "default/web", type: "kubernetes:core/v1:Service" }))).toThrow("kubernetes:core/v1:Service default/web already exists");
  expect(() => cloud.remove("default/web")).toThrow("say which type (kubernetes:apps/v1:Deployment, kubernetes:core/v1:Service)");
  cloud.remove({ id: "default/web", type: "kubernetes:apps/v1:Deployment" });
  expect(cloud.list().map(({ type }) => type)).toEqual(["kubernetes:core/v1:Service"]);
});

testInFolder("an error names what is there when something else is asked for", ({ dir }) => {
  const cloud = withObjects(dir, object({ id: "x" }));
  expect(() => cloud.change("y", () => undefined)).toThrow('no object "y" in the cloud; there are: azure-native:resources:ResourceGroup x');
});

testInFolder("calls are logged in their order", ({ dir }) => {
  const cloud = openFileCloud(dir);
  expect(cloud.calls()).toEqual([]);
  for (const operation of ["create", "read"] as const) cloud.log({ provider: "gcp", operation, type: "t", id: "1", identity: "somebody", found: true });
  expect(cloud.calls()).toMatchObject([{ operation: "create" }, { operation: "read", identity: "somebody" }]);
});

function withObjects(dir: string, ...records: CloudRecord[]) {
  const cloud = openFileCloud(dir);
  for (const record of records) cloud.add(record);
  return cloud;
}

function object(record: Partial<CloudRecord> & { id: string; computed?: JsonObject }): CloudRecord {
  return { type: "azure-native:resources:ResourceGroup", name: record.id, label: "main", properties: {}, computed: {}, ...record };
}
