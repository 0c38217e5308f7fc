import { testEditCases } from "./edit-case.ts";
import { pythonCases } from "./edit-python-cases.ts";

testEditCases(pythonCases);
