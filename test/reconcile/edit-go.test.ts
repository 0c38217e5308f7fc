import { testEditCases } from "./edit-case.ts";
import { goCases } from "./edit-go-cases.ts";

testEditCases(goCases);
