// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Notifier } from "../../model/ports/notifier.ts";

export const notifiers: readonly Notifier[] = [];
