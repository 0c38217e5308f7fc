// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Policy } from "../_kit/policy";
import { policies as naming } from "../naming/registry.generated";
import { policies as network } from "../network/registry.generated";
import { policies as iam } from "../iam/registry.generated";
import { policies as limits } from "../limits/registry.generated";

export const policies: readonly Policy[] = [...naming, ...network, ...iam, ...limits];
