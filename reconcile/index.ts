export { applyEdits } from "./edit/apply-edits.ts";
export { edit } from "./edit/edit.ts";
export { editTogether, type EditedTogether } from "./edit/edit-together.ts";
export { edit as editSchema, editAnswer, editRequest, type Edit, type EditAnswer, type EditRequest, type ReadFile, type SourcePosition } from "./edit/edit-request.ts";
export { REFUSALS, type RefusalCode } from "./refusal.ts";
