import * as z from "zod/mini";
import { definePolicy } from "../_kit/policy";
import { ATTACH_POINTS, MEMBERSHIPS, PRINCIPAL_TYPES } from "./_shared/aws-risk/attach-points";
import { ESCALATION_PATHS } from "./_shared/aws-risk/escalation-paths";
import { judgeDocuments, judgeTogether } from "./_shared/aws-risk/judge-escalation";
import { ESCALATION_FIX } from "./_shared/aws-risk/tell-escalations";
import { GRANT_DOCUMENTS } from "./_shared/documents";
import { examples } from "./_shared/examples/privilege-escalation";

const options = z.strictObject({
  ignoredPaths: z.prefault(z.array(z.enum(ESCALATION_PATHS.map(({ id }) => id))), []).register(z.globalRegistry, { description: "paths that are put up with, by the id that the finding names" }),
});

export const policy = definePolicy({
  id: "iam-privilege-escalation",
  title: "Nobody can give themselves more rights than they have",
  severity: "critical",
  enforcement: "mandatory",
  why: "Rights that lead to more rights are those of an administrator, only that nobody sees it: one leaked key of a build is then a leaked key of the account.",
  fix: ESCALATION_FIX,
  types: [...new Set([...Object.keys(GRANT_DOCUMENTS), ...Object.keys(ATTACH_POINTS), ...Object.keys(MEMBERSHIPS), ...Object.keys(PRINCIPAL_TYPES)])],
  needs: "estate",
  options,
  check(subject, report, { options: { ignoredPaths }, neighbours }) {
    const context = { neighbours, ignored: ignoredPaths };
    judgeDocuments(subject, report, context);
    judgeTogether(subject, report, context);
  },
  examples,
});
