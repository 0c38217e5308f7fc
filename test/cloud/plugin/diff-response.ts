import type { DiffRequest } from "@pulumi/pulumi/proto/provider_pb.js";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import { formatPath } from "../../../model/property-path.ts";
import { parseUrn } from "../../../model/urn.ts";
import { isAutonamed } from "./check.ts";
import { diffProperties, type Difference } from "./diff.ts";
import { openProperties } from "./properties.ts";
import type { Provider, RefreshSemantic, Traits } from "./provider.ts";

const { DiffChanges } = pb.DiffResponse;
const { Kind } = pb.PropertyDiff;
const KINDS = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

/** The answer to a Diff of a resource (or, without traits, of a provider's configuration). */
export function diffResponse(provider: Provider, request: DiffRequest, traits: Traits): pb.DiffResponse {
  const news = openProperties(request.getNews()).values;
  const olds = openProperties(request.getOlds()).values;
  const oldInputs = openProperties(request.getOldInputs()).values;
  const differences = diffProperties({ semantic: provider.semantic, traits, olds, oldInputs, news, ignoreChanges: request.getIgnorechangesList() });
  const replaces = differences.filter(difference => difference.replaces);
  const { type } = parseUrn(request.getUrn());
  return toMessage(differences, provider.semantic)
    .setReplacesList(topLevel(replaces))
    // Two objects cannot have one name at the same time, so only a name made up by the provider lets the new one come first.
    .setDeletebeforereplace(replaces.length > 0 && traits.autoname !== undefined && !isAutonamed(provider, type, news));
}

function toMessage(differences: Difference[], semantic: RefreshSemantic): pb.DiffResponse {
  const message = new pb.DiffResponse()
    .setChanges(differences.length ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE)
    .setDiffsList(topLevel(differences))
    .setHasdetaileddiff(true);
  for (const { path, kind, replaces } of differences) {
    message.getDetaileddiffMap().set(formatPath(path), new pb.PropertyDiff().setKind(KINDS[kind][replaces ? 1 : 0]).setInputdiff(semantic === "native"));
  }
  return message;
}

function topLevel(differences: Difference[]): string[] {
  return [...new Set(differences.map(({ path }) => String(path[0])))];
}
