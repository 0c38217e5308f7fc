/** The layers of docs/architecture.md: imports point at model/, only cli/ sees everything. */
const leaf = (folder, alsoAllowed = []) => ({
  name: `${folder}-imports-only-model`,
  severity: "error",
  comment: `${folder}/ may import model/ and itself${alsoAllowed.length ? `, ${alsoAllowed.join(", ")}` : ""}; wiring belongs in cli/.`,
  from: { path: `^${folder}/` },
  to: { path: "^(model|policypacks|estate|drift|reconcile|providers|reports|service|cli|test|scripts)/", pathNot: `^(${["model", folder, ...alsoAllowed].join("|")})/` },
});
const SOCKETS_AND_PROCESSES = "^(node:)?(child_process|net|tls|http|https|http2|dgram|dns|cluster)$";

module.exports = {
  forbidden: [
    leaf("policypacks"), leaf("estate"), leaf("drift"), leaf("reconcile"), leaf("providers"), leaf("reports"),
    leaf("service", ["reports"]),
    { name: "model-imports-only-zod", severity: "error", from: { path: "^model/" }, to: { pathNot: ["^model/", "^node_modules/zod/"] } },
    { name: "packs-import-nothing-of-ours", severity: "error", from: { path: "^policypacks/" }, to: { path: "^model/" } },
    { name: "only-providers-reach-out", severity: "error", comment: "Only providers/ opens sockets or starts processes.", from: { path: "^(model|policypacks|estate|drift|reconcile|reports|service|cli)/" }, to: { path: SOCKETS_AND_PROCESSES } },
    { name: "plug-ins-do-not-meet", severity: "error", comment: "Plug-ins of a kind never import one another; shared parts live in _shared/.", from: { path: "^providers/(clouds|engines|forges|notifiers)/([^/]+)/" }, to: { path: "^providers/$1/", pathNot: ["^providers/$1/$2/", "^providers/$1/_shared/"] } },
    { name: "only-wire-chooses", severity: "error", comment: "Only cli/wire.ts chooses implementations.", from: { path: "^cli/", pathNot: ["^cli/wire\\.ts$", "^cli/wire/"] }, to: { path: "^providers/" } },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-dev-dependencies-in-the-product", severity: "error", from: { path: "^(model|policypacks|estate|drift|reconcile|providers|reports|service|cli)/" }, to: { dependencyTypes: ["npm-dev"] } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"], extensions: [".ts", ".js", ".cjs", ".mjs", ".json"] },
  },
};
