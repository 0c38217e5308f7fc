// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { CliCommand } from "../command.ts";
import { command as doctorCommand } from "./doctor.ts";
import { command as identityCommand } from "./identity.ts";
import { command as initCommand } from "./init.ts";
import { command as policyCommand } from "./policy.ts";
import { command as reconcileCommand } from "./reconcile.ts";
import { command as reportCommand } from "./report.ts";
import { command as restoreCommand } from "./restore.ts";
import { command as scanCommand } from "./scan.ts";
import { command as schemaCommand } from "./schema.ts";
import { command as serveCommand } from "./serve.ts";
import { command as snapshotCommand } from "./snapshot.ts";
import { command as workerCommand } from "./worker.ts";

export const commands: readonly CliCommand[] = [doctorCommand, identityCommand, initCommand, policyCommand, reconcileCommand, reportCommand, restoreCommand, scanCommand, schemaCommand, serveCommand, snapshotCommand, workerCommand];
