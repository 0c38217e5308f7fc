import { z } from "zod";
import { configSchema, secretReference } from "../../model/config.ts";

/** Plug-ins with fields of every sort, standing in for the real ones so that these tests do not change with them. */
export const PLUGINS = {
  clouds: [
    { id: "aws", settings: z.object({ role: z.string().regex(/^arn:/, "must be a role's ARN, as arn:aws:iam::123456789012:role/scan"), region: z.string().optional(), externalId: secretReference.optional() }) },
    { id: "kubernetes", settings: z.object({ context: z.string(), timeoutSeconds: z.int().positive().default(10) }) },
  ],
  notifiers: [{ id: "webhook", settings: z.object({ url: secretReference }) }],
  forges: [{ id: "github", settings: z.object({ token: secretReference, url: z.url().optional() }) }],
};

export const SCHEMA = configSchema(PLUGINS);
