import type { Generator } from "./generator.ts";
import { renderReads } from "./aws-reads/render-reads.ts";

export const generators: readonly Generator[] = [{ file: "providers/clouds/aws/read-policy/reads.generated.ts", render: renderReads }];
