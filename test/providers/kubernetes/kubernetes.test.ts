import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { GuidedError, type CloudSession, type JsonObject } from "../../../model/index.ts";
import { PATIENCE } from "../../../providers/clouds/kubernetes/api.ts";
import { cloud } from "../../../providers/clouds/kubernetes/kubernetes.ts";
import { READER_ROLE } from "../../../providers/clouds/kubernetes/reader-role.ts";
import { startKubernetesFront, type KubernetesFront, type Rule } from "../../cloud/fronts/kubernetes.ts";

const READER = { name: "system:serviceaccount:trueup:trueup-reader", token: "canary-reader-token-11" };
const DEPLOYER = { name: "admin", token: "canary-deployer-token-12" };
const READS: Rule = { verbs: ["get", "list", "watch"], groups: ["", "apps"], resources: ["namespaces", "pods", "secrets", "deployments"] };
const ALL: Rule = { verbs: ["*"], groups: ["*"], resources: ["*"] };

const front: KubernetesFront = await startKubernetesFront({ users: [] });
const secrets: Record<string, string> = {};
const folder = mkdtempSync(join(tmpdir(), "trueup-test-"));
beforeAll(() => void (secrets["TOKEN"] = READER.token));
beforeEach(() => void front.users.splice(0, 9, { ...READER, rules: [READS] }, { ...DEPLOYER, rules: [ALL] }));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await front.stop();
});

const refer = (name: string, value: string) => {
  secrets[name] = value;
  return { env: name };
};
const open = (settings: object, env: NodeJS.ProcessEnv = {}): Promise<CloudSession> => cloud.open("cluster", cloud.settings.parse(settings) as never, { env, secret: reference => secrets[(reference as { env: string }).env]! });
const inUse = (config: JsonObject) => ({ urn: "urn:pulumi:prod::shop::pulumi:providers:kubernetes::default", package: "kubernetes", config, recorded: [] });
const inState = (changes: JsonObject = {}, user: object = { token: DEPLOYER.token }): JsonObject => ({ kubeconfig: front.kubeconfig(user, { namespace: "shop" }), ...changes });
const at = async (settings: object, config = inState(), env: NodeJS.ProcessEnv = {}) => (await open(settings, env)).at!(inUse(config));
const userIn = ({ config }: { config: JsonObject }) => (JSON.parse(config["kubeconfig"] as string) as { users: { user: object }[] }).users[0]!.user;
const failureOf = async (work: Promise<unknown>) => work.then(() => expect.fail("nothing was refused"), (error: unknown) => error as GuidedError);

test("a token reads the cluster of the provider's state, and replaces the user that deployed", async () => {
  const session = await at({ token: { env: "TOKEN" } });
  expect(await session.confirm()).toEqual({ caller: READER.name, account: front.clusterId });
  const { config, env, secrets: within } = session.impose(inState({ namespace: "shop", context: "x", cluster: "c", enableServerSideApply: true }));
  expect(Object.keys(config).sort()).toEqual(["enableServerSideApply", "kubeconfig", "namespace"]);
  expect(userIn({ config })).toEqual({ token: READER.token });
  expect(JSON.parse(config["kubeconfig"] as string)).toMatchObject({ clusters: [{ cluster: { server: front.server } }], contexts: [{ context: { namespace: "shop" } }] });
  expect(JSON.stringify(config)).not.toContain(DEPLOYER.token);
  expect(within).toEqual([READER.token]);
  expect(env).toEqual({ KUBECONFIG: "", PULUMI_K8S_DELETE_UNREACHABLE: "", PULUMI_K8S_SKIP_UPDATE_UNREACHABLE: "" });
});

test("programs, certificates and passwords of the state's user are dropped with it", async () => {
  const stale = { exec: { apiVersion: "client.authentication.k8s.io/v1", command: "aws", args: ["eks", "get-token"] }, ...(await front.certificateFor("admin")), username: "u", password: "canary-password-13" };
  const session = await at({ token: { env: "TOKEN" } }, inState({}, stale));
  expect(userIn(session.impose(inState({}, stale)))).toEqual({ token: READER.token });
});

