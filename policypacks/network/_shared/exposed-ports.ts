import { EVERY_PORT, type PortRange } from "./ingress/ingress-rule";

/** Ports through which machines are administered or data is read: nobody outside has business there. */
export const SENSITIVE_PORTS: Record<number, string> = {
  22: "SSH",
  23: "Telnet",
  135: "RPC",
  139: "NetBIOS",
  445: "SMB",
  1433: "SQL Server",
  1521: "Oracle",
  2375: "Docker",
  2376: "Docker",
  2379: "etcd",
  2380: "etcd",
  3306: "MySQL",
  3389: "RDP",
  5432: "PostgreSQL",
  5900: "VNC",
  5984: "CouchDB",
  5985: "WinRM",
  5986: "WinRM",
  6379: "Redis",
  7001: "Cassandra",
  8086: "InfluxDB",
  9042: "Cassandra",
  9200: "Elasticsearch",
  9300: "Elasticsearch",
  10250: "kubelet",
  11211: "Memcached",
  27017: "MongoDB",
  27018: "MongoDB",
  50000: "Db2",
};

/** `SSH (22) and RDP (3389)`, or `undefined` where none of the ports is in the ranges, but for those that are closed. */
export function exposedPorts(ranges: readonly PortRange[], ports: ReadonlyMap<number, string>, closed: readonly PortRange[] = []): string | undefined {
  const exposed = [...ports].filter(([port]) => isIn(ranges, port) && !isIn(closed, port)).map(([port, name]) => (name ? `${name} (${port})` : `port ${port}`));
  if (exposed.length === 0) return undefined;
  const isEverything = ranges.some(({ from, to }) => from <= 1 && to === EVERY_PORT.to);
  if (isEverything && closed.length === 0) return "every port";
  return exposed.length > 4 ? `${exposed.slice(0, 3).join(", ")} and ${exposed.length - 3} more` : exposed.join(" and ");
}

function isIn(ranges: readonly PortRange[], port: number): boolean {
  return ranges.some(({ from, to }) => from <= port && port <= to);
}
