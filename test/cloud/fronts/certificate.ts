import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { generate } from "selfsigned";

export interface Certificate {
  key: string;
  cert: string;
  /** For NODE_EXTRA_CA_CERTS of a child process. */
  file: string;
  /** Takes it out of what this process trusts, and the file away. */
  forget(): void;
}

/** A throw-away certificate for 127.0.0.1 that this process trusts from now on. */
export async function trustedCertificate(): Promise<Certificate> {
  // Behind a proxy Node asks a server without a name for that of localhost.
  const altNames = [{ type: 7 as const, ip: "127.0.0.1" }, { type: 2 as const, value: "localhost" }];
  const { private: key, cert } = await generate([{ name: "commonName", value: "127.0.0.1" }], {
    extensions: [{ name: "basicConstraints", cA: true }, { name: "subjectAltName", altNames }],
  });
  const folder = mkdtempSync(join(tmpdir(), "trueup-ca-"));
  const file = join(folder, "ca.pem");
  writeFileSync(file, cert);
  const before = tls.getCACertificates("default");
  tls.setDefaultCACertificates([...before, cert]);
  return {
    key,
    cert,
    file,
    forget() {
      tls.setDefaultCACertificates(before);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
