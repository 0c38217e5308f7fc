import { describe, expect, test } from "vitest";
import { conventionFor, tokensOf } from "../../policypacks/naming/_shared/convention.ts";
import { nameRuleFor } from "../../policypacks/naming/_shared/name-rules.ts";
import { spellingsOfRegion } from "../../policypacks/naming/_shared/regions.ts";

describe("a convention", () => {
  const tokens = { project: ["shop"], stack: ["prod"], type: ["vpc"] };

  test.each([
    ["{project}-{stack}-{type}-{nn}", "shop-prod-vpc-01", true, "shop-prod-vpc-01"],
    ["{project}-{stack}-{type}-{nn}", "shop-prod-vpc-1", false, "shop-prod-vpc-01"],
    ["{project}-{stack}-{type}-{nn}", "shop-prod-subnet-03", false, "shop-prod-vpc-03"],
    ["{org}.{app}", "acme.x", true, "acme.x"],
    ["{org}.{app}", "acmexx", false, "acmexx.<app>"],
    ["a+b-{nnn}", "a+b-007", true, "a+b-007"],
    ["a+b-{nnn}", "aab-007", false, "a+b-007"],
    ["acme-{stack}-{app}", "Web Frontend", false, "acme-prod-web"],
  ])("%s and %s: %s, as %s", (pattern, name, matches, example) => {
    const convention = conventionFor({ pattern, tokens });
    expect({ matches: convention.matches(name), example: convention.exampleFor(name) }).toEqual({ matches, example });
  });

  test("takes tokens as lists and as patterns", () => {
    const convention = conventionFor({ pattern: "{env}-{app}", tokens: { env: ["dev", "prod"], app: "[a-z]{2,4}" } });
    expect(["prod-web", "dev-ab", "test-web", "prod-weblog"].map(name => convention.matches(name))).toEqual([true, true, false, false]);
    expect(convention.exampleFor("prod")).toBe("prod-<app>");
  });

  test("is read without what names of the type cannot have", () => {
    const grammar = nameRuleFor("azure-native:storage:StorageAccount")!.grammar;
    const convention = conventionFor({ pattern: "ACME-{env}-{app}", tokens: { env: ["prod"] }, grammar });
    expect(convention.matches("acmeprodweb")).toBe(true);
    expect(convention.matches("acme-prod-web")).toBe(false);
  });

  test("holds for a name that breaks off where names of the type must end, and for no other", () => {
    const grammar = nameRuleFor("azure-native:storage:StorageAccount")!.grammar;
    const convention = conventionFor({ pattern: "{org}{env}{app}{type}{nn}", tokens: { org: ["acme"], env: ["prod"], app: ["shopstatistics"], type: ["st"] }, grammar });
    expect(convention.matches("acmeprodshopstatisticsst")).toBe(true);
    expect(convention.matches("acmeprodshopstatisticss")).toBe(false);
    expect(convention.matches("acmeprodshopstatisticsxx")).toBe(false);
  });

  test("with a pattern that makes other engines hang takes no time", () => {
    const started = performance.now();
    expect(conventionFor({ pattern: "{app}", tokens: { app: "(a+)+" } }).matches(`${"a".repeat(5000)}!`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("names its tokens", () => {
    expect(tokensOf("{org}-{env}-x{nn}")).toEqual(["org", "env", "nn"]);
  });
});

test.each([
  ["eu-central-1", "aws", ["euc1", "eu-central-1", "eucentral1"]],
  ["us-gov-west-1", "aws", ["usgovw1", "us-gov-west-1", "usgovwest1"]],
  ["cn-north-1", "aws", ["cnn1", "cn-north-1", "cnnorth1"]],
  ["westeurope", "azure-native", ["we", "weu", "westeurope"]],
  ["West Europe", "azure-native", ["we", "weu", "westeurope"]],
  ["europe-west4", "gcp", ["euw4", "europe-west4", "europewest4"]],
  ["cn-hangzhou", "alicloud", ["cnhangzhou", "cn-hangzhou"]],
] as const)("the region %s of %s is written %j", (region, cloud, spellings) => {
  expect(spellingsOfRegion(region, cloud)).toEqual(spellings);
});
