/** When a token of a service account ends, by its own word; `undefined` where it does not say. Nothing is believed of it but its end. https://datatracker.ietf.org/doc/html/rfc7519#section-4.1.4 */
export function tokenEnd(token: string | undefined): Date | undefined {
  const claims = token?.split(".")[1];
  if (!claims) return undefined;
  try {
    const { exp } = JSON.parse(Buffer.from(claims, "base64url").toString()) as { exp?: unknown };
    return typeof exp === "number" ? new Date(exp * 1000) : undefined;
  } catch {
    return undefined;
  }
}
