import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";
import { testInFolder } from "../../scratch-folder.ts";

/** Parameters of one call, as `RoleArn` and `PolicyArns.member.1.arn`. */
export type Call = Record<string, string>;
export type Answer = { result: string } | { status: number; code: string; message: string };

export interface AwsFront {
  endpoint: string;
  calls: Call[];
  /** Asked before what the front answers by itself. */
  answer: ((call: Call) => Answer | undefined) | undefined;
  close(): Promise<void>;
}

/** STS and IAM as far as an identity asks them, in the words of their query protocol: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
async function startAwsFront(): Promise<AwsFront> {
  const front: Pick<AwsFront, "calls" | "answer"> = { calls: [], answer: undefined };
  const server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", chunk => (body += chunk));
    request.on("end", () => {
      const call = { ...Object.fromEntries(new URLSearchParams(body)), Authorization: request.headers.authorization ?? "" } as unknown as Call;
      front.calls.push(call);
      const answer = front.answer?.(call) ?? usual(call, front.calls.length);
      const isGood = "result" in answer;
      const { Action } = call;
      const text = isGood ? `<${Action}Response><${Action}Result>${answer.result}</${Action}Result></${Action}Response>` : `<ErrorResponse><Error><Code>${answer.code}</Code><Message>${answer.message}</Message></Error></ErrorResponse>`;
      response.writeHead(isGood ? 200 : answer.status, { "content-type": "text/xml" }).end(text);
    });
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(front, { endpoint, close: () => new Promise<void>(resolve => server.close(() => resolve())) });
}

function usual({ Action, RoleArn = "" }: Call, place: number): Answer {
  if (Action === "GetCallerIdentity") return { result: "<Arn>arn:aws:sts::123456789012:assumed-role/reader/trueup</Arn><Account>123456789012</Account>" };
  const arn = `${RoleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/session`;
  const credentials = `<AccessKeyId>ASIA${place}</AccessKeyId><SecretAccessKey>secret-${place}</SecretAccessKey><SessionToken>token-${place}</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration>`;
  return { result: `<Credentials>${credentials}</Credentials><AssumedRoleUser><Arn>${arn}</Arn><AssumedRoleId>AROA:x</AssumedRoleId></AssumedRoleUser>` };
}

/** A test with a front that the AWS SDK takes for AWS, and a folder of its own. */
export const testWithAws = testInFolder.extend<{ front: AwsFront }>({
  front: async ({}, use) => {
    const front = await startAwsFront();
    vi.stubEnv("AWS_ENDPOINT_URL", front.endpoint);
    await use(front);
    vi.unstubAllEnvs();
    await front.close();
  },
});
