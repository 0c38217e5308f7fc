import { describe } from "vitest";
import { testEditCases } from "./edit-case.ts";
import { yamlCases } from "./edit-yaml-cases.ts";

for (const [about, cases] of Object.entries(yamlCases)) describe(about, () => testEditCases(cases));
