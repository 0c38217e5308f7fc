import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { selectStacks, type SelectedStack } from "../../estate/select-stacks.ts";
import type { Config } from "../../model/config.ts";
import { GuidedError } from "../../model/guided-error.ts";
import type { Backend } from "../../model/ports/engine.ts";
import type { StackRef } from "../../model/stack.ts";
import { orderPath, stackOf, type Order } from "../../reconcile/restore/order.ts";
import { readOrder } from "../../reconcile/restore/read-order.ts";
import { readProject } from "../../reconcile/requests/read-project.ts";

/** Where an order is carried out. */
export interface OrderPlace {
  ref: StackRef;
  /** Absolute path of the project folder. */
  dir: string;
}

/** Reads the file that `--order` names. @throws {GuidedError} ORDER_INVALID, USAGE where there is no such file */
export function openOrder(file: string, { cwd }: { cwd: string }): Order {
  const path = resolve(cwd, file);
  if (!existsSync(path)) throw new GuidedError("USAGE", `--order is ${file}, and there is no such file.`, "Name a file of `.trueup/orders` in a checkout of the repository.");
  return readOrder(readFileSync(path, "utf8"), file);
}

/** The rule that looks after the order's stack; `undefined` where there is none. */
export function ruleFor(order: Order, config: Config): SelectedStack | undefined {
  return selectStacks(config, [stackOf(order)]).stacks[0];
}

/** Finds the stack and the program of an order in this checkout, and nowhere else. @throws {GuidedError} ORDER_REFUSED, BACKEND_UNREACHABLE */
export async function placeOf(order: Order, file: string, { rule, backend }: { rule: SelectedStack | undefined; backend: (name: string) => Backend }): Promise<OrderPlace> {
  const root = repositoryOf(order, file);
  checkSource(order, rule);
  const { project, stack, organization } = order.stack;
  const ref = (await backend(order.stack.backend).list()).find(one => one.project === project && one.stack === stack && one.organization === organization);
  if (!ref) throw refused(`Its stack ${project}/${stack} is not in backend ${order.stack.backend}.`, "Check `backends` in trueup.yaml; where the stack is gone, delete the order.");
  await checkProgram(order, root, ref);
  return { ref, dir: join(root, order.folder) };
}

/** An order stands where it was merged to: the folder around `.trueup/orders` is the repository. */
function repositoryOf(order: Order, file: string): string {
  const path = resolve(file);
  const root = resolve(dirname(path), "../..");
  if (relative(root, path) === orderPath(order)) return root;
  throw refused(`It stands at ${file}, and an order is carried out from ${orderPath(order)} of a checkout alone.`, "Check the repository out, and name the file in it.");
}

function checkSource({ repository, folder, stack: { project, stack } }: Order, rule: SelectedStack | undefined): void {
  const source = rule?.source;
  if (source && source.repository !== repository) throw refused(`It is for the repository ${repository}; trueup.yaml says that ${project}/${stack} comes from ${source.repository}.`, "Carry it out in the repository it was made for.");
  if (source && join(source.path) !== join(folder)) throw refused(`It is for the folder ${folder}; trueup.yaml says that the program of ${project}/${stack} is in ${source.path}.`, "Let `trueup reconcile` make a new one.");
}

async function checkProgram({ folder }: Order, root: string, ref: StackRef): Promise<void> {
  const readFile = async (path: string): Promise<Uint8Array | undefined> => (existsSync(join(root, path)) ? readFileSync(join(root, path)) : undefined);
  try {
    await readProject({ readFile }, folder, ref);
  } catch (error) {
    if (!(error instanceof GuidedError)) throw error;
    throw refused(error.message, "Carry it out in a checkout of the repository and the branch it was merged to.");
  }
}

export function refused(message: string, hint: string): GuidedError {
  return new GuidedError("ORDER_REFUSED", message, hint);
}
