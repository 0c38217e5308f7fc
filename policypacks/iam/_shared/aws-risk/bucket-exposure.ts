import type { IndexDefinition, Neighbours } from "../../../_kit/neighbours";
import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import { ifKnown } from "../../../_kit/undecided";
import type { Value } from "../../../_kit/value";

const BUCKET = "aws:s3/bucket:Bucket";
const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const ACCOUNT_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";

const NATIVE_BUCKET = "aws-native:s3:Bucket";

export const BUCKET_TYPES = [BUCKET, "aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketPolicy:BucketPolicy", "aws-native:s3:BucketPolicy"];

/** Canned lists and groups that are everybody: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
const OPEN_ACLS: ReadonlySet<string> = new Set(["public-read", "public-read-write", "authenticated-read"]);
const OPEN_GROUP = /^https?:\/\/acs\.amazonaws\.com\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

interface Guards {
  /** What is said of a bucket, by its URN or name. */
  byBucket: Map<string, Subject[]>;
  accounts: Subject[];
}

const guards: IndexDefinition<Guards> = {
  types: [BLOCK, ACCOUNT_BLOCK, OWNERSHIP],
  start: () => ({ byBucket: new Map(), accounts: [] }),
  add({ byBucket, accounts }, subject, neighbours) {
    if (subject.type === ACCOUNT_BLOCK) return void accounts.push(subject);
    const key = bucketOf(subject, neighbours);
    if (key !== undefined) byBucket.set(key, [...(byBucket.get(key) ?? []), subject]);
  },
};

/** Whether a public access block makes a policy of this bucket mean nobody else, or refuses it: for the bucket or for its account. */
export function isPolicyBlocked(subject: Subject, neighbours: Neighbours): boolean {
  return guardsOf(subject, neighbours).some(guard => isOn(guard, "restrictPublicBuckets") || isOn(guard, "blockPublicPolicy"));
}

/** Reports access control lists that let everybody in, where nothing switches them off. */
export function judgeAccessLists(subject: Subject, report: Report, neighbours: Neighbours): void {
  const lists = [...subject.props.find("acl"), ...subject.props.find("grants.*.uri"), ...subject.props.find("accessControlPolicy.grants.*.grantee.uri")];
  report.each(lists, list => {
    if (!isOpen(list) || guardsOf(subject, neighbours).some(switchesListsOff)) return;
    report(`${list.path} ${list} lets anybody use the bucket.`, { fix: "Remove the list, have bucketOwnershipControls enforce the bucket's owner, and switch on all four settings of a bucketPublicAccessBlock; publish through CloudFront." });
  });
}

function isOpen(list: Value): boolean {
  const text = list.text() ?? "";
  return OPEN_ACLS.has(text) || OPEN_GROUP.test(text);
}

function switchesListsOff(guard: Subject): boolean {
  if (guard.type === OWNERSHIP) return ifKnown(() => guard.props.at("rule", "objectOwnership").text()) === "BucketOwnerEnforced";
  return isOn(guard, "ignorePublicAcls") || isOn(guard, "blockPublicAcls");
}

function guardsOf(subject: Subject, neighbours: Neighbours): Subject[] {
  const { byBucket, accounts } = neighbours.index(guards);
  const native = nativeBucketOf(subject, neighbours);
  if (native) return [native];
  const key = subject.type === BUCKET ? subject.urn : bucketOf(subject, neighbours);
  const name = ifKnown(() => subject.props.at("bucket").text());
  const ofBucket = [...new Set([key, name])].flatMap(known => (known === undefined ? [] : (byBucket.get(known) ?? [])));
  return [...ofBucket, ...accounts.filter(block => guardsAccountOf(block, subject))];
}

/** Of another stack's block it must be known that it is for the same account; the stack's own is for the one that the stack is in. */
function guardsAccountOf(block: Subject, { place }: Subject): boolean {
  const account = ifKnown(() => block.props.at("accountId").text()) ?? block.place.account;
  return block.isForeign ? account !== undefined && account === place.account : account === undefined || place.account === undefined || account === place.account;
}

function bucketOf(subject: Subject, neighbours: Neighbours): string | undefined {
  const reference = ifKnown(() => neighbours.referenceOf(subject, "bucket", [BUCKET]));
  return reference && ("urn" in reference ? reference.urn : reference.outside);
}

/** There the block is a property of the bucket itself. */
function nativeBucketOf(subject: Subject, neighbours: Neighbours): Subject | undefined {
  if (!subject.type.startsWith("aws-native:")) return undefined;
  const reference = ifKnown(() => neighbours.referenceOf(subject, "bucket", [NATIVE_BUCKET]));
  return reference && "urn" in reference ? neighbours.subjectOf(reference.urn) : undefined;
}

function isOn({ type, props }: Subject, setting: string): boolean {
  const block = type === NATIVE_BUCKET ? props.at("publicAccessBlockConfiguration") : props;
  return ifKnown(() => block.at(setting).flag()) === true;
}
