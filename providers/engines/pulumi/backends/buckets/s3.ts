import { type _Object, GetObjectCommand, NoSuchKey, paginateListObjectsV2, S3Client, S3ServiceException, type S3ClientConfig } from "@aws-sdk/client-s3";
import { booleanOf, bucketName, parametersOf } from "../address.ts";
import { BucketFailure, type Bucket } from "../bucket.ts";

/** https://pkg.go.dev/gocloud.dev/blob/s3blob#URLOpener, and the older names that the engine still takes. */
const UNDERSTOOD = ["endpoint", "region", "profile", "disableSSL", "disable_https", "s3ForcePathStyle", "use_path_style", "accelerate", "dualstack", "fips", "anonymous"];
/** They say how the engine writes, how fast it asks, or which of its clients it uses. */
const OF_NO_CONCERN = ["awssdk", "ssetype", "kmskeyid", "rate_limiter_capacity", "request_checksum_calculation", "response_checksum_validation"];

/** A bucket of Amazon S3 or of what speaks its protocol, as `s3://state?region=eu-central-1`. */
export function openS3Bucket(address: string, { env }: { env: NodeJS.ProcessEnv }): Bucket {
  const client = new S3Client(clientConfig(address, env));
  const Bucket = bucketName(address);
  return {
    async list(Prefix, abortSignal) {
      const objects: _Object[] = [];
      try {
        for await (const { Contents } of paginateListObjectsV2({ client }, { Bucket, Prefix }, { abortSignal })) objects.push(...(Contents ?? []));
        return objects.map(({ Key, LastModified }) => ({ key: Key!, modified: LastModified ?? new Date(0) }));
      } catch (error) {
        throw failure(error);
      }
    },
    async get(Key, abortSignal) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }), { abortSignal });
        return await Body!.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw failure(error);
      }
    },
  };
}

function clientConfig(address: string, env: NodeJS.ProcessEnv): S3ClientConfig {
  const given = parametersOf(address, [...UNDERSTOOD, ...OF_NO_CONCERN]);
  const flag = (name: string): boolean | undefined => booleanOf(given[name], name);
  const isPlain = flag("disableSSL") ?? flag("disable_https") ?? false;
  const endpoint = given["endpoint"] || endpointOf(env);
  const profile = given["profile"] ?? env["AWS_PROFILE"];
  const region = given["region"] ?? env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"];
  return {
    // A server that is not Amazon's has no regions, yet every signature names one.
    ...(region ? { region } : endpoint ? { region: "us-east-1" } : {}),
    ...(endpoint ? { endpoint: endpoint.includes("://") ? endpoint : `${isPlain ? "http" : "https"}://${endpoint}` } : {}),
    ...(profile ? { profile } : {}),
    ...credentialsOf(env, given["profile"]),
    ...(flag("anonymous") ? { signer: { sign: async request => request } } : {}),
    tls: !isPlain,
    forcePathStyle: flag("s3ForcePathStyle") ?? flag("use_path_style") ?? false,
    useAccelerateEndpoint: flag("accelerate") ?? false,
    useDualstackEndpoint: flag("dualstack") ?? false,
    useFipsEndpoint: flag("fips") ?? false,
    // Servers that only resemble S3 send checksums that are none.
    responseChecksumValidation: "WHEN_REQUIRED",
    followRegionRedirects: true,
  };
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
function endpointOf(env: NodeJS.ProcessEnv): string | undefined {
  if (env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] === "true") return undefined;
  return env["AWS_ENDPOINT_URL_S3"] || env["AWS_ENDPOINT_URL"] || undefined;
}

/** Keys of this very environment; everything else (web identity, SSO, instance roles) is found by the SDK. */
function credentialsOf(env: NodeJS.ProcessEnv, profile: string | undefined): Pick<S3ClientConfig, "credentials"> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = env;
  if (profile !== undefined || !accessKeyId || !secretAccessKey) return {};
  return { credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } };
}

function failure(error: unknown): BucketFailure {
  const { name, message } = error as Error;
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  if (name === "NoSuchBucket" || name === "NotFound") return new BucketFailure("missing", "there is no such bucket", { cause: error });
  if (name === "CredentialsProviderError" || name === "TokenProviderError") return new BucketFailure("refused", "this process has no AWS credentials", { cause: error });
  if (status === 401 || status === 403) return new BucketFailure("refused", `access is denied (${name})`, { cause: error });
  if (message === "Region is missing") return new BucketFailure("unreachable", "no region is set (`?region=` in its address, or AWS_REGION)", { cause: error });
  return new BucketFailure("unreachable", status === undefined ? `it could not be reached (${codeOf(error)})` : `it answered ${status} ${name}`, { cause: error });
}

function codeOf(error: unknown): string {
  const { code, name, message } = error as NodeJS.ErrnoException;
  return code ?? (name === "Error" ? message : name);
}
