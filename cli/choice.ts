import { closestWord } from "../model/closest-word.ts";
import { GuidedError } from "../model/guided-error.ts";

/** For commander's `argParser`: takes one of `words`. @throws {GuidedError} USAGE with what was probably meant, and all that is allowed */
export function choice<Word extends string>(name: string, words: readonly Word[]): (value: string) => Word {
  return value => {
    const known = words.find(word => word === value);
    if (known !== undefined) return known;
    const meant = closestWord(value, words);
    throw new GuidedError("USAGE", `${name} is "${value}", which is not one that Trueup knows.`, `${meant ? `Did you mean ${meant}? ` : ""}Allowed: ${words.join(", ")}.`);
  };
}
