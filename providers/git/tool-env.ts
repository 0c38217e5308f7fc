/** What tools need of the environment: where things are, how the network is reached, how a package registry is. Everything else may be a credential of ours. */
const NEEDED = /^(PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|TEMP|TMP|XDG_\w+|CI|SYSTEMROOT|APPDATA|LOCALAPPDATA|USERPROFILE|(https?|all|no)_proxy|SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS|npm_config_.+|NPM_TOKEN|NODE_AUTH_TOKEN|(YARN|PNPM|COREPACK|BUN)_.+)$/i;

/** The environment for git and for `prepare`: code of the repository never sees the credentials that this process holds. */
export function toolEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => NEEDED.test(name)));
}