test("the state's own kubeconfig is used as it is, and its caller confirmed where it can be", async () => {
  const config = inState({ skipUpdateUnreachable: true });
  const session = await at({ credentials: "from-state" }, config);
  expect(session.impose(config).config).toEqual({ kubeconfig: config["kubeconfig"] });
  expect(await session.confirm()).toEqual({ caller: "admin", account: front.clusterId });
  const certificate = await at({ credentials: "from-state" }, inState({}, await front.certificateFor("admin")));
  expect((await certificate.confirm())!.caller).toBe("admin");
  const program = await at({ credentials: "from-state" }, inState({}, { exec: { apiVersion: "client.authentication.k8s.io/v1", command: "aws" } }));
  expect(await program.confirm()).toBeUndefined();
  expect(await program.proveReadOnly!()).toMatchObject({ state: "untold", how: expect.stringContaining("the program aws, which only the provider plugin runs") });
});

test("a state that has only the path of a kubeconfig, or none, is not guessed at", async () => {
  expect(await failureOf(at({ credentials: "from-state" }, { kubeconfig: "/home/ci/.kube/config" }))).toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringContaining("only the path of one there: /home/ci/.kube/config") });
  expect(await failureOf(at({ token: { env: "TOKEN" } }, {}))).toMatchObject({ code: "IDENTITY_REFUSED", hint: expect.stringContaining("Set `server` and `ca`") });
  const elsewhere = await at({ token: { env: "TOKEN" }, server: front.server, ca: refer("CA", front.ca) }, {});
  expect((await elsewhere.confirm())!.caller).toBe(READER.name);
});

test("ambient credentials stay what they are, and are never confirmed", async () => {
  const session = await at({ credentials: "ambient" }, { kubeconfig: "/home/ci/.kube/config", context: "prod" });
  expect(session.impose({ kubeconfig: "/home/ci/.kube/config", context: "prod" })).toEqual({ config: { kubeconfig: "/home/ci/.kube/config", context: "prod" }, env: { PULUMI_K8S_DELETE_UNREACHABLE: "", PULUMI_K8S_SKIP_UPDATE_UNREACHABLE: "" } });
  expect(await session.confirm()).toBeUndefined();
  expect((await session.proveReadOnly!()).state).toBe("untold");
});

test("a kubeconfig of one's own reads its own cluster alone", async () => {
  const own = front.kubeconfig({ token: READER.token }, { server: front.server.toUpperCase().replace("HTTPS", "https") });
  const session = await open({ kubeconfig: refer("OWN", own) });
  expect((await session.confirm())!.caller).toBe(READER.name);
  expect((await session.at!(inUse(inState())).confirm())!.account).toBe(front.clusterId);
  const elsewhere = { kubeconfig: front.kubeconfig({}, { server: "https://other.example:6443" }) };
  expect(() => session.at!(inUse(elsewhere))).toThrow(expect.objectContaining({ code: "WRONG_ACCOUNT", message: expect.stringContaining("the provider works in the one at https://other.example:6443"), hint: expect.stringContaining("server: https://other.example:6443") }));
  const both = await open({ kubeconfig: refer("OWN", own), server: "https://other.example:6443" });
  expect((await both.at!(inUse(elsewhere)).confirm())!.account).toBe(front.clusterId);
});

test("what a kubeconfig of one's own names is embedded, and only where it is found by an absolute path", async () => {
  const at = join(folder, "token");
  writeFileSync(at, `${READER.token}\n`);
  const session = await open({ kubeconfig: refer("OWN", front.kubeconfig({ tokenFile: at })) });
  expect(userIn(session.impose(inState()))).toEqual({ token: READER.token });
  expect(await failureOf(open({ kubeconfig: refer("OWN", front.kubeconfig({ tokenFile: "token" })) }))).toMatchObject({ code: "IDENTITY_REFUSED", hint: expect.stringContaining("--flatten") });
  expect(await failureOf(open({ kubeconfig: refer("OWN", front.kubeconfig({ "client-key": join(folder, "gone") })) }))).toMatchObject({ code: "SECRET_MISSING" });
});

