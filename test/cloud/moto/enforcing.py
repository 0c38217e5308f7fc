"""moto, answering like AWS answers a stranger: signatures, policies and trust are checked, sessions are held to their policies, and every call is noted.

Stock moto 5.2.5 ignores session policies, lets a missing ExternalId through, assumes roles that do not exist, and answers
AssumeRoleWithWebIdentity in the wrong partition or with a 500. This file replaces how it authorises; it rests on moto's inside, so the version is pinned.

usage: enforcing.py FOLDER
Prints its port. Writes FOLDER/calls.jsonl, one line a call. Sessions made before the time in FOLDER/expired-before (seconds since 1970) are expired.
Ends when standard input does. Checks nothing until `POST /moto-api/reset-auth` with body `0` (`inf` turns the checks off again).
"""

import base64
import json
import os
import sys
import threading
import time
from functools import cache
from xml.sax.saxutils import escape

from moto import settings
from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionAuthenticatorMixin
from moto.iam.access_control import IAMPolicy, IAMRequestBase, PermissionResult
from moto.iam.exceptions import NotFoundException
from moto.iam.models import Policy, iam_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from moto.s3.exceptions import S3ClientError
from moto.sts.responses import TokenResponse
from moto.utilities.utils import get_partition
from werkzeug.exceptions import HTTPException
from werkzeug.serving import make_server

