// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { FindingFormat } from "../../model/ports/finding-format.ts";
import { format as githubFindingFormat } from "./github.ts";
import { format as jsonFindingFormat } from "./json.ts";
import { format as junitFindingFormat } from "./junit.ts";
import { format as markdownFindingFormat } from "./markdown.ts";
import { format as sarifFindingFormat } from "./sarif.ts";
import { format as textFindingFormat } from "./text.ts";

export const findingFormats: readonly FindingFormat[] = [githubFindingFormat, jsonFindingFormat, junitFindingFormat, markdownFindingFormat, sarifFindingFormat, textFindingFormat];
