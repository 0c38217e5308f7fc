/** Every code an error of ours can carry, with what it means; docs/errors.md is generated from this table. */
export const ERROR_CODES = {
  CONFIG_INVALID: "trueup.yaml, or a file it names, has mistakes; each is listed with its line.",
  CONFIG_MISSING: "No configuration file was found where one was expected.",
  USAGE: "The command line is off.",
  SECRET_MISSING: "An environment variable or file that should hold a secret is not there.",
  ENGINE_MISSING: "No usable `pulumi` was found.",
  ENGINE_FAILED: "The engine ended with an error that has no better name.",
  PLUGIN_MISSING: "A provider plugin that a stack needs is not installed.",
  PACK_MISSING: "A policy pack has not been built.",
  PLUGIN_FAILED: "A provider plugin could not be started, crashed, or refused its configuration.",
  BACKEND_UNREACHABLE: "A state backend could not be opened.",
  STACK_MISSING: "The stack is not in its backend.",
  STATE_UNREADABLE: "A stack export is not what its format says, or of a version that Trueup does not know.",
  PASSPHRASE_WRONG: "The stack's secrets cannot be decrypted with the passphrase or key given.",
  STACK_LOCKED: "Another update holds the stack's lock.",
  IDENTITY_MISSING: "No identity is configured for a provider that a stack uses.",
  IDENTITY_REFUSED: "The role or account that a scan should use could not be assumed.",
  CLOUD_UNREACHABLE: "A cloud's token service or a cluster's API could not be reached to ask who we are.",
  WRONG_ACCOUNT: "The identity is of another account than the configuration expects.",
  WRITE_REFUSED: "Something tried to write through the read-only gateway.",
  TIMED_OUT: "Something did not answer before its deadline.",
  FORGE_REFUSED: "The forge answered no.",
  FORGE_UNREACHABLE: "The forge could not be reached.",
  FORGE_LIMITED: "The forge's rate limit is used up.",
  GIT_FAILED: "A git command failed.",
  BRANCH_FOREIGN: "Someone else has pushed to the branch of a pull request of ours; it is left alone.",
  BRANCH_MOVED: "Somebody pushed to the branch of a pull request of ours while we did; nothing was overwritten.",
  PREPARE_FAILED: "The command that makes a fresh checkout runnable failed.",
  EDIT_REFUSED: "No safe edit of the program exists for this drift.",
  PROOF_FAILED: "The edited program does not end the drift, or starts something new.",
  ORDER_INVALID: "A reconciliation order is not what its format says, or was altered after it was made.",
  ORDER_REFUSED: "A reconciliation order is not carried out: it has expired, belongs to another place, or what would be done is not exactly what was reviewed.",
  TOOL_MISSING: "A program that is needed beside the engine, such as git or Python, is not installed.",
  SCAN_MISSING: "The scan asked for is not in the store.",
  STORE_BROKEN: "Trueup's own store cannot be read or written.",
  STORE_BUSY: "Another process has the store's embedded database open.",
  DATABASE_UNREACHABLE: "The PostgreSQL database of the service could not be reached.",
  NOTIFY_FAILED: "A notification could not be delivered.",
  PROVIDER_UNSAFE: "A provider is set up in a way that makes reading with it unsafe or its answers worthless.",
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** The one error class: a code for machines, what happened (with the offending value), and the next step. Never holds a secret value. */
export class GuidedError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  /** Of a rate limit: seconds until it is worth asking again. */
  readonly retryAfter?: number;

  constructor(code: ErrorCode, message: string, hint: string, options: ErrorOptions & { retryAfter?: number } = {}) {
    super(message, options);
    this.name = "GuidedError";
    this.code = code;
    this.hint = hint;
    if (options.retryAfter !== undefined) this.retryAfter = options.retryAfter;
  }
}
