import type { Severity } from "../../../_kit/finding";
import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";

interface PublicSetting {
  path: string;
  isPublic(text: string): boolean;
  says: string;
  /** Where it is less than the rule's own. */
  severity?: Severity;
}

const OPENS = "lets anybody in";
const EVERYBODY = /(^|:)all(Authenticated)?Users$/;
const byEntity = (path: string): PublicSetting => ({ path, isPublic: text => EVERYBODY.test(text), says: OPENS });
/** https://cloud.google.com/storage/docs/access-control/lists#predefined-acl */
const byPredefinedAcl = (path: string): PublicSetting => ({ path, isPublic: text => /^(publicRead|publicReadWrite|authenticatedRead)$/i.test(text), says: OPENS });

/** Where things of Google Cloud are made public by other means than a role, by normalised type. */
export const PUBLIC_SETTINGS: Record<string, readonly PublicSetting[]> = {
  "gcp:storage/bucketACL:BucketACL": [byPredefinedAcl("predefinedAcl"), byPredefinedAcl("defaultAcl"), byEntity("roleEntities.*")],
  "gcp:storage/defaultObjectACL:DefaultObjectACL": [byEntity("roleEntities.*")],
  "gcp:storage/objectACL:ObjectACL": [byPredefinedAcl("predefinedAcl"), byEntity("roleEntities.*")],
  "gcp:storage/bucketAccessControl:BucketAccessControl": [byEntity("entity")],
  "gcp:storage/defaultObjectAccessControl:DefaultObjectAccessControl": [byEntity("entity")],
  "gcp:storage/objectAccessControl:ObjectAccessControl": [byEntity("entity")],
  "gcp:bigquery/dataset:Dataset": [byEntity("accesses.*.specialGroup"), byEntity("accesses.*.iamMember")],
  "gcp:bigquery/datasetAccess:DatasetAccess": [byEntity("specialGroup"), byEntity("iamMember")],
  // https://cloud.google.com/run/docs/securing/managing-access#invoker_check
  "gcp:cloudrunv2/service:Service": [{ path: "invokerIamDisabled", isPublic: text => text === "true", says: "lets anybody call the service", severity: "medium" }],
};

/** Reports what is set so that anybody gets in. */
export function judgePublicSettings({ type, props }: Subject, report: Report): void {
  report.each(PUBLIC_SETTINGS[type] ?? [], ({ path, isPublic, says, severity }) =>
    report.each(props.find(path), value => {
      if (isPublic(value.text() ?? "")) report(`${value.path} ${value} ${says}.`, severity ? { severity } : {});
    }));
}
