// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Policy } from "../_kit/policy";
import { policy as namingConvention } from "./naming-convention";
import { policy as namingLabels } from "./naming-labels";
import { policy as namingLegal } from "./naming-legal";
import { policy as namingLogical } from "./naming-logical";
import { policy as namingNoSecretsOrJunk } from "./naming-no-secrets-or-junk";
import { policy as namingRenameReplaces } from "./naming-rename-replaces";
import { policy as namingRequiredTags } from "./naming-required-tags";
import { policy as namingStack } from "./naming-stack";
import { policy as namingTagsAgree } from "./naming-tags-agree";
import { policy as namingTruncation } from "./naming-truncation";
import { policy as namingUnique } from "./naming-unique";

export const policies: readonly Policy[] = [namingConvention, namingLabels, namingLegal, namingLogical, namingNoSecretsOrJunk, namingRenameReplaces, namingRequiredTags, namingStack, namingTagsAgree, namingTruncation, namingUnique];
