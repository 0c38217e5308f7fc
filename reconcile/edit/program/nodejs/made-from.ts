/** Where compilers are told to write, as a rule. */
const OUTPUT = /^(?:bin|build|dist|lib|out)\//;

/** The TypeScript that a JavaScript file may be compiled from: beside it, or outside the folder of what is compiled. */
export function madeFrom(file: string): string[] {
  if (!/\.[cm]?jsx?$/.test(file)) return [];
  const source = file.replace(/js(x?)$/, "ts$1");
  const outside = source.replace(OUTPUT, "");
  return outside === source ? [source] : [source, outside, `src/${outside}`];
}
