import { join } from "node:path";
import { afterEach, describe, expect, vi } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { formatPath } from "../../model/property-path.ts";
import { testInFolder } from "../scratch-folder.ts";
import { openFaults, type FaultRule } from "./faults.ts";
import { createResource, readResource, updateResource } from "./plugin/operations.ts";
import { UNKNOWN, type Properties } from "./plugin/properties.ts";
import { CloudFailure, type Provider, type RefreshSemantic, type Traits } from "./plugin/provider.ts";

const CANARY = "canary-9a41";
const CALL = { operation: "read" as const, type: "x:index:Thing", name: "thing", id: "1" };

afterEach(() => vi.unstubAllEnvs());

describe("secrets", () => {
  testInFolder("stay marked in the outputs of a creation and of every later read, wherever the inputs had them", async () => {
    const thing = theCloud({});
    const inputs = marked({ tags: { Token: CANARY, Owner: "a" } }, "tags.Token");
    const { outputs } = await createResource(thing.provider, { ...CALL, operation: "create" }, inputs, false);
    expect(secretPaths(outputs)).toContain("tags.Token");
    const found = await readResource(thing.provider, CALL, { inputs, outputs });
    expect([secretPaths(found!.inputs), secretPaths(found!.outputs)]).toEqual([expect.arrayContaining(["tags.Token"]), expect.arrayContaining(["tags.Token"])]);
  });

  testInFolder("are marked without anybody's asking where the type always holds one", async () => {
    const thing = theCloud({ value: CANARY }, { traits: { secrets: ["value"] } });
    const found = await readResource(thing.provider, CALL, known({ inputs: { value: CANARY } }));
    expect([secretPaths(found!.inputs), secretPaths(found!.outputs)]).toEqual([["value"], ["value"]]);
  });

  testInFolder("come back unmarked when they leak, and error messages of the call quote them", async ({ dir }) => {
    const thing = theCloud({ value: CANARY }, { traits: { secrets: ["value"] } });
    const state = { inputs: marked({ value: CANARY }, "value"), outputs: marked({ value: CANARY }, "value") };
    withFaults(dir, { fault: "leak-secrets" });
    const found = await readResource(thing.provider, CALL, state);
    expect(found).toMatchObject({ inputs: { values: { value: CANARY }, secrets: [] }, outputs: { values: { value: CANARY }, secrets: [] } });
    withFaults(dir, { fault: "refused" });
    await expect(readResource(thing.provider, CALL, state)).rejects.not.toThrow(CANARY);
    withFaults(dir, { fault: "leak-secrets" }, { fault: "refused" });
    await expect(readResource(thing.provider, CALL, state)).rejects.toThrow(CANARY);
  });
});

describe("a preview", () => {
  testInFolder("asks the cloud nothing and does not know what only the cloud will say", async () => {
    const thing = theCloud({}, { traits: { outputs: ["id", "arn"] } });
    const { id, outputs } = await createResource(thing.provider, { ...CALL, operation: "create" }, plain({ name: "a" }), true);
    expect({ id, values: outputs.values }).toEqual({ id: "", values: { name: "a", id: UNKNOWN, arn: UNKNOWN } });
    const updated = await updateResource(thing.provider, { ...CALL, operation: "update" }, known({ outputs: { name: "a", arn: "arn:1" } }), { news: plain({ name: "b" }), isPreview: true });
    expect(updated.values).toEqual({ name: "b", arn: "arn:1" });
    expect(thing.asked).toEqual([]);
  });
});

describe("a read", () => {
  testInFolder("of a bridged provider keeps what the cloud does not tell back", async () => {
    const thing = theCloud({ name: "a" });
    const found = await readResource(thing.provider, CALL, known({ inputs: { name: "a", forceDestroy: true } }));
    expect(found!.outputs.values).toEqual({ name: "a", forceDestroy: true });
  });

  testInFolder("gives unordered lists in the order of the state, new elements last", async () => {
    const thing = theCloud({ zones: ["new", "c", "a"] }, { traits: { sets: ["zones"] } });
    const found = await readResource(thing.provider, CALL, known({ inputs: { zones: ["a", "c"] }, outputs: { zones: ["a", "c"] } }));
    expect([found!.inputs.values, found!.outputs.values]).toEqual([{ zones: ["a", "c"] }, { zones: ["a", "c", "new"] }]);
  });

  testInFolder("of something that is gone gives nothing", async () => {
    expect(await readResource(theCloud(undefined).provider, CALL, known({}))).toBeUndefined();
  });
});