test("the credential program of a kubeconfig of one's own is run, and run again to renew", async () => {
  const program = join(folder, "get-token");
  const ends = new Date(Date.now() + 900_000).toISOString();
  writeFileSync(program, `#!/bin/sh\necho run >> ${join(folder, "runs")}\n[ -n "$KUBERNETES_EXEC_INFO" ] && echo '{"kind":"ExecCredential","status":{"token":"'$MY_TOKEN'","expirationTimestamp":"${ends}"}}'\n`);
  chmodSync(program, 0o755);
  const exec = { apiVersion: "client.authentication.k8s.io/v1", command: program, env: [{ name: "MY_TOKEN", value: READER.token }] };
  const session = await open({ kubeconfig: refer("OWN", front.kubeconfig({ exec })) }, { PATH: process.env["PATH"] });
  const there = session.at!(inUse(inState()));
  expect(there.expiresAt!.toISOString()).toBe(ends);
  expect((await there.confirm())!.caller).toBe(READER.name);
  expect(userIn(there.impose(inState()))).toEqual({ token: READER.token });
  exec.env[0]!.value = DEPLOYER.token;
  secrets["OWN"] = front.kubeconfig({ exec });
  const renewed = await there.renew!();
  expect(renewed.key).not.toBe(there.key);
  expect((await renewed.confirm())!.caller).toBe("admin");
});

test.each([
  ["is not installed", { command: "/no/such/program" }, "TOOL_MISSING"],
  ["ended with 3", { command: "sh", args: ["-c", "echo canary-printed-14; exit 3"] }, "IDENTITY_REFUSED"],
  ["printed no ExecCredential", { command: "echo", args: ["canary-printed-14"] }, "IDENTITY_REFUSED"],
])("a credential program that %s is named, and nothing that it printed is", async (what, exec, code) => {
  const error = await failureOf(open({ kubeconfig: refer("OWN", front.kubeconfig({ exec: { apiVersion: "client.authentication.k8s.io/v1", ...exec } })) }, { PATH: process.env["PATH"] }));
  expect(error).toMatchObject({ code, message: expect.stringContaining(what) });
  expect(error.message).not.toContain("canary-printed-14");
});

test("a token says when it ends, and is read anew to renew it", async () => {
  const jwt = (exp: number) => `e30.${Buffer.from(JSON.stringify({ exp })).toString("base64url")}.canary-signature-15`;
  front.users.push({ name: "old", token: jwt(1_900_000_000), rules: [READS] }, { name: "new", token: jwt(2_000_000_000), rules: [READS] });
  const session = await at({ token: refer("JWT", jwt(1_900_000_000)) });
  expect(session.expiresAt).toEqual(new Date(1_900_000_000_000));
  secrets["JWT"] = jwt(2_000_000_000);
  const renewed = await session.renew!();
  expect([(await session.confirm())!.caller, (await renewed.confirm())!.caller]).toEqual(["old", "new"]);
  expect(renewed.key).not.toBe(session.key);
  expect(await at({ token: { env: "TOKEN" } })).not.toHaveProperty("expiresAt");
});

test.each([
  ["deleteUnreachable in its state", { deleteUnreachable: true }, {}, "deleteUnreachable: true"],
  ["deleteUnreachable as text", { deleteUnreachable: "true" }, {}, "deleteUnreachable: true"],
  ["the variable", {}, { PULUMI_K8S_DELETE_UNREACHABLE: "true" }, "PULUMI_K8S_DELETE_UNREACHABLE=true is set here"],
  ["manifests in place of a cluster", { renderYamlToDirectory: "/manifests" }, {}, "renders manifests into /manifests"],
])("a provider that would call unreachable things deleted, or asks nobody, is refused: %s", async (_, config, env, message) => {
  for (const settings of [{ token: { env: "TOKEN" } }, { credentials: "from-state" }, { credentials: "ambient" }]) {
    expect(await failureOf(at(settings, inState(config), env))).toMatchObject({ code: "PROVIDER_UNSAFE", message: expect.stringContaining(message) });
  }
});

