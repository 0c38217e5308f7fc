export { applyEdits } from "./apply-edits.ts";
export { edit } from "./edit.ts";
export { edit as editSchema, editAnswer, editRequest, type Edit, type EditAnswer, type EditRequest, type ReadFile, type SourcePosition } from "./edit-request.ts";
export { REFUSALS, type RefusalCode } from "./refusal.ts";
