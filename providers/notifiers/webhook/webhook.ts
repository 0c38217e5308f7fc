import { createHmac } from "node:crypto";
import { z } from "zod";
import { secretReference, type Notifier } from "../../../model/index.ts";
import { postJson } from "../_shared/post-json.ts";

const settings = z.object({
  url: secretReference.describe("where it is posted"),
  secret: secretReference.optional().describe("signs the body: header `x-trueup-signature: sha256=<HMAC-SHA-256 of the body, hexadecimal>`"),
});

/** The notice as JSON, for programs. */
export const notifier: Notifier<z.infer<typeof settings>> = {
  id: "webhook",
  title: "JSON to an address of your own",
  settings,
  async tell({ title, tone, lines, link, report }, { url, secret }, context) {
    const body = JSON.stringify({ schema: "trueup/notice/v1", title, tone, lines, ...(link === undefined ? {} : { link }), report });
    const signature = secret && `sha256=${createHmac("sha256", context.secret(secret)).update(body).digest("hex")}`;
    await postJson("webhook", context.secret(url), body, signature ? { "x-trueup-signature": signature } : {});
  },
};
