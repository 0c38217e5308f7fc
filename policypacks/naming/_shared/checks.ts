/** What a character class cannot say of a name. */
export type NameCheck = "not-ip" | "not-digits" | "labels63" | "fifo" | "ssm" | "guid" | "reserved" | "dns" | "not-dots";

interface Check {
  /** What is wrong with the name, in words that follow it. */
  mistake(name: string): string | undefined;
  /** A name that passes, where one can be made of it. */
  mend?(name: string): string;
}

/**
 * Words that Azure keeps for itself where a name is part of a public address, in any case: alone, first, or anywhere.
 * https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-reserved-resource-name
 */
const KEPT_ALONE = new Set(
  "access app_code app_themes app_data app_globalresources app_localresources app_webreferences app_browsers azure bing bizspark biztalk cortana directx dotnet dynamics excel exchange forefront groove hololens hyperv kinect lync msdn o365 office office365 onedrive onenote outlook powerpoint sharepoint skype visio visualstudio web.config xbox".split(" "),
);
const KEPT_FIRST = "login";
const KEPT_ANYWHERE = ["microsoft", "windows"];

/** All of them, by the name that the tables have for them. */
export const CHECKS: Record<NameCheck, Check> = {
  "not-ip": { mistake: name => (isIpAddress(name) ? "looks like an IP address" : undefined), mend: name => (isIpAddress(name) ? name.replaceAll(".", "-") : name) },
  "not-digits": { mistake: name => (isDigits(name) ? "has digits only" : undefined) },
  labels63: {
    mistake: name => (name.split(".").some(label => label.length > 63) ? "has a part of more than 63 characters" : undefined),
    mend: name => name.split(".").map(label => label.slice(0, 63)).join("."),
  },
  // A dot is there only to begin the end that tells FIFO queues and topics from others.
  fifo: { mistake: name => (withoutFifo(name).includes(".") ? "has a dot that does not begin .fifo" : undefined), mend: name => withoutFifo(name).replaceAll(".", "-") + (name.endsWith(".fifo") ? ".fifo" : "") },
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
  ssm: { mistake: name => (keptForSsm(name) ? 'begins with "aws" or "ssm"' : undefined) },
  guid: { mistake: name => (isGuid(name) ? undefined : "is no GUID") },
  reserved: { mistake: reservedWord, mend: withoutReserved },
  // https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
  dns: { mistake: name => (/\.[.-]|-\./.test(name) ? "has a dot next to another dot or a hyphen" : undefined), mend: name => name.replace(/[.-]*\.[.-]*/g, ".") },
  "not-dots": { mistake: name => (name === "." || name === ".." ? "is . or .." : undefined) },
};

function isIpAddress(name: string): boolean {
  return name.split(".").length === 4 && name.split(".").every(isDigits);
}

function isDigits(text: string): boolean {
  return text !== "" && [...text].every(character => character >= "0" && character <= "9");
}

function withoutFifo(name: string): string {
  return name.endsWith(".fifo") ? name.slice(0, -".fifo".length) : name;
}

function keptForSsm(name: string): boolean {
  const [first = ""] = name.toLowerCase().replace(/^\//, "").split("/");
  return ["aws", "ssm"].some(word => first.startsWith(word) && first[word.length] !== "-");
}

function isGuid(name: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(name);
}

function reservedWord(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (KEPT_ALONE.has(lower)) return `is "${name}", which is kept for Azure`;
  if (lower.startsWith(KEPT_FIRST)) return `begins with "${KEPT_FIRST}", which is kept for Azure`;
  const word = KEPT_ANYWHERE.find(kept => lower.includes(kept));
  return word && `has "${word}" in it, which is kept for Azure`;
}

function withoutReserved(name: string): string {
  const [first = ""] = KEPT_ANYWHERE.filter(word => name.toLowerCase().includes(word));
  if (first !== "") return withoutReserved(cut(name, first));
  return name.toLowerCase().startsWith(KEPT_FIRST) ? withoutReserved(name.slice(KEPT_FIRST.length)) : name;
}

function cut(name: string, word: string): string {
  const at = name.toLowerCase().indexOf(word);
  return name.slice(0, at) + name.slice(at + word.length);
}
