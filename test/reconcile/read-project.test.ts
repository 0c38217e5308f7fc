import { describe, expect, test } from "vitest";
import { readProject } from "../../reconcile/requests/read-project.ts";

const REF = { backend: "main", project: "shop", stack: "prod" };
const read = (files: Record<string, string>, folder = "infra/shop") => {
  const bytes = new Map(Object.entries(files).map(([file, text]) => [file, new TextEncoder().encode(text)]));
  return readProject({ readFile: async file => bytes.get(file) }, folder, REF);
};

describe("a project", () => {
  test("says its runtime, in either form, and whether every update refreshes first", async () => {
    expect(await read({ "infra/shop/Pulumi.yaml": "name: shop\nruntime: python\n" })).toEqual({ runtime: "python", refreshesAlways: false });
    expect(await read({ "infra/shop/Pulumi.yml": "name: shop\nruntime: { name: nodejs, options: {} }\noptions: { refresh: always }\n" })).toEqual({ runtime: "nodejs", refreshesAlways: true });
  });
  test("of Go has the import path of its folder, wherever go.mod is", async () => {
    const project = { "infra/shop/Pulumi.yaml": "name: shop\nruntime: go\n" };
    expect(await read({ ...project, "infra/shop/go.mod": "module example.com/shop\n\ngo 1.26\n" })).toMatchObject({ goModule: "example.com/shop" });
    expect(await read({ ...project, "go.mod": "// all\nmodule \"example.com/infra\" // here\n" })).toMatchObject({ goModule: "example.com/infra/infra/shop" });
    expect(await read(project)).toEqual({ runtime: "go", refreshesAlways: false });
    expect(await read({ "Pulumi.yaml": "name: shop\nruntime: go\n", "go.mod": "module m\n" }, ".")).toMatchObject({ goModule: "m" });
  });
  test("of another name, without one, or none at all is named", async () => {
    await expect(read({ "infra/shop/Pulumi.yaml": "name: other\nruntime: go\n" })).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining('"other"') as string });
    await expect(read({ "infra/shop/Pulumi.yaml": "name: [\n" })).rejects.toMatchObject({ code: "CONFIG_INVALID" });
    await expect(read({})).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining("infra/shop") as string });
  });
});
