import type { Dialect } from "../reach";

/** What tells a RAM document that allows everything from one that allows much. Alibaba Cloud publishes no list of its actions as data. */
export const RAM: Dialect = {
  actions: ["ram:createaccesskey", "oss:getobject", "ecs:runinstances", "kms:decrypt", "sts:assumerole", "rds:deletedbinstance", "vpc:createvpc", "log:getlogs", "actiontrail:stoplogging", "fc:invokefunction"],
  rightsOverRights: ["ram:attachpolicytorole", "ram:attachpolicytouser", "ram:createpolicyversion", "ram:createaccesskey", "ram:updaterole"],
  resources: [["acs:oss:oss-r:1234:some-bucket/key", "acs:ram::1234:role/x", "acs:ecs:r:1234:instance/i-1", "acs:kms:r:1234:key/k"]],
};
