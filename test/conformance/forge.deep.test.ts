import { describe } from "vitest";
import { realGiteaBenches } from "./forge/gitea-benches.ts";
import { forgeSuite } from "./forge/forge-suite.ts";

describe.each(realGiteaBenches)("$title", forgeSuite);
