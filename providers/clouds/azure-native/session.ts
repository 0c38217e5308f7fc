import type { CloudContext, CloudSession, ProviderInUse } from "../../../model/index.ts";
import { renewable } from "../_shared/renewable.ts";
import { subscriptionsIn, subscriptionsOf } from "./covers.ts";
import { nameOf } from "./claims.ts";
import { impose } from "./impose.ts";
import { proveReadOnly } from "./prove-read-only.ts";
import { subscriptionRefused } from "./refusals.ts";
import { resourceManager, type ResourceManager } from "./resource-manager.ts";
import type { AzureSettings } from "./settings.ts";
import { needed, signIn, type SignIn } from "./sign-in.ts";

/** Signs in. @throws {GuidedError} IDENTITY_REFUSED, WRONG_ACCOUNT where it is of another directory, TIMED_OUT, SECRET_MISSING */
export async function openSession(name: string, settings: AzureSettings & { credentials: keyof typeof signIn }, context: CloudContext): Promise<CloudSession> {
  const { subscriptionId } = needed(name, settings, ["subscriptionId"]);
  const open = async () => {
    const opened = signIn[settings.credentials](name, settings, context);
    const manager = resourceManager(name, settings, opened);
    const { tenantId } = await manager.owner();
    // azuread wants to be told the directory, also where a managed identity needs none to sign in.
    return { ...opened, config: { ...(tenantId ? { tenantId } : {}), ...opened.config }, manager };
  };
  return sessionAt([subscriptionId.toLowerCase()], { name, settings, signedIn: await open(), renewed: renewable(open) });
}

type SignedIn = SignIn & { manager: ResourceManager };

interface Opened {
  name: string;
  settings: AzureSettings;
  signedIn: SignedIn;
  renewed(had: SignedIn): Promise<SignedIn>;
}

/** The session in some subscriptions: the first one is the provider's own, in the others are some of the resources that it made. */
function sessionAt(subscriptions: string[], opened: Opened): CloudSession {
  const { name, settings, signedIn, renewed } = opened;
  const { key, config, authorityHost, expiresAt, manager } = signedIn;
  const subscriptionId = subscriptions[0]!;
  return {
    identity: name,
    key,
    expectedAccount: subscriptionId,
    async confirm() {
      const [caller] = await Promise.all(subscriptions.map(subscription => callerIn(subscription, opened)));
      return { caller: caller!, account: subscriptionId };
    },
    impose: theirs => impose(theirs, { config, authorityHost, subscriptionId }),
    at: provider => sessionAt(placesOf(provider, settings), opened),
    proveReadOnly: () => proveReadOnly(subscriptionsOf(settings), manager),
    ...(expiresAt ? { expiresAt, renew: async () => sessionAt(subscriptions, { ...opened, signedIn: await renewed(signedIn) }) } : {}),
  };
}

function placesOf(provider: ProviderInUse, settings: AzureSettings): string[] {
  const found = subscriptionsIn(provider);
  return found.length > 0 ? found : subscriptionsOf(settings).slice(0, 1);
}

/** Asks for the subscription, so that not only who asks is known but also that it is let in there. */
async function callerIn(subscription: string, { name, signedIn: { manager } }: Opened): Promise<string> {
  const answer = await manager.get(`/subscriptions/${subscription}?api-version=2022-12-01`);
  const told = answer.body["subscriptionId"];
  if (answer.status !== 200 || typeof told !== "string" || told.toLowerCase() !== subscription) throw subscriptionRefused(name, subscription, answer.owner, answer);
  return nameOf(answer.owner);
}
