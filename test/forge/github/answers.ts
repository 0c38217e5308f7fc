import type { RestAnswer } from "../planned-answers.ts";
import type { ApiRequest } from "../serve-forge.ts";

const DOCS = "https://docs.github.com/rest";

export const ok = (body: unknown): RestAnswer => ({ status: 200, body });
export const created = (body: unknown): RestAnswer => ({ status: 201, body });
export const gone: RestAnswer = { status: 204, body: "" };
export const refuse = (status: number, message: string, documentation = DOCS): RestAnswer => ({ status, body: { message, documentation_url: documentation, status: String(status) } });
export const notFound = refuse(404, "Not Found");

/** https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed */
export function invalid(resource: string, error: { field?: string; code: string; message?: string }): RestAnswer {
  return { status: 422, body: { message: "Validation Failed", errors: [{ resource, ...error }], documentation_url: DOCS, status: "422" } };
}

/** GitHub takes no longer texts in issues, pull requests and comments. */
export const BODY_LIMIT = 65_536;

export function tooLong(resource: string, body: unknown): RestAnswer | undefined {
  return typeof body === "string" && [...body].length > BODY_LIMIT ? invalid(resource, { field: "body", code: "custom", message: `body is too long (maximum is ${BODY_LIMIT} characters)` }) : undefined;
}

/** One page of a list, with links to the others: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export function paged(all: readonly unknown[], { query, url, path }: ApiRequest, pageSize: number): RestAnswer {
  const size = Math.min(Number(query.get("per_page") ?? 30) || 30, pageSize);
  const page = Number(query.get("page") ?? 1) || 1;
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (number: number, rel: string): string => {
    const more = new URLSearchParams(query);
    more.set("page", String(number));
    return `<${url}${path}?${more}>; rel="${rel}"`;
  };
  const links = [...(page > 1 ? [link(page - 1, "prev"), link(1, "first")] : []), ...(page < last ? [link(page + 1, "next"), link(last, "last")] : [])];
  return { status: 200, body: all.slice((page - 1) * size, page * size), ...(links.length > 0 && { headers: { link: links.join(", ") } }) };
}