test("another cluster than the expected one is known by its UID", async () => {
  const session = await at({ token: { env: "TOKEN" }, cluster: "00000000-1111-2222-3333-444444444444" });
  expect(session.expectedAccount).toBe("00000000-1111-2222-3333-444444444444");
  expect((await session.confirm())!.account).toBe(front.clusterId);
  front.users[0]!.rules = [];
  expect(await failureOf(session.confirm())).toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringContaining(`${READER.name} may not get the namespace kube-system`), hint: expect.stringContaining("`get` on namespaces") });
  // Where none is expected, the address stands for the cluster.
  expect(await (await at({ token: { env: "TOKEN" } })).confirm()).toEqual({ caller: READER.name, account: front.server });
});

test("a refused token, a stranger's certificate authority, a dead and a silent server are each told as what they are, without the token", async () => {
  const wrong = await failureOf((await at({ token: refer("WRONG", "canary-wrong-token-16") })).confirm());
  expect(wrong).toMatchObject({ code: "IDENTITY_REFUSED", message: `Identity "cluster": the API server ${front.server} does not take its credentials (401).` });
  const stranger = await startKubernetesFront({ users: [{ ...READER, rules: [] }] });
  const untrusted = await failureOf((await at({ token: { env: "TOKEN" }, server: front.server, ca: refer("CA", stranger.ca) })).confirm());
  expect(untrusted).toMatchObject({ code: "CLOUD_UNREACHABLE", hint: expect.stringContaining("certificate authority") });
  const session = await at({ token: { env: "TOKEN" } }, { kubeconfig: stranger.kubeconfig({}) });
  stranger.hang();
  const patience = PATIENCE.answer;
  PATIENCE.answer = 300;
  const silent = await failureOf(session.confirm()).finally(() => (PATIENCE.answer = patience));
  expect(silent.code).toBe("TIMED_OUT");
  await stranger.stop();
  const dead = await failureOf(session.confirm());
  expect(dead).toMatchObject({ code: "CLOUD_UNREACHABLE", message: expect.stringContaining("ECONNREFUSED") });
  const nowhere = await failureOf((await at({ token: { env: "TOKEN" } }, { kubeconfig: front.kubeconfig({}, { server: "https://cluster.invalid" }) })).confirm());
  expect(nowhere.code).toBe("CLOUD_UNREACHABLE");
  for (const error of [wrong, untrusted, silent, dead, nowhere]) expect(`${error.message} ${error.hint} ${JSON.stringify(error)} ${String((error.cause as Error | undefined)?.stack)}`).not.toMatch(/canary/);
});

test("a server that is too old to say who asks leaves the caller unconfirmed, and nobody is no caller", async () => {
  const old = await startKubernetesFront({ users: [{ ...READER, rules: [READS] }], tellsWhoAsks: false });
  expect(await (await at({ token: { env: "TOKEN" } }, { kubeconfig: old.kubeconfig({}) })).confirm()).toBeUndefined();
  await old.stop();
  expect(await failureOf((await at({ credentials: "from-state" }, inState({}, {}))).confirm())).toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringContaining("system:anonymous") });
});

test("a cluster behind a proxy, of its kubeconfig or of this process, is asked through it, and one on this machine is not", async () => {
  const tunnels: string[] = [];
  const proxy = createServer().on("connect", (request, socket) => {
    tunnels.push(request.url!);
    const to = connect(new URL(front.server).port as never, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      to.pipe(socket).pipe(to);
    });
  });
  await new Promise<void>(resolve => proxy.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const config = front.kubeconfig({}).replace('"cluster":{', `"cluster":{"proxy-url":"${address}",`);
  expect((await (await at({ token: { env: "TOKEN" } }, { kubeconfig: config })).confirm())!.caller).toBe(READER.name);
  expect(tunnels).toEqual([front.server.slice("https://".length)]);
  // A name that only the proxy knows; its certificate is of another one.
  const far = front.kubeconfig({}, { server: "https://cluster.invalid:6443" }).replace('"cluster":{', '"cluster":{"tls-server-name":"kubernetes",');
  expect((await (await at({ token: { env: "TOKEN" } }, { kubeconfig: far }, { HTTPS_PROXY: address })).confirm())!.caller).toBe(READER.name);
  expect(tunnels[1]).toBe("cluster.invalid:6443");
  await (await at({ token: { env: "TOKEN" } }, inState(), { HTTPS_PROXY: address })).confirm();
  expect(tunnels).toHaveLength(2);
  proxy.close();
});

