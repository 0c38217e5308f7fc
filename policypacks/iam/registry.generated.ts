// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Policy } from "../_kit/policy";
import { policy as iamNoAdminPolicy } from "./iam-no-admin-policy";
import { policy as iamNoOpenTrust } from "./iam-no-open-trust";
import { policy as iamNoServiceWildcard } from "./iam-no-service-wildcard";

export const policies: readonly Policy[] = [iamNoAdminPolicy, iamNoOpenTrust, iamNoServiceWildcard];
