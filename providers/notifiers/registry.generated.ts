// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Notifier } from "../../model/ports/notifier.ts";
import { notifier as emailNotifier } from "./email/email.ts";
import { notifier as slackNotifier } from "./slack/slack.ts";
import { notifier as teamsNotifier } from "./teams/teams.ts";
import { notifier as webhookNotifier } from "./webhook/webhook.ts";

export const notifiers: readonly Notifier[] = [emailNotifier, slackNotifier, teamsNotifier, webhookNotifier];
