import * as gcp from "@pulumi/gcp";

const main = new gcp.compute.Network("main", {
  name: "acme-prod-main",
  description: "All workloads in Google Cloud",
  autoCreateSubnetworks: false,
});

new gcp.compute.Subnetwork("apps", {
  name: "acme-prod-apps",
  network: main.id,
  ipCidrRange: "10.50.0.0/20",
  privateIpGoogleAccess: true,
});

new gcp.compute.Subnetwork("batch", {
  name: "acme-prod-batch",
  network: main.id,
  ipCidrRange: "10.50.16.0/20",
  privateIpGoogleAccess: true,
});

const exportBucket = new gcp.storage.Bucket("exports", {
  name: "acme-prod-exports",
  location: "EU",
  uniformBucketLevelAccess: true,
  labels: { owner: "data", retention: "90-days" },
});

new gcp.projects.IAMMember("exports-writer", {
  project: "acme-prod",
  role: "roles/storage.objectCreator",
  member: "serviceAccount:exporter@acme-prod.iam.gserviceaccount.com",
});

export const networkId = main.id;
export const exportsBucket = exportBucket.name;
