import { z } from "zod";
import { secretReference, type Notice, type Notifier, type NoticeTone } from "../../../model/index.ts";
import { postJson } from "../_shared/post-json.ts";

const settings = z.object({ url: secretReference.describe("address of the incoming webhook") });

const SIGNS: Record<NoticeTone, string> = { drifted: ":red_circle:", untold: ":large_yellow_circle:", resolved: ":large_green_circle:", clean: ":large_green_circle:" };
/** A section takes 3,000 characters, a message 50 blocks: https://docs.slack.dev/reference/block-kit/blocks/section-block */
const LINES_OF_A_SECTION = 10;
const MOST_LINES = 60;
const LONGEST_LINE = 280;

export const notifier: Notifier<z.infer<typeof settings>> = {
  id: "slack",
  title: "Slack, by an incoming webhook",
  settings,
  tell: (notice, { url }, context) => postJson("slack", context.secret(url), JSON.stringify(slackMessage(notice))),
};

/** The message as Slack wants it. Pure. */
export function slackMessage({ title, tone, lines, link }: Notice) {
  const shown = lines.slice(0, MOST_LINES).map(line => `${SIGNS[line.tone]} *${plain(line.stack)}*  ${plain(line.text)}`.slice(0, LONGEST_LINE));
  const rest = lines.length > shown.length ? [`… and ${lines.length - shown.length} more`] : [];
  const sections = [];
  for (let i = 0; i < shown.length; i += LINES_OF_A_SECTION) sections.push(section(shown.slice(i, i + LINES_OF_A_SECTION).join("\n")));
  return {
    text: `${SIGNS[tone]} Trueup: ${plain(title)}`,
    blocks: [section(`${SIGNS[tone]} *Trueup: ${plain(title)}*`), ...sections, ...rest.map(section), ...(link === undefined ? [] : [section(`<${link}|Read the report>`)])],
  };
}

function section(text: string) {
  return { type: "section", text: { type: "mrkdwn", text } };
}

/** Text that Slack shows as it is: no mention, no link, no formatting. https://docs.slack.dev/messaging/formatting-message-text */
function plain(text: string): string {
  const zeroWidth = "\u200b";
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/[*_~`]/g, character => `${character}${zeroWidth}`);
}
