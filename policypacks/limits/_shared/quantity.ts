const BINARY = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const DECIMAL = ["k", "M", "G", "T", "P", "E"];

/** The number that a quantity of Kubernetes stands for: `100m` is 0.1, `1Gi` 1073741824. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export function parseQuantity(text: string): number | undefined {
  const [, digits, suffix = ""] = /^([+-]?(?:\d+\.?\d*|\.\d+))([eE][+-]?\d+|[KMGTPE]i|[numkKMGTPE])?$/.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const factor = factorOf(suffix);
  return factor === undefined ? undefined : Number(digits) * factor;
}

function factorOf(suffix: string): number | undefined {
  if (suffix === "") return 1;
  if (/^[eE][+-]?\d+$/.test(suffix)) return 10 ** Number(suffix.slice(1));
  if (BINARY.includes(suffix)) return 1024 ** (BINARY.indexOf(suffix) + 1);
  const small = { n: 1e-9, u: 1e-6, m: 1e-3 }[suffix];
  if (small !== undefined) return small;
  return DECIMAL.includes(suffix) ? 1000 ** (DECIMAL.indexOf(suffix) + 1) : undefined;
}
