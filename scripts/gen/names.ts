import type { Generator } from "./generator.ts";
import { renderNameRules, renderNameSources } from "./names/render-names.ts";
import { renderTaggable } from "./names/render-taggable.ts";

/**
 * What names are legal, from the tables `names/<cloud>.names`. A line of them is
 * `type  property  scope  length  characters  [flag …]`, in which
 * - the type is without its cloud; `ec2/vpc` stands for `aws:ec2/vpc:Vpc`;
 * - the property is where the name stands (several: the first that is set), `-` where it has none of its own;
 * - the scope is within what a name is unique: `global`, `account` (subscription, project), `region`, `group` (resource group),
 *   `in:property+property` (what these name), `none`;
 * - length and characters are `min-max` and the inside of a character class, or `@service.Operation.Member` for the rule in AWS's API model;
 * - flags are `^first` and `$last` characters, `!text` for what may not be in it (`!^text` first, `!$text` last, `!=text` alone; in any case),
 *   `+text` for what it must begin with, `?check` for a check of its own (checks.ts), `~case` where case does not tell names apart,
 *   `space=type` where it shares its names with another type, `inplace` where a new name is no new resource, `slug=a,b` for what `{type}` is.
 * `let name = …` names characters and flags, `=name` takes them; `source` says where what follows it is from (`sdk`: what the provider's
 * page of the type says); a rule of an API model is followed by `@service.Operation.Member` in what is generated.
 */
export const generators: readonly Generator[] = [
  { file: "policypacks/_kit/facts/name-sources.generated.ts", render: renderNameSources },
  { file: "policypacks/naming/_shared/name-rules.generated.ts", render: renderNameRules },
  { file: "policypacks/naming/_shared/taggable.generated.ts", render: renderTaggable },
];
