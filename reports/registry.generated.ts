// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { ReportFormat } from "../model/ports/report-format.ts";
import { format as htmlFormat } from "./html.ts";
import { format as jsonFormat } from "./json.ts";
import { format as markdownFormat } from "./markdown.ts";
import { format as textFormat } from "./text.ts";

export const formats: readonly ReportFormat[] = [htmlFormat, jsonFormat, markdownFormat, textFormat];
