import { expect, test } from "vitest";
import { Undecided } from "../../policypacks/_kit/undecided.ts";
import { Value } from "../../policypacks/_kit/value.ts";
import { unknown } from "../../policypacks/_kit/wire.ts";
import { wideSources } from "../../policypacks/network/_shared/wide-sources.ts";

test.each([
  [["0.0.0.0/0"], "0.0.0.0/0", "the whole internet"],
  [["::/0"], "::/0", "the whole internet"],
  [["::ffff:0.0.0.0/96"], "::ffff:0.0.0.0/96", "the whole internet"],
  [["1.2.3.4/0"], "1.2.3.4/0", "the whole internet"],
  [["0.0.0.0/1", "128.0.0.0/1"], "0.0.0.0/1, 128.0.0.0/1", "the whole internet"],
  [["128.0.0.0/2", "192.0.0.0/2", "10.0.0.0/8", "0.0.0.0/1"], "0.0.0.0/1, 128.0.0.0/2, 192.0.0.0/2", "the whole internet"],
  [["0.0.0.0/1"], "0.0.0.0/1", "50 % of the internet"],
  [["64.0.0.0/4"], "64.0.0.0/4", "6.2 % of the internet"],
  [["20.0.0.0/8", "21.0.0.0/8"], "20.0.0.0/8, 21.0.0.0/8", "0.7 % of the internet"],
  [["2000::/3"], "2000::/3", "12.5 % of the internet"],
  [["Internet"], "Internet", "the whole internet"],
  [["*", "10.0.0.0/8"], "*", "the whole internet"],
  [["10.0.0.0/8", "0.0.0.0/0"], "0.0.0.0/0", "the whole internet"],
])("%j is wide", (sources, wide, share) => {
  const found = wideSources(valuesOf(sources));
  expect({ wide: found?.values.map(String).join(", "), share: found?.share }).toEqual({ wide, share });
});

test.each([[["10.0.0.0/8"]], [["172.16.0.0/12", "192.168.0.0/16"]], [["20.0.0.0/8"]], [["fd00::/8", "fe80::/10"]], [["2001:db8::/32"]], [["203.0.113.7"]], [["VirtualNetwork"]], [["sg-1"]], [[]]])("%j is not", sources => {
  expect(wideSources(valuesOf(sources))).toBeUndefined();
});

test("an unknown source is undecided, unless another one is wide for certain", () => {
  expect(() => wideSources(valuesOf(["10.0.0.0/8", unknown]))).toThrow(Undecided);
  expect(wideSources(valuesOf([unknown, "0.0.0.0/0"]))?.values.map(String)).toEqual(["0.0.0.0/0"]);
});

function valuesOf(sources: readonly string[]): Value[] {
  return new Value({ sources: [...sources] }).find("sources.*");
}
