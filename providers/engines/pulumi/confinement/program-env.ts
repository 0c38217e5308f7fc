/** What tools of the languages, proxies and certificates need to work; nothing of it opens a cloud. */
const HARMLESS = [
  ...["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "TZ", "LANG", "LANGUAGE", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "CI"],
  ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE"],
  ...["NODE_PATH", "NODE_OPTIONS", "NVM_DIR", "VOLTA_HOME", "FNM_DIR", "VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "PYENV_ROOT", "PYENV_VERSION", "UV_CACHE_DIR", "POETRY_HOME"],
  ...["GOPATH", "GOROOT", "GOCACHE", "GOMODCACHE", "GOFLAGS", "GOPROXY", "GOPRIVATE", "GONOSUMDB", "GONOSUMCHECK", "GOTOOLCHAIN", "GOSUMDB", "CGO_ENABLED", "DOTNET_ROOT", "JAVA_HOME"],
];
const HARMLESS_FAMILIES = ["LC_", "XDG_", "PULUMI_"];

/** What a backend or a key service is opened with, by the scheme of its address. https://www.pulumi.com/docs/iac/concepts/state-and-backends/#using-a-self-managed-backend */
const OPENED_WITH: Record<string, readonly string[]> = {
  s3: ["AWS_"],
  awskms: ["AWS_"],
  azblob: ["AZURE_", "ARM_"],
  azurekeyvault: ["AZURE_", "ARM_"],
  gs: ["GOOGLE_", "CLOUDSDK_"],
  gcpkms: ["GOOGLE_", "CLOUDSDK_"],
  hashivault: ["VAULT_"],
  postgres: ["PG"],
};

/** Of Pulumi Cloud, which no other backend is opened with. */
const TOKEN = "PULUMI_ACCESS_TOKEN";

/**
 * The environment of a program that is only previewed: its providers are reached through the gateway, so no credential of a cloud is given to it. The engine
 * shares the program's environment, so that what opens the backend and the stack's key has to stay, unless the backend is a scratch one.
 * @param opens addresses that the engine has to open: of the backend, and of the service that has the stack's key
 * @param allowed names that the configuration gives to programs
 */
export function programEnv(env: NodeJS.ProcessEnv, { opens, allowed }: { opens: readonly string[]; allowed: readonly string[] }): NodeJS.ProcessEnv {
  const schemes = opens.map(address => address.slice(0, address.indexOf("://")));
  const families = [...HARMLESS_FAMILIES, ...schemes.flatMap(scheme => OPENED_WITH[scheme] ?? [])];
  const names = new Set([...HARMLESS, ...allowed]);
  const isGiven = (name: string): boolean => (name === TOKEN ? schemes.some(scheme => scheme === "https" || scheme === "http") : names.has(name) || names.has(name.toUpperCase()) || families.some(family => name.startsWith(family)));
  return Object.fromEntries(Object.entries(env).filter(([name]) => isGiven(name)));
}