test("a user who may only read is proven, by what was asked", async () => {
  const proof = await (await at({ token: { env: "TOKEN" } })).proveReadOnly!();
  expect(proof).toEqual({ state: "proven", how: expect.stringMatching(/^SelfSubjectAccessReview for \d+ writes in the whole cluster, SelfSubjectRulesReview in all 3 namespaces$/) });
});

test("every permission to write is told, once, with the roles to bind instead", async () => {
  front.users[0]!.rules = [READS, { verbs: ["patch", "get"], groups: ["apps"], resources: ["deployments"] }, { verbs: ["delete"], groups: [""], resources: ["pods"], namespace: "shop" }, { verbs: ["get"], groups: [""], resources: ["pods/exec"] }];
  const proof = await (await at({ token: { env: "TOKEN" } })).proveReadOnly!();
  expect(proof).toMatchObject({ state: "writes", permissions: ["patch deployments.apps", "get pods/exec", "delete pods in shop"] });
  expect(proof.fix).toMatch(/kind: ClusterRoleBinding[\s\S]*subjects: \[\{ kind: ServiceAccount, name: trueup-reader, namespace: trueup \}\]/);
  expect((await (await at({ credentials: "from-state" })).proveReadOnly!()).permissions).toContain("delete *.*");
});

test("the documentation shows the roles that doctor prints", () => {
  const told = readFileSync(join(import.meta.dirname, "../../../docs/identities/kubernetes.md"), "utf8");
  expect(told).toContain(`\`\`\`yaml\n${READER_ROLE}\`\`\``);
});

test.each([
  ["none of them", {}, "has none of credentials, kubeconfig and token"],
  ["two of them", { credentials: "from-state", token: { env: "TOKEN" } }, "has `credentials` and `token` of credentials, kubeconfig and token"],
])("an identity says in one way who reads, not in %s", async (_, settings, message) => {
  expect(await failureOf(open(settings))).toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringContaining(message) });
});

test("a kubeconfig that is broken is told without its text", async () => {
  for (const text of ["token: [canary-17", "{ \"users\": \"canary-17\" }", front.kubeconfig({}).replace('"x"', '"y"')]) {
    const error = await failureOf(open({ kubeconfig: refer("BROKEN", text) }));
    expect(error).toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringContaining('The kubeconfig of identity "cluster"') });
    expect(JSON.stringify([error.message, error.hint, String(error.cause)])).not.toContain("canary-17");
  }
});

test("an identity with a server is chosen for the providers of that server alone", () => {
  const settings = cloud.settings.parse({ token: { env: "TOKEN" }, server: front.server }) as never;
  expect(cloud.covers(settings, inUse(inState()))).toBe(true);
  expect(cloud.covers(settings, inUse({}))).toBe(true);
  expect(cloud.covers(settings, inUse({ kubeconfig: front.kubeconfig({}, { server: "https://other.example" }) }))).toBe(`it is for the cluster at ${front.server}, the provider works in the one at https://other.example`);
  expect(cloud.covers(cloud.settings.parse({ token: { env: "TOKEN" } }) as never, inUse(inState()))).toBe(true);
});

test("a provider that worked in a context of somebody's kubeconfig is read by an identity of that context alone", () => {
  const covers = (settings: object, config: JsonObject) => cloud.covers(cloud.settings.parse(settings) as never, inUse(config));
  const staging = { context: "staging", kubeconfig: "/home/ci/.kube/config" };
  expect(covers({ token: { env: "TOKEN" }, server: front.server }, staging)).toBe("it is for no context by name, the provider works in the context staging of a kubeconfig that its state does not have");
  expect(covers({ kubeconfig: { env: "OWN" }, context: "prod" }, { context: "staging" })).toContain("it is for the context prod");
  expect(covers({ token: { env: "TOKEN" }, server: front.server, context: "staging" }, staging)).toBe(true);
  expect(covers({ kubeconfig: { env: "OWN" }, context: "prod" }, inState({ context: "x" }))).toBe(true);
  expect(covers({ credentials: "ambient" }, staging)).toBe(true);
});