FOLDER = sys.argv[1]
UNSIGNED = ("AssumeRoleWithWebIdentity", "AssumeRoleWithSAML")
HOME_REGIONS = {"aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
sessions = {}  # access key id -> when it was made and the documents it is held to, or None


# --- every call is judged and noted ---------------------------------------------------------------------------------

def judge(response, request_class, resource="*"):
    if response._get_action() == "HeadBucket":
        response.data["Action"] = "ListBucket"  # the permission that HeadBucket needs
    action = first(response._get_action())
    call = {"action": f"{service_of(response)}:{action}", "region": response.region, "account": response.current_account, "resource": resource}
    try:
        call.update(authorise(response, request_class, resource))
    except (HTTPException, S3ClientError) as refused:
        note({**call, **getattr(refused, "caller", {}), "allowed": False, "error": getattr(refused, "error_type", refused.code)})
        raise
    note({**call, "allowed": True})


def authorise(response, request_class, resource):
    """Says who calls; raises what AWS would answer where the call is not allowed."""
    if ActionAuthenticatorMixin.request_count < settings.INITIAL_NO_AUTH_ACTION_COUNT:
        ActionAuthenticatorMixin.request_count += 1
        return {}
    if "Authorization" not in response.headers:
        if response._get_action() in UNSIGNED:
            return check_web_identity(response)
        raise refusal(service_of(response), "MissingAuthenticationToken", "Request is missing Authentication Token")
    path = response.raw_path + ("?" + response.uri.partition("?")[2] if "?" in response.uri else "")
    request = request_class(account_id=response.current_account, method=response.method, path=path, data=response.data, body=response.raw_body, headers=response.headers, action=response._get_action())
    caller = {"accessKey": request._access_key._access_key_id, "caller": request._access_key.arn}
    try:
        request.check_signature()
        request.check_action_permitted(resource)
    except (HTTPException, S3ClientError) as refused:
        refused.caller = caller
        raise
    return caller


def service_of(response):
    return response.service_name.lower()


def note(call, lock=threading.Lock()):
    line = json.dumps({"at": time.time(), **call}) + "\n"
    with lock, open(os.path.join(FOLDER, "calls.jsonl"), "a", encoding="utf-8") as journal:
        journal.write(line)


# --- what a caller may do -------------------------------------------------------------------------------------------

def check_action_permitted(request, resource):
    if request._action == "sts:GetCallerIdentity":  # always allowed, even against an explicit Deny
        return
    session = sessions.get(request._access_key._access_key_id)
    if session and session["made"] < expired_before():
        raise refusal(request._service, "RequestExpired" if request._service == "ec2" else "ExpiredToken", "The security token included in the request is expired")
    if not permits(request._access_key.collect_policies(), request._action, resource):
        raise denied(request, "identity-based")
    if session and session["documents"] is not None and not permits(session["documents"], request._action, resource):
        raise denied(request, "session")
    if request._action == "sts:AssumeRole" and not is_trusted(request, resource):
        raise refusal("sts", "AccessDenied", f"User: {request._access_key.arn} is not authorized to perform: sts:AssumeRole on resource: {resource}")


def permits(policies, action, resource):
    """An explicit Deny anywhere wins; else one of the policies has to allow it."""
    results = [judge_by(document_of(policy), action, resource) for policy in policies]
    return PermissionResult.PERMITTED in results and PermissionResult.DENIED not in results


@cache
def judge_by(document, action, resource):
    """Remembered, because going through ReadOnlyAccess takes moto a tenth of a second."""
    return IAMPolicy(document).is_action_permitted(action, resource)


def document_of(policy):
    if isinstance(policy, Policy):
        return next(version.document for version in policy.versions if version.is_default)
    return policy if isinstance(policy, str) else policy["policy_document"]


def is_trusted(request, role_arn):
    """Whether the role exists and its trust policy lets this caller in under the conditions it sets."""
    principals = {request._access_key.arn, request.account_id, f"arn:{get_partition(request._region)}:iam::{request.account_id}:root"}
    owner_role = getattr(request._access_key, "_owner_role_name", None)
    if owner_role:
        principals.add(f"arn:{get_partition(request._region)}:iam::{request.account_id}:role/{owner_role}")
    context = {"sts:ExternalId": first(request._data.get("ExternalId"))}
    return any(principals & as_set(statement.get("Principal", {}).get("AWS")) and meets(statement, context) for statement in trust_of(role_arn, "sts:AssumeRole"))


def check_web_identity(response):
    """The signature of the token is not checked; that its claims are the ones the role trusts, is."""
    role_arn = first(response.querystring.get("RoleArn"))
    token = first(response.querystring.get("WebIdentityToken")) or ".e30."
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    issuer = str(claims.get("iss", "")).removeprefix("https://")
    context = {f"{issuer}:{claim}": value for claim, value in claims.items()}
    for statement in trust_of(role_arn, "sts:AssumeRoleWithWebIdentity"):
        if any(arn.endswith(f":oidc-provider/{issuer}") for arn in as_set(statement.get("Principal", {}).get("Federated"))) and meets(statement, context):
            return {"caller": str(claims.get("sub", ""))}
    raise refusal("sts", "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")


def trust_of(role_arn, action):
    """The statements of the role's trust policy that allow the action; none where there is no such role."""
    _, partition, _, _, account, *_ = (role_arn or "").split(":") + [""] * 6
    try:
        document = json.loads(iam_backends[account][partition].get_role_by_arn(role_arn).assume_role_policy_document)
    except (NotFoundException, KeyError):
        return []
    statements = document["Statement"] if isinstance(document["Statement"], list) else [document["Statement"]]
    return [statement for statement in statements if statement["Effect"] == "Allow" and action in as_set(statement.get("Action"))]


def meets(statement, context):
    """Only StringEquals is known; any other operator is not met, for a test must not pass by a condition nobody checked."""
    conditions = statement.get("Condition") or {}
    return all(operator == "StringEquals" and all(context.get(key) in as_set(wanted) for key, wanted in pairs.items()) for operator, pairs in conditions.items())


def as_set(value):
    return set(value) if isinstance(value, list) else {value} if value else set()


def first(value):
    return value[0] if isinstance(value, list) else value


def expired_before():
    try:
        with open(os.path.join(FOLDER, "expired-before"), encoding="utf-8") as limit:
            return float(limit.read())
    except FileNotFoundError:
        return 0.0


# --- what AWS answers -----------------------------------------------------------------------------------------------

class Refusal(HTTPException):
    """An error in the words of a query protocol."""

    def __init__(self, error_type, body, status):
        super().__init__()
        self.error_type, self.description, self.code = error_type, body, status

    def get_headers(self, *_args, **_kwargs):
        return [("Content-Type", "text/xml")]


def denied(request, kind):
    code = {"ec2": "UnauthorizedOperation", "ssm": "AccessDeniedException"}.get(request._service, "AccessDenied")
    message = f"User: {request._access_key.arn} is not authorized to perform: {request._action} because no {kind} policy allows the {request._action} action"
    return refusal(request._service, code, f"You are not authorized to perform this operation. {message}" if request._service == "ec2" else message)


def refusal(service, code, message):
    if service == "s3":
        return S3ClientError(code, message)
    if service == "ssm":
        return JsonRESTError(code, message)
    error = f"<Code>{code}</Code><Message>{escape(message)}</Message>"
    if service == "ec2":
        return Refusal(code, f"<Response><Errors><Error>{error}</Error></Errors><RequestID>7a62c49f</RequestID></Response>", 403)
    return Refusal(code, f"<ErrorResponse><Error><Type>Sender</Type>{error}</Error><RequestId>7a62c49f</RequestId></ErrorResponse>", 403)


# --- sessions keep the policies they were made with -----------------------------------------------------------------

def held_to_policies(name):
    stock = getattr(TokenResponse, name)

    def assume(self):
        partition = (self._get_param("RoleArn") or ":").split(":")[1]
        if name == "assume_role_with_web_identity" and partition != self.partition:
            # An unsigned call does not say its region, so stock moto takes it for one to partition "aws".
            self.region, self.partition = HOME_REGIONS.get(partition, "us-east-1"), partition
        documents = session_documents(self)
        result = stock(self)
        sessions[result.result["Credentials"].access_key_id] = {"made": time.time(), "documents": documents}
        return result

    setattr(TokenResponse, name, assume)


def session_documents(response):
    """The session policies of the call; None where it has none. @raises what AWS says to an ARN that is no policy"""
    inline = response._get_param("Policy")
    arns = [policy.get("arn") or policy.get("Arn") for policy in response._get_param("PolicyArns") or []]
    if not inline and not arns:
        return None
    account, partition = response._get_param("RoleArn").split(":")[4], response._get_param("RoleArn").split(":")[1]
    managed = iam_backends[account][partition].managed_policies
    for arn in arns:
        if arn not in managed:
            raise refusal("sts", "NoSuchEntity", f"Policy {arn} does not exist or is not attachable.")
    return ([inline] if inline else []) + [managed[arn] for arn in arns]


def serve():
    ActionAuthenticatorMixin._authenticate_and_authorize_action = judge
    IAMRequestBase.check_action_permitted = check_action_permitted
    held_to_policies("assume_role")
    held_to_policies("assume_role_with_web_identity")
    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True, request_handler=MotoRequestHandler)
    os.environ["MOTO_PORT"] = str(server.server_port)
    print(server.server_port, flush=True)
    threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
    server.serve_forever()


serve()
