import type { Cloud } from "../../_kit/type-token";

/** Directions and continents as AWS's own billing codes, Google Cloud's and Alicloud's conventions shorten them. */
const PARTS: Record<string, string> = {
  africa: "af", asia: "as", australia: "au", europe: "eu", northamerica: "na", southamerica: "sa", me: "me", us: "us",
  north: "n", south: "s", east: "e", west: "w", central: "c", northeast: "ne", northwest: "nw", southeast: "se", southwest: "sw",
};

/** Short names of Azure's regions, as the Cloud Adoption Framework's examples and Azure's geo codes have them: https://learn.microsoft.com/azure/backup/scripts/geo-code-list */
const AZURE: Record<string, readonly string[]> = {
  australiacentral: ["acl"], australiacentral2: ["acl2"], australiaeast: ["ae", "aue"], australiasoutheast: ["ase", "ause"], brazilsouth: ["brs"], brazilsoutheast: ["bse"],
  canadacentral: ["cnc", "cac"], canadaeast: ["cne", "cae"], centralindia: ["inc"], centralus: ["cus"], chinaeast: ["sha", "cne"], chinaeast2: ["sha2", "cne2"], chinaeast3: ["sha3", "cne3"],
  chinanorth: ["bjb", "cnn"], chinanorth2: ["bjb2", "cnn2"], chinanorth3: ["bjb3", "cnn3"], eastasia: ["ea"], eastus: ["eus"], eastus2: ["eus2"], francecentral: ["frc"], francesouth: ["frs"],
  germanynorth: ["gn"], germanywestcentral: ["gwc"], israelcentral: ["ilc"], italynorth: ["itn"], japaneast: ["jpe"], japanwest: ["jpw"], koreacentral: ["krc"], koreasouth: ["krs"],
  mexicocentral: ["mxc"], newzealandnorth: ["nzn"], northcentralus: ["ncus"], northeurope: ["ne", "neu"], norwayeast: ["nwe"], norwaywest: ["nww"], polandcentral: ["plc"], qatarcentral: ["qac"],
  southafricanorth: ["san"], southafricawest: ["saw"], southcentralus: ["scus"], southindia: ["ins"], southeastasia: ["sea"], spaincentral: ["spc"], swedencentral: ["sdc", "swc"], swedensouth: ["sds"],
  switzerlandnorth: ["szn"], switzerlandwest: ["szw"], uaecentral: ["uac"], uaenorth: ["uan"], uksouth: ["uks"], ukwest: ["ukw"], usgovarizona: ["uga"], usgovtexas: ["ugt"], usgovvirginia: ["ugv"],
  westcentralus: ["wcus"], westeurope: ["we", "weu"], westindia: ["inw"], westus: ["wus"], westus2: ["wus2"], westus3: ["wus3"],
};

/** How names may write a region: as it is, without hyphens, and shortened (`eu-central-1`, `eucentral1`, `euc1`). */
export function spellingsOfRegion(region: string, cloud: Cloud | undefined): string[] {
  const plain = region.toLowerCase().replace(/\s+/g, "");
  const short = cloud === "azure-native" ? (AZURE[plain] ?? []) : [shorten(plain)];
  return [...new Set([...short, plain, plain.replaceAll("-", "")])];
}

/** `euc1` of `eu-central-1`, `euw4` of `europe-west4`, `cnhangzhou` of `cn-hangzhou`. */
function shorten(region: string): string {
  return region.split("-").map(part => {
    const [, word = "", number = ""] = /^([a-z]+)(\d*)$/.exec(part) ?? [];
    return word === "" ? part : (PARTS[word] ?? word) + number;
  }).join("");
}
