import { defineConfig } from "vitest/config";

/** Real servers that are built from source first: `make test-deep`. */
const deep = { test: { name: "deep", include: ["test/**/*.deep.test.ts"], testTimeout: 300_000, hookTimeout: 1_200_000, fileParallelism: false } };

export default defineConfig({
  test: {
    // Most tests wait for processes and servers half of their time: as many files at once as a small machine has cores, and no more.
    maxWorkers: 2,
    projects: [
      { test: { name: "unit", include: ["test/**/*.test.ts"], exclude: ["test/e2e/**", "test/cloud/**/*.e2e.test.ts", "**/*.deep.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 } },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts", "test/cloud/**/*.e2e.test.ts"],
          exclude: ["**/*.deep.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      ...(process.env["TRUEUP_DEEP"] ? [deep] : []),
    ],
  },
});
