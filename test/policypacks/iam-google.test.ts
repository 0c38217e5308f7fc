import { describe, expect, test } from "vitest";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { unknown, type WireObject } from "../../policypacks/_kit/wire.ts";
import { familyOf, GRANT_TYPES } from "../../policypacks/iam/_shared/gcp/families.ts";
import { judged } from "./judged.ts";

describe("a grant on a resource of Google Cloud", () => {
  test("is known of every kind of resource, in each of its three types", () => {
    expect(new Set(GRANT_TYPES).size).toBe(GRANT_TYPES.length);
    for (const type of GRANT_TYPES) expect(type).toMatch(/^gcp:\w+\/\w*i[aA][mM](Member|Binding|Policy):\w*I[aA][mM]\1$/i);
    expect(familyOf("gcp:pubsub/topicIAMBinding:TopicIAMBinding")).toEqual({ kind: "Binding", family: { id: "gcp:pubsub/topicIAM:TopicIAM", label: "pubsub.TopicIAM", target: ["project", "topic"] } });
    expect(familyOf("gcp:pubsub/topic:Topic")).toBeUndefined();
  });

  test("is refused for everybody, whatever the resource is; roles of service accounts are another rule's", () => {
    const open = GRANT_TYPES.filter(type => type.includes("Member:")).flatMap(type => judged("iam-gcp-public-members", [resource(type, { role: "roles/viewer", member: "allUsers" })]));
    expect(open).toHaveLength(GRANT_TYPES.length / 3 - 1);
  });

  test("one member that is not known hides no other", () => {
    const type = "gcp:storage/bucketIAMBinding:BucketIAMBinding";
    expect(judged("iam-gcp-public-members", [resource(type, { bucket: "b", role: "roles/storage.objectViewer", members: [unknown, "allUsers"] })])).toEqual([
      "Could not be judged: members[0] is not known before the deployment.",
      "members[1] lets allUsers in, which is anybody.",
    ]);
  });

  test("to an account that the stack makes is for nobody else, before it is known", () => {
    const account = resource("gcp:serviceaccount/account:Account", { accountId: "shop" });
    const grant = { ...resource("gcp:projects/iAMMember:IAMMember", { project: "p", role: "roles/compute.admin", member: unknown }), dependencies: { member: [account.urn] } };
    for (const rule of ["iam-gcp-public-members", "iam-gcp-service-account-rights", "iam-gcp-workload-identity", "iam-gcp-default-service-account"]) expect(judged(rule, [account, grant])).toEqual([]);
    expect(judged("iam-gcp-public-members", [account, { ...grant, dependencies: {} }])).toEqual(["Could not be judged: member is not known before the deployment."]);
  });
});

describe("what owns roles", () => {
  const binding = (name: string, inputs: WireObject) => resource("gcp:storage/bucketIAMBinding:BucketIAMBinding", { role: "roles/storage.objectViewer", members: ["group:a@example.com"], ...inputs }, name);
  const rule = "iam-gcp-authoritative-bindings";

  test("fights over a bucket that is not made yet, told once, at the later one", () => {
    const bucket = resource("gcp:storage/bucket:Bucket", {}, "b");
    const both = ["one", "two"].map(name => ({ ...binding(name, { bucket: unknown }), dependencies: { bucket: [bucket.urn] } }));
    expect(judged(rule, [bucket, ...both])).toEqual(["This binding and the binding one are about the same role of the same resource: each takes away what the other grants."]);
    expect(judged(rule, [...both.reverse(), bucket])).toEqual(judged(rule, [bucket, ...both]));
  });

  test("fights over a role of the stack's own that has no name yet", () => {
    const role = resource("gcp:projects/iAMCustomRole:IAMCustomRole", { roleId: "reader" }, "reader");
    const both = ["one", "two"].map(name => ({ ...binding(name, { bucket: "b", role: unknown }), dependencies: { role: [role.urn] } }));
    expect(judged(rule, [role, ...both])).toHaveLength(1);
  });

  test("is the same by a name and by a path, and another with another condition", () => {
    expect(judged(rule, [binding("one", { bucket: "b" }), binding("two", { bucket: "projects/_/buckets/b" })])).toHaveLength(1);
    const condition = { title: "until", expression: "request.time < timestamp('2027-01-01T00:00:00Z')" };
    expect(judged(rule, [binding("one", { bucket: "b" }), binding("two", { bucket: "b", condition })])).toEqual([]);
  });

  test("of a whole project is told though it fights with nobody", () => {
    expect(judged(rule, [resource("gcp:projects/iAMBinding:IAMBinding", { project: "p", role: "roles/viewer", members: [] })])).toEqual(["This binding owns the role roles/viewer there: members that it does not name lose it."]);
  });
});

describe("a condition on whom an issuer's tokens let in", () => {
  const provider = (attributeCondition: string) => resource("gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider", { attributeCondition, oidc: { issuerUri: "https://token.actions.githubusercontent.com/" } });

  test.each(["assertion.repository_owner == 'acme'", "'acme' == assertion.repository_owner", "assertion.repository in ['acme/shop']", "assertion.sub.startsWith(\"repo:acme/\")"])("%s says who", condition => {
    expect(judged("iam-gcp-workload-identity", [provider(condition)])).toEqual([]);
  });

  test.each(["", "assertion.repository != ''", "has(assertion.sub)", "assertion.repository_owner == ''"])("%s says nothing of who", condition => {
    expect(judged("iam-gcp-workload-identity", [provider(condition)])).toHaveLength(1);
  });
});

function resource(type: string, inputs: WireObject, name = "x"): Resource {
  return { urn: `urn:pulumi:dev::iam::${type}::${name}`, type, inputs };
}
