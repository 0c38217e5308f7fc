/** What the plugin holds on to for as long as it runs. */
const ballast: Buffer[] = [];

/** Makes the plugin as heavy as a real one: TEST_CLOUD_START_CPU_MS of processor time before it is ready, TEST_CLOUD_BALLAST_MB of memory. */
export function weigh(env: NodeJS.ProcessEnv = process.env): void {
  const cpu = 1000 * Number(env["TEST_CLOUD_START_CPU_MS"] ?? 0);
  const started = process.cpuUsage();
  while (cpu > 0) {
    const { user, system } = process.cpuUsage(started);
    if (user + system >= cpu) break;
  }
  // Filled, because memory that nobody wrote to takes no room.
  for (let megabytes = Number(env["TEST_CLOUD_BALLAST_MB"] ?? 0); megabytes > 0; megabytes--) ballast.push(Buffer.alloc(1024 * 1024, megabytes % 251));
}
