import type { NoiseRule } from "../noise-rule.ts";
import { isScaled, numberAt, textAt } from "./_shared/amounts.ts";

const TABLE = "aws:dynamodb/table:Table";
const TARGET = "aws:appautoscaling/target:Target";
const DIMENSIONS: Record<string, string> = { readCapacity: "dynamodb:table:ReadCapacityUnits", writeCapacity: "dynamodb:table:WriteCapacityUnits" };
const target = { type: TARGET, inputs: { resourceId: "table/orders", scalableDimension: DIMENSIONS["readCapacity"]!, minCapacity: 5, maxCapacity: 100 } };

export const rule: NoiseRule = {
  id: "aws-dynamodb-capacity",
  title: "The capacity of a DynamoDB table that is scaled",
  why: "Application Auto Scaling moves the capacity of a table that is its target, between the limits of that target.",
  issue: "https://github.com/terraform-aws-modules/terraform-aws-dynamodb-table/issues/14",
  types: [TABLE],
  isNoise(place) {
    const dimension = DIMENSIONS[String(place.path[0])];
    if (dimension === undefined || place.path.length !== 1) return false;
    const name = textAt(place.outputs, "name") ?? textAt(place.inputs, "name");
    const scaling = place.neighbours.find(({ type, inputs }) => type === TARGET && inputs["resourceId"] === `table/${name}` && inputs["scalableDimension"] === dimension);
    return scaling !== undefined && isScaled(place, numberAt(scaling.inputs, "minCapacity"), numberAt(scaling.inputs, "maxCapacity"));
  },
  examples: {
    noise: [{ shows: "a target in the stack scales reads", type: TABLE, recorded: { name: "orders", readCapacity: 5 }, found: { name: "orders", readCapacity: 60 }, neighbours: [target] }],
    drift: [{ shows: "the stack scales reads, and writes have changed", type: TABLE, recorded: { name: "orders", writeCapacity: 5 }, found: { name: "orders", writeCapacity: 60 }, neighbours: [target] }],
  },
};
