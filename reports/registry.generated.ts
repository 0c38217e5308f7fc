// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { ReportFormat } from "../model/ports/report-format.ts";

export const formats: readonly ReportFormat[] = [];
