/**
 * Actions of RAM with which one gets rights that one was not given: https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-overview
 * (there is no published list of all actions of Alibaba Cloud, so that wildcards are held against these).
 */
export const POWERFUL_ACTIONS: Record<string, string> = {
  "ram:AttachPolicyToUser": "give users every policy",
  "ram:AttachPolicyToGroup": "give groups every policy",
  "ram:AttachPolicyToRole": "give roles every policy",
  "resourcemanager:AttachPolicy": "give anybody every policy",
  "ram:CreatePolicyVersion": "put every right into a policy that one has",
  "resourcemanager:CreatePolicyVersion": "put every right into a policy that one has",
  "ram:SetDefaultPolicyVersion": "bring back an older version of a policy, with more rights",
  "ram:UpdateRole": "let oneself take on every role",
  "ram:AddUserToGroup": "become a member of every group",
  "ram:CreateAccessKey": "make keys of every user",
  "ram:CreateLoginProfile": "set passwords of users",
  "ram:UpdateLoginProfile": "set passwords of users",
  "ram:PassRole": "run things with every role",
  "sts:AssumeRole": "take on every role that trusts the account",
};
