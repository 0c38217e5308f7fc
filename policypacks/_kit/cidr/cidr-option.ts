import * as z from "zod/mini";
import { type Cidr, isCidr, parseCidr } from "./cidr";

/** A CIDR block in the options of a rule. */
export const cidrOption = z.pipe(
  z.string().check(z.refine(text => isCidr(parseCidr(text)), "is not a CIDR block")),
  z.transform(text => parseCidr(text) as Cidr),
);
