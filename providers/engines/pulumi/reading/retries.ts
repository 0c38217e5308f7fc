import { setTimeout as sleep } from "node:timers/promises";
import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { GuidedError, type CloudSession } from "../../../../model/index.ts";
import { ReadResponse } from "../proto.ts";
import { classifyCallFailure, saysExpired, saysNothing } from "./classify-failure.ts";
import type { Connection } from "./connection.ts";
import { partialRead } from "./partial-read.ts";
import { callPlugin, makeReady, renewAfter } from "./plugin-call.ts";
import type { Session } from "./session.ts";
import { unlessAborted } from "../../../_shared/unless-aborted.ts";

/** First pause after a throttled read, in milliseconds; doubled each time until the read's deadline. */
const FIRST_PAUSE = 250;
/** So many failures in a row without a word are a rate limit; fewer are a provider that cannot say what went wrong. */
const WORDLESS_CROWD = 3;

/** So many reads in a row that the rate limit outlasted, and the rest of the stack is not asked any more. */
const OUTLASTED = 5;

export interface ReadCall {
  bytes: Uint8Array;
  type: string;
}

/** Reads one resource, patiently: what the rate limit refused is tried again until the read's deadline, and what ended credentials refused once with fresh ones. */
export async function readWithRetries(session: Session, connection: Connection, { bytes, type }: ReadCall): Promise<ReadResponse> {
  const key = limitKey(session, connection, type);
  const attempt: Attempt = { deadline: performance.now() + session.readMs, pause: FIRST_PAUSE, isRenewed: false };
  for (;;) {
    if (connection.failure) throw connection.failure;
    if (connection.outlasted >= OUTLASTED) throw notAsked(connection);
    attempt.deadline += await waitForTurn(session, key);
    await makeReady(session, connection);
    attempt.identity = connection.identity;
    try {
      const timeoutMs = Math.max(1, attempt.deadline - performance.now());
      const response = ReadResponse.deserializeBinary(await callPlugin(session, connection, { method: "read", bytes, timeoutMs }));
      noteAnswer(session, connection, key);
      return response;
    } catch (error) {
      if (session.ended.aborted || error instanceof GuidedError) throw error;
      const { wait, told } = await afterFailure(session, connection, { key, error: error as ServiceError, attempt });
      if (wait === undefined) throw told;
      await sleep(wait, undefined, { signal: session.ended });
    }
  }
}

function notAsked({ outlasted }: Connection): ServiceError {
  const details = `not asked: the ${outlasted} reads before it were throttled until their deadline`;
  return Object.assign(new Error(details), { code: status.RESOURCE_EXHAUSTED, details, metadata: new Metadata() });
}

interface Attempt {
  /** Of the whole read, on the clock of `performance.now()`. */
  deadline: number;
  pause: number;
  isRenewed: boolean;
  /** Who the last try was made as. */
  identity?: CloudSession | undefined;
}

/** How long to wait before another try; `undefined` where this failure is the answer. */
async function afterFailure(session: Session, connection: Connection, { key, error, attempt }: { key: string; error: ServiceError; attempt: Attempt }): Promise<{ wait?: number; told: ServiceError }> {
  if (saysExpired(error) && attempt.identity?.renew && !attempt.isRenewed) {
    attempt.isRenewed = true;
    await renewAfter(session, connection, attempt.identity);
    return { wait: 0, told: error };
  }
  const isWordless = saysNothing(error);
  const told = isWordless ? wordless(connection, error) : error;
  if (!isThrottled(told)) {
    if (isWordless && attempt.pause === FIRST_PAUSE) return { wait: nextPause(attempt), told };
    if (!isWordless && !isOurs(error)) noteAnswer(session, connection, key);
    return { told };
  }
  session.limiter.throttled(key);
  if (connection.outlasted === 0 && attempt.deadline - performance.now() > 2 * attempt.pause) return { wait: nextPause(attempt), told };
  connection.outlasted += 1;
  return { told };
}

/** An error without any words is taken for a rate limit's where many come at once. */
function wordless(connection: Connection, error: ServiceError): ServiceError {
  connection.wordless += 1;
  if (connection.wordless < WORDLESS_CROWD) return error;
  return Object.assign(new Error(error.message), { ...error, details: `the provider failed ${connection.wordless} times at once without saying why, as if throttled` });
}

function isThrottled(error: ServiceError): boolean {
  return partialRead(error) === undefined && classifyCallFailure(error) === "throttled";
}

/** It came from the call itself, not from the cloud: nobody answered. */
function isOurs({ code }: ServiceError): boolean {
  return code === status.DEADLINE_EXCEEDED || code === status.UNAVAILABLE || code === status.CANCELLED;
}

/** Half of the pause is random, so that reads that were refused together do not come back together. */
function nextPause(attempt: Attempt): number {
  const { pause } = attempt;
  attempt.pause = pause * 2;
  return pause / 2 + (Math.random() * pause) / 2;
}

function noteAnswer(session: Session, connection: Connection, key: string): void {
  connection.answered += 1;
  connection.wordless = 0;
  connection.outlasted = 0;
  session.limiter.answered(key);
}

/** Milliseconds that this took: being held back is not the cloud's slowness. */
async function waitForTurn(session: Session, key: string): Promise<number> {
  const started = performance.now();
  await unlessAborted(session.ended, session.limiter.take(key));
  return performance.now() - started;
}

/** `<package>:<account or identity>:<module>`: what the clouds count their rate limits by. */
function limitKey({ callers }: Session, { package: name, provider, identity }: Connection, type: string): string {
  const account = callers.get(provider ?? "")?.account ?? identity?.identity ?? "";
  const module = type.split(":")[1]?.split("/")[0] ?? "";
  return `${name}:${account}:${module}`;
}
