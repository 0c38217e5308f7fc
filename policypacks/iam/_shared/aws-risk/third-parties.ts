/**
 * Accounts of well-known services that customers let into their accounts, by number. Each of them has one account for all customers, so
 * that only the external id says on whose behalf it comes. From https://github.com/fwdcloudsec/known_aws_accounts, which links each vendor's own page.
 */
export const THIRD_PARTIES: Record<string, string> = {
  "012615275169": "Tenable",
  "188619942792": "Prisma Cloud",
  "198361731867": "Snyk",
  "336818582268": "Rapid7",
  "352813966189": "CloudCheckr",
  "414351767826": "Databricks",
  "434813966438": "Lacework",
  "454464851268": "CloudHealth",
  "464622532012": "Datadog",
  "509560245411": "Dynatrace",
  "754728514883": "New Relic",
  "834469178297": "Fivetran",
  "922761411349": "Spot",
  "926226587429": "Sumo Logic",
};
