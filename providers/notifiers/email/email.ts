import { z } from "zod";
import { GuidedError, secretReference, type Notice, type Notifier } from "../../../model/index.ts";

const settings = z.object({
  host: z.string().min(1).describe("SMTP server"),
  port: z.int().min(1).max(65_535).default(587),
  tls: z.enum(["starttls", "implicit", "none"]).default("starttls").describe("`implicit` is for port 465; `none` only for a server on this machine"),
  user: z.string().optional(),
  password: secretReference.optional(),
  from: z.email(),
  to: z.array(z.email()).min(1),
});

const DEADLINE_MS = 20_000;

export const notifier: Notifier<z.infer<typeof settings>> = {
  id: "email",
  title: "E-mail, by SMTP",
  settings,
  async tell(notice, { host, port, tls, user, password, from, to }, context) {
    const { createTransport } = await import("nodemailer");
    const auth = user === undefined ? {} : { auth: { user, pass: password ? context.secret(password) : "" } };
    const timeouts = { connectionTimeout: DEADLINE_MS, greetingTimeout: DEADLINE_MS, socketTimeout: DEADLINE_MS };
    const transport = createTransport({ host, port, secure: tls === "implicit", requireTLS: tls === "starttls", ignoreTLS: tls === "none", ...auth, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
    try {
      await transport.sendMail({ from, to, subject: `Trueup: ${notice.title}`, text: textOf(notice) });
    } catch (cause) {
      // The server's own words may quote what it was sent.
      const { code, responseCode } = cause as { code?: string; responseCode?: number };
      throw new GuidedError("NOTIFY_FAILED", `The e-mail was not delivered: ${host}:${port} says ${[code, responseCode].filter(Boolean).join(" ") || "nothing"}.`, "Check the entry of kind email under `notify` in trueup.yaml; the scan itself is in the store (`trueup report`).", { cause });
    } finally {
      transport.close();
    }
  },
};

/** The body of the mail. Pure. */
export function textOf({ title, lines, link, report }: Notice): string {
  const list = lines.map(({ stack, text }) => `${stack}: ${text}`);
  return [title, ...(list.length > 0 ? ["", ...list] : []), "", `Scan ${report.scan.id}, ${report.scan.finishedAt}`, ...(link === undefined ? [] : [link])].join("\n");
}