describe("a fault", () => {
  testInFolder("that blanks the id hides what is there, without asking the cloud", async ({ dir }) => {
    const thing = theCloud({ name: "a" });
    withFaults(dir, { fault: "refused-as-blank-id" });
    expect(await readResource(thing.provider, CALL, known({}))).toBeUndefined();
    expect(thing.asked).toEqual([]);
  });

  testInFolder.for(["refused", "unreachable", "throttled"] as const)("`%s` is an error of the provider, in its own words", async (fault, { dir }) => {
    withFaults(dir, { fault });
    await expect(readResource(theCloud({}).provider, CALL, known({}))).rejects.toEqual(new CloudFailure(`${fault} thing`));
  });

  testInFolder("that throttles so many times lets the next call through", async ({ dir }) => {
    const thing = theCloud({ name: "a" });
    withFaults(dir, { fault: "throttled", times: 2 });
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => readResource(thing.provider, CALL, known({}))));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected", "rejected"]);
  });

  testInFolder("that delays makes the call take that long", async ({ dir }) => {
    withFaults(dir, { fault: "latency", ms: 60 });
    const started = performance.now();
    await readResource(theCloud({}).provider, CALL, known({}));
    expect(performance.now() - started).toBeGreaterThanOrEqual(59);
  });

  testInFolder("that hangs never answers", async ({ dir }) => {
    withFaults(dir, { fault: "hang" });
    const answer = readResource(theCloud({}).provider, CALL, known({})).then(() => "answered");
    expect(await Promise.race([answer, new Promise(done => setTimeout(done, 50, "silent"))])).toBe("silent");
  });

  testInFolder("that reorders turns lists, keys and documents around, and changes nothing else", async ({ dir }) => {
    const values = { list: [{ a: 1, b: 2 }, { c: 3 }], policy: '{"A":[1,2],"B":0}' };
    withFaults(dir, { fault: "reorder" });
    const found = await readResource(theCloud(values).provider, CALL, known({ inputs: values, outputs: values }));
    expect(JSON.stringify(found!.outputs.values)).toBe(JSON.stringify({ policy: '{"B":0,"A":[2,1]}', list: [{ c: 3 }, { b: 2, a: 1 }] }));
  });

  testInFolder("that churns changes what the cloud computed on every read, but neither inputs nor identity", async ({ dir }) => {
    const thing = theCloud({ name: "a", etag: "1", version: 1, arn: "arn:1", metadata: { uid: "u", resourceVersion: "9" } }, { settable: ["name"] });
    withFaults(dir, { fault: "churn" });
    const [first, second] = [await outputsOf(thing.provider), await outputsOf(thing.provider)];
    expect(first).toMatchObject({ name: "a", arn: "arn:1", metadata: { uid: "u" } });
    for (const read of [(outputs: JsonObject) => outputs["etag"], (outputs: JsonObject) => (outputs["metadata"] as JsonObject)["resourceVersion"]]) expect(read(first)).not.toEqual(read(second));
    expect(first["version"]).not.toBe(1);
  });
});

async function outputsOf(provider: Provider): Promise<JsonObject> {
  return (await readResource(provider, CALL, known({ inputs: { name: "a" } })))!.outputs.values;
}

/** A provider whose cloud holds one thing, or nothing. */
function theCloud(thing: JsonObject | undefined, { traits = {}, settable, semantic = "bridged" }: { traits?: Traits; settable?: string[]; semantic?: RefreshSemantic } = {}) {
  const asked: string[] = [];
  const store = { thing };
  const words = { unconfigured: "not configured", refused: () => "refused thing", throttled: () => "throttled thing", unreachable: () => "unreachable thing" };
  const type = {
    traits,
    create: async (inputs: JsonObject) => {
      asked.push("create");
      store.thing = inputs;
      return "1";
    },
    read: async (id: string) => {
      asked.push("read");
      const outputs = store.thing;
      return outputs && { id, outputs, inputs: Object.fromEntries(Object.entries(outputs).filter(([key]) => !settable || settable.includes(key))) };
    },
    update: async () => void asked.push("update"),
    delete: async () => void asked.push("delete"),
  };
  const provider: Provider = { package: "x", version: "1.0.0", semantic, autoname: label => label, configure: async () => undefined, type: () => type, words };
  return { provider, asked };
}

function withFaults(dir: string, ...rules: FaultRule[]): void {
  const faults = openFaults(join(dir, "faults.json"));
  faults.set(...rules);
  vi.stubEnv("TEST_CLOUD_FAULTS", faults.file);
}

function known({ inputs = {}, outputs = {} }: { inputs?: JsonObject; outputs?: JsonObject }) {
  return { inputs: plain(inputs), outputs: plain(outputs) };
}

function plain(values: JsonObject): Properties {
  return { values, secrets: [] };
}

function marked(values: JsonObject, ...paths: string[]): Properties {
  return { values, secrets: paths.map(path => path.split(".")) };
}

function secretPaths({ secrets }: Properties): string[] {
  return secrets.map(formatPath);
}
