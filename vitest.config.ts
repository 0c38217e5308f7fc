import { defineConfig } from "vitest/config";

/** Real servers that are built from source first: `make test-deep`. */
const deep = { test: { name: "deep", include: ["test/**/*.deep.test.ts"], testTimeout: 300_000, hookTimeout: 1_200_000, fileParallelism: false } };

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/**/*.test.ts"], exclude: ["test/e2e/**", "test/cloud/**/*.e2e.test.ts", "**/*.deep.test.ts"], testTimeout: 20_000 } },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts", "test/cloud/**/*.e2e.test.ts"],
          exclude: ["**/*.deep.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      ...(process.env["TRUEUP_DEEP"] ? [deep] : []),
    ],
  },
});
