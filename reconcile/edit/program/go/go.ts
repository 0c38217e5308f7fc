import type { Language } from "../language.ts";
import { lineEndAt } from "../source.ts";
import { bindingOf } from "./binding.ts";
import { argumentOf, callsOf, inputsGiven, makesType, nameGiven } from "./calls.ts";
import { formatGo } from "./layout/format-go.ts";
import { rewriteLiteral } from "./literal.ts";
import { fieldName } from "./names.ts";
import { inlined, newEntry, newItem, refuseFirstInput } from "./new-value.ts";
import { refuseUnused } from "./unused.ts";
import { viewGo } from "./view.ts";
import { wrapperAround } from "./wrapper.ts";

/** Programs in Go. What the engine tells of their places is a line without a column. */
export const go: Language = {
  runtimes: ["go"],
  grammarOf: file => (file.endsWith(".go") ? "go" : undefined),
  lineEnd: /\n/g,
  packageFolders: ["vendor"],
  view: viewGo,
  calls: callsOf,
  makes: (_source, call, type) => makesType(call, type),
  nameGiven: (_source, call) => nameGiven(call),
  inputs: (_source, call) => inputsGiven(call),
  bindingOf,
  argument: (_source, call, parameter) => argumentOf(call, parameter),
  isProperty: (object, entry, property) => entry.key === (object.shape === "map" ? property : fieldName(property)),
  rewriteLiteral(source, literal, value) {
    const isFloat = typeof value === "number" && Number.isFinite(value) && /^Float64/.test(wrapperAround(source, literal) ?? "");
    return isFloat && literal.type === "int_literal" && !Number.isInteger(value) ? String(value) : rewriteLiteral(literal.text, value, lineEndAt(source, literal.startIndex));
  },
  inlined,
  newEntry,
  newItem,
  firstInput: (source, call) => refuseFirstInput(source, call.node),
  padding: "",
  refuseBroken: refuseUnused,
  format: formatGo,
};
