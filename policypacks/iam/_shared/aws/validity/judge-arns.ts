import { awsPartition, type Place } from "../../../../_kit/place";
import type { Report } from "../../../../_kit/policy";
import type { Subject } from "../../../../_kit/resource";
import type { Value } from "../../../../_kit/value";
import { type Arn, isOpen, readArn } from "../arn";
import { readOperator } from "../condition-operators";
import { meant } from "../hint";
import type { PolicyDocument, PolicyStatement } from "../policy-document";

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const PARTITIONS = ["aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"];
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;
/** These take resources without the ARN around them, as `execute-api:/prod/GET/*`. */
const SHORT_FORMS = ["aws:apigateway/restApi:RestApi", "aws:apigateway/restApiPolicy:RestApiPolicy"];

/** Reports ARNs that are none, and ARNs of another partition than the one that the policy is for: there they match nothing. */
export function judgeArns({ statements }: PolicyDocument, { type, place }: Pick<Subject, "type" | "place">, report: Report): void {
  const home = place.partition ? { partition: place.partition, reason: placeText(place) } : undefined;
  const places = statements.flatMap(statement => arnsOf(statement, SHORT_FORMS.includes(type)));
  const elsewhere = home ?? commonPartition(places);
  report.each(places.filter(({ value }) => !value.isUnknown), ({ value, mustBeArn }) => {
    const text = value.text() ?? "";
    const arn = readArn(text);
    if (arn) judgeArn(value, arn, elsewhere, report);
    else if (mustBeArn && !/^\*+$/.test(text) && !text.startsWith("${")) report(`${value.path} ${value} is no ARN.`, { fix: "Write arn:partition:service:region:account:resource, with empty parts left empty, or * for everything." });
  });
}

interface ArnPlace {
  value: Value;
  /** Whether nothing but an ARN (or `*`) can stand there. */
  mustBeArn: boolean;
}

interface Home {
  partition: string;
  /** Why it is that one. */
  reason: string;
}

function arnsOf({ resources, notResources, principals, notPrincipals, conditions }: PolicyStatement, hasShortForm: boolean): ArnPlace[] {
  const answers = conditions.filter(({ operator, at }) => readOperator(operator)?.comparison === "Arn" && !at.isUnknown).flatMap(({ at }) => at.items());
  return [
    ...[...(resources ?? []), ...(notResources ?? [])].map(value => ({ value, mustBeArn: !hasShortForm })),
    ...[...(principals ?? []), ...(notPrincipals ?? [])].map(({ who }) => ({ value: who, mustBeArn: false })),
    ...answers.map(value => ({ value, mustBeArn: false })),
  ];
}

function judgeArn(value: Value, { partition, region, account }: Arn, home: Home | undefined, report: Report): void {
  if (!isOpen(partition) && !PARTITIONS.includes(partition)) report(`${value.path} ${value} is of a partition that there is not${meant(value, home?.partition)}.`, { fix: `The partitions are ${PARTITIONS.join(", ")}.` });
  else if (!isOpen(partition) && home && partition !== home.partition) report(`${value.path} ${value} matches nothing: ${home.reason}.`, { fix: `Write arn:${home.partition}:…, or take the partition from aws.getPartition().` });
  else if (!isOpen(partition) && REGION.test(region) && awsPartition(region) !== partition) report(`${value.path} ${value} matches nothing: that region is not in that partition.`, { fix: value.isSecret ? "Write the partition of the region." : `${region} is in ${awsPartition(region)}.` });
  if (region !== "" && !isOpen(region) && !REGION.test(region) && !/^(aws-)?global$/.test(region)) report(`${value.path} ${value} has no name of a region in its fourth part.`, { fix: "Write a region as eu-west-1, * for all of them, or nothing where the service has none." });
  if (/^\d+$/.test(account) && account.length !== 12) report(`${value.path} ${value} has an account number that has not twelve digits.`, { fix: "Account numbers have twelve digits; leading zeros belong to them, so write them as text." });
}

function placeText({ partition, region }: Place): string {
  return `the policy is for ${partition}${region ? ` (${region})` : ""}`;
}

/** Where it is not known for which partition a document is, its ARNs must at least agree: the first of them says. */
function commonPartition(places: readonly ArnPlace[]): Home | undefined {
  for (const { value } of places) {
    const arn = value.isUnknown ? undefined : readArn(value.text() ?? "");
    if (arn && PARTITIONS.includes(arn.partition) && !value.isSecret) return { partition: arn.partition, reason: `${value.path} of the same policy is of ${arn.partition}` };
  }
  return undefined;
}
