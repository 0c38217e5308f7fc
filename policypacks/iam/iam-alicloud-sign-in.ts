import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { WireObject } from "../_kit/wire";

const PREFERENCE = "alicloud:ram/securityPreference:SecurityPreference";
const LOGIN = "alicloud:ram/loginProfile:LoginProfile";
const DIRECTORY = "alicloud:cloudsso/directory:Directory";
const ACCESS_KEY = "alicloud:ram/accessKey:AccessKey";

const JUDGES: Record<string, (subject: Subject, report: Report) => void> = { [PREFERENCE]: judgePreference, [LOGIN]: judgeLogin, [DIRECTORY]: judgeDirectory, [ACCESS_KEY]: judgeAccessKey };

export const policy = definePolicy({
  id: "iam-alicloud-sign-in",
  title: "People sign on with two factors, and programs without a key that lasts",
  severity: "medium",
  enforcement: "mandatory",
  // https://www.alibabacloud.com/help/en/ram/use-cases/best-practices-for-using-an-accesskey-pair-to-call-api-operations
  why: "A password is phished and a key is found: alone, neither may be enough to get in.",
  fix: "Ask everybody for a second factor, and let programs take on roles.",
  framework: { name: "CIS Alibaba Cloud Foundation Benchmark", version: "1.0.0", reference: "1.4" },
  types: Object.keys(JUDGES),
  check(subject, report) {
    JUDGES[subject.type]?.(subject, report);
  },
  examples: {
    good: [
      { title: "a second factor for everybody", resources: [{ type: PREFERENCE, inputs: { mfaOperationForLogin: "mandatory" } }] },
      { title: "a user with a second factor", resources: [login({ mfaBindRequired: true, passwordResetRequired: true })] },
      { title: "a directory with a second factor", resources: [{ type: DIRECTORY, inputs: { mfaAuthenticationStatus: "Enabled" } }] },
      { title: "a key that is switched off", resources: [{ type: ACCESS_KEY, inputs: { userName: "ci", status: "Inactive" } }] },
    ],
    bad: [
      { title: "a second factor for who likes", resources: [{ type: PREFERENCE, inputs: { mfaOperationForLogin: "independent" } }], says: ["mfaOperationForLogin independent"] },
      { title: "nothing said, and keys for who likes", resources: [{ type: PREFERENCE, inputs: { allowUserToManageAccessKeys: true } }], says: ["mfaOperationForLogin is not set", "allowUserToManageAccessKeys"] },
      { title: "a second factor that is not asked for, by the old name", resources: [{ type: PREFERENCE, inputs: { enforceMfaForLogin: false } }], says: ["enforceMfaForLogin false"] },
      { title: "a user without", resources: [login({})], says: ["mfaBindRequired is not set"] },
      { title: "a directory without", resources: [{ type: DIRECTORY, inputs: { mfaAuthenticationStatus: "Disabled" } }], says: ["mfaAuthenticationStatus Disabled"] },
      { title: "a key, in a file", resources: [{ type: ACCESS_KEY, inputs: { userName: "ci", secretFile: "/tmp/key" } }], says: ["A key is made for ci", "secretFile"] },
    ],
  },
});

function judgePreference({ props }: Subject, report: Report): void {
  const operation = props.at("mfaOperationForLogin");
  const former = props.at("enforceMfaForLogin");
  const fix = "Set mfaOperationForLogin to mandatory.";
  const isMandatory = operation.isMissing ? former.flag() === true : operation.text() === "mandatory";
  if (!isMandatory) report(operation.isMissing && !former.isMissing ? `enforceMfaForLogin ${former}: a password is enough to sign on.` : `mfaOperationForLogin ${operation.isMissing ? "is not set" : operation}: for most a password is enough to sign on.`, { fix });
  if (props.at("allowUserToManageAccessKeys").flag() === true) report("allowUserToManageAccessKeys lets everybody make keys for themselves.", { fix: "Set allowUserToManageAccessKeys to false." });
  if (props.at("enableSaveMfaTicket").flag() === true) report("enableSaveMfaTicket lets the second factor be left out for seven days.", { level: "advisory", severity: "low", fix: "Set enableSaveMfaTicket to false." });
}

function judgeLogin({ props }: Subject, report: Report): void {
  const required = props.at("mfaBindRequired");
  if (required.flag() !== true) report(`mfaBindRequired ${required.isMissing ? "is not set" : required}: a password is enough for ${props.at("userName")} to sign on.`, { fix: "Set mfaBindRequired to true." });
  if (props.at("passwordResetRequired").flag() !== true) report("passwordResetRequired is not true: whoever reads the program's configuration knows the password that the user keeps.", { level: "advisory", severity: "low", fix: "Set passwordResetRequired to true." });
}

function judgeDirectory({ props }: Subject, report: Report): void {
  const status = props.at("mfaAuthenticationStatus");
  if (status.text() === "Disabled") report(`mfaAuthenticationStatus ${status}: a password is enough to sign on to every account of the directory.`, { fix: "Set mfaAuthenticationStatus to Enabled." });
}

function judgeAccessKey({ props }: Subject, report: Report): void {
  if (props.at("status").text() !== "Inactive") report(`A key is made for ${props.at("userName")}, which works from anywhere until somebody deletes it.`, { fix: "Let the program take on a role: of its machine, by OIDC, or by STS." });
  if (!props.at("secretFile").isMissing) report(`secretFile ${props.at("secretFile")} gets the secret in plain text.`, { severity: "high", fix: "Leave secretFile out; the secret is in the stack's state, encrypted." });
}

function login(inputs: WireObject): ExampleResource {
  return { type: LOGIN, inputs: { userName: "ann", password: "a-first-password", ...inputs } };
}
