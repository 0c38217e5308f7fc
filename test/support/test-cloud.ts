import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { openFaults, type Faults } from "../cloud/faults.ts";
import { openFileCloud, type FileCloud } from "../cloud/file-cloud.ts";

export interface TestCloud {
  /** For the engine: PATH with the provider plugins first, and where they find their clouds. */
  env: NodeJS.ProcessEnv;
  /** Everything but AWS. */
  files: FileCloud;
  faults: Faults;
  stop(): Promise<void>;
}

/** The folder of provider plugins that goes on PATH. */
export const PLUGIN_BIN = resolve(import.meta.dirname, "../cloud/bin");

/** A new empty cloud of its own for one test or file of tests. */
export async function startTestCloud(): Promise<TestCloud> {
  const home = mkdtempSync(join(tmpdir(), "trueup-cloud-"));
  const files = openFileCloud(join(home, "objects"));
  const faults = openFaults(join(home, "faults.json"));
  mkdirSync(join(home, "user"));
  const env = {
    PATH: [PLUGIN_BIN, process.env["PATH"]].join(delimiter),
    TEST_CLOUD_DIR: files.dir,
    TEST_CLOUD_FAULTS: faults.file,
    // Nothing of the machine's own user may decide what a test sees.
    KUBECONFIG: join(home, "no-kubeconfig"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, "no-credentials"),
    AWS_CONFIG_FILE: join(home, "no-config"),
    AWS_EC2_METADATA_DISABLED: "true",
  };
  return { env, files, faults, stop: async () => rmSync(home, { recursive: true, force: true }) };
}
