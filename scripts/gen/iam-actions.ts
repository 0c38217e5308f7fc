import type { Generator } from "./generator.ts";
import { renderActions } from "./iam-actions/render-actions.ts";

export const generators: readonly Generator[] = [{ file: "policypacks/iam/_shared/aws/actions.generated.ts", render: renderActions }];
