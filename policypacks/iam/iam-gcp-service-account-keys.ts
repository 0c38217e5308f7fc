import { definePolicy } from "../_kit/policy";

const WHAT_IS_MADE: Record<string, string> = {
  "gcp:serviceaccount/key:Key": "serviceAccountId",
  "gcp:storage/hmacKey:HmacKey": "serviceAccountEmail",
};
const API_KEY = "gcp:projects/apiKey:ApiKey";

export const policy = definePolicy({
  id: "iam-gcp-service-account-keys",
  title: "No keys that last",
  severity: "medium",
  enforcement: "mandatory",
  // https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys
  why: "A key works from anywhere and for years, for whoever has found it in a repository, a log or a laptop; nobody sees who uses it.",
  fix: "Let programs get short-lived tokens: a service account of their own in Google Cloud, workload identity federation outside of it.",
  framework: { name: "CIS Google Cloud Platform Foundation Benchmark", version: "2.0.0", reference: "1.4, 1.14" },
  types: [...Object.keys(WHAT_IS_MADE), API_KEY],
  check({ type, props }, report) {
    const owner = WHAT_IS_MADE[type];
    if (owner) return report(`A key is made for ${props.at(owner)}, which works until somebody deletes it.`);
    const targets = props.at("restrictions", "apiTargets");
    if (targets.items().length === 0) report("The API key works for every API that is switched on in the project.", { fix: "Name the APIs in restrictions.apiTargets, and in one of its other restrictions who may call them." });
  },
  examples: {
    good: [{ title: "an API key for one API", resources: [{ type: API_KEY, inputs: { restrictions: { apiTargets: [{ service: "maps.googleapis.com" }], browserKeyRestrictions: { allowedReferrers: ["https://shop.example.com/*"] } } } }] }],
    bad: [
      { title: "a key of a service account", resources: [{ type: "gcp:serviceaccount/key:Key", inputs: { serviceAccountId: "ci@p.iam.gserviceaccount.com" } }], says: ["ci@p.iam.gserviceaccount.com"] },
      { title: "a key for storage", resources: [{ type: "gcp:storage/hmacKey:HmacKey", inputs: { serviceAccountEmail: "ci@p.iam.gserviceaccount.com" } }], says: ["ci@p.iam.gserviceaccount.com"] },
      { title: "an API key for everything", resources: [{ type: API_KEY, inputs: { displayName: "maps" } }], says: ["every API"] },
    ],
  },
});
