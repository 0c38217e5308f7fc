import { z } from "zod";
import { secretReference, type Notice, type Notifier, type NoticeTone } from "../../../model/index.ts";
import { postJson } from "../_shared/post-json.ts";

const settings = z.object({ url: secretReference.describe("address of the workflow that posts to a channel when a webhook request is received") });

const COLOURS: Record<NoticeTone, string> = { drifted: "attention", untold: "warning", resolved: "good", clean: "good" };
/** A message may have 28 KB: https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using */
const MOST_LINES = 40;
const LONGEST_LINE = 280;

export const notifier: Notifier<z.infer<typeof settings>> = {
  id: "teams",
  title: "Microsoft Teams, by a workflow",
  settings,
  tell: (notice, { url }, context) => postJson("teams", context.secret(url), JSON.stringify(teamsMessage(notice))),
};

/** The message as an adaptive card. Pure. https://adaptivecards.io/explorer/ */
export function teamsMessage({ title, tone, lines, link }: Notice) {
  const shown = lines.slice(0, MOST_LINES);
  const body = [
    { type: "TextBlock", size: "medium", weight: "bolder", wrap: true, color: COLOURS[tone], text: `Trueup: ${plain(title)}` },
    ...shown.map(line => ({ type: "TextBlock", wrap: true, spacing: "small", color: COLOURS[line.tone], text: `${plain(line.stack)}: ${plain(line.text)}`.slice(0, LONGEST_LINE) })),
    ...(lines.length > shown.length ? [{ type: "TextBlock", text: `… and ${lines.length - shown.length} more` }] : []),
  ];
  const actions = link === undefined ? {} : { actions: [{ type: "Action.OpenUrl", title: "Read the report", url: link }] };
  const content = { $schema: "http://adaptivecards.io/schemas/adaptive-card.json", type: "AdaptiveCard", version: "1.4", body, ...actions };
  return { type: "message", attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content }] };
}

/** Text blocks read Markdown; a name must not become any. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]()<>#~]/g, character => `\\${character}`);
}
