import { createDefaultHttpClient, createHttpHeaders, createPipelineFromOptions, createPipelineRequest } from "@azure/core-rest-pipeline";
import type { Json } from "../../../model/index.ts";

/** Some four seconds of failures that may pass; a throttled server says by itself how long to wait. */
export const RETRIES = { maxRetries: 3, retryDelayInMs: 500, maxRetryDelayInMs: 4000 };

export interface HttpClient {
  /** Throttling and passing failures are tried again until `signal` says that it is enough. */
  get(url: string, bearer: string, signal?: AbortSignal): Promise<{ status: number; body: Json | undefined }>;
}

/** The pipeline of the Azure SDKs and not `fetch`, because it goes through the same proxy and trusts the same authorities as the sign-in does. */
export function httpClient(): HttpClient {
  const pipeline = createPipelineFromOptions({ retryOptions: RETRIES });
  const client = createDefaultHttpClient();
  return {
    async get(url, bearer, signal) {
      const headers = createHttpHeaders({ authorization: `Bearer ${bearer}`, accept: "application/json" });
      const { status, bodyAsText } = await pipeline.sendRequest(client, createPipelineRequest({ url, headers, ...(signal ? { abortSignal: signal } : {}) }));
      return { status, body: parsed(bodyAsText ?? "") };
    },
  };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
