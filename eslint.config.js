import tseslint from "typescript-eslint";

/** The caps of the house style; anything a machine can hold us to stands here. */
const caps = {
  "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
  "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
  "max-depth": ["error", 3],
  "max-params": ["error", 4],
};

export default tseslint.config(
  { ignores: ["dist/", "demo-out/", ".tools/", "**/node_modules/", "**/fixtures/", "**/*.generated.ts"] },
  ...tseslint.configs.recommended,
  {
    rules: {
      ...caps,
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-console": "error",
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true } }],
      "no-restricted-syntax": ["error", { selector: "Program > VariableDeclaration[kind='let']", message: "No mutable state at module level." }],
      eqeqeq: ["error", "always"],
    },
  },
  { files: ["test/**", "scripts/**", "examples/**", "*.config.*"], rules: { "no-console": "off", "max-lines-per-function": "off", "no-restricted-exports": "off" } },
);
