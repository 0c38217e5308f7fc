import { isJsonObject, jsonEqual, type Json } from "../../model/index.ts";
import { whereSame, type NoiseRule } from "../noise-rule.ts";
import { meaningful, saysNothing } from "./_shared/lists.ts";
import { parsed } from "./_shared/documents.ts";

const TASK = "aws:ecs/taskDefinition:TaskDefinition";
/** What ECS writes where nobody said anything. */
const DEFAULTS: Record<string, Json> = { cpu: 0, essential: true, protocol: "tcp", timeout: 5, interval: 30, retries: 3 };
const NAMED = ["name", "containerPort", "sourceVolume", "sourceContainer"];

export const rule: NoiseRule = {
  id: "aws-container-definitions",
  title: "Container definitions with what ECS fills in",
  why: "ECS returns environment variables in its own order, empty lists and its defaults.",
  issue: "https://github.com/pulumi/pulumi-aws/issues/1738",
  types: [TASK],
  isNoise: whereSame(
    ({ path }) => path.length === 1 && path[0] === "containerDefinitions",
    (expected, actual) => {
      const [left, right] = [parsed(expected), parsed(actual)];
      return left !== undefined && right !== undefined && jsonEqual(canonical(left), canonical(right));
    },
  ),
  examples: {
    noise: [
      {
        shows: "environment variables in another order, empty lists and defaults",
        type: TASK,
        recorded: { containerDefinitions: '[{"name":"web","image":"web:1","environment":[{"name":"B","value":"2"},{"name":"A","value":"1"}],"portMappings":[{"containerPort":80}]}]' },
        found: { containerDefinitions: '[{"cpu":0,"environment":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"essential":true,"image":"web:1","mountPoints":[],"name":"web","portMappings":[{"containerPort":80,"hostPort":80,"protocol":"tcp"}],"volumesFrom":[]}]' },
      },
    ],
    drift: [
      { shows: "another image runs", type: TASK, recorded: { containerDefinitions: '[{"name":"web","image":"web:1"}]' }, found: { containerDefinitions: '[{"name":"web","image":"web:2"}]' } },
      { shows: "a container became privileged", type: TASK, recorded: { containerDefinitions: '[{"name":"web","image":"web:1"}]' }, found: { containerDefinitions: '[{"name":"web","image":"web:1","privileged":true}]' } },
    ],
  },
};

function canonical(value: Json): Json {
  const plain = meaningful(value);
  if (Array.isArray(plain)) return byName(plain.map(canonical));
  if (!isJsonObject(plain)) return plain;
  const told = Object.entries(plain).map(([key, item]) => [key, canonical(item)] as const);
  return Object.fromEntries(told.filter(([key, item]) => !saysNothing(item) && !(key in DEFAULTS && jsonEqual(DEFAULTS[key], item)) && !(key === "hostPort" && jsonEqual(item, plain["containerPort"]))));
}

/** Lists of things with names are sets; a list of words, as a command, is not. */
function byName(items: Json[]): Json[] {
  const nameOf = (item: Json) => (isJsonObject(item) ? NAMED.map(key => JSON.stringify(item[key] ?? null)).join() : undefined);
  return items.every(item => nameOf(item) !== undefined) ? [...items].sort((a, b) => (nameOf(a)! < nameOf(b)! ? -1 : 1)) : items;
}
