import { fsyncSync } from "node:fs";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** As Emscripten's file systems have them: https://emscripten.org/docs/api_reference/Filesystem-API.html */
interface FileSystems {
  FS: { filesystems: { NODEFS: { stream_ops: { fsync?(stream: { nfd?: number }): number }; node_ops: { setattr(node: unknown, attributes: { mode?: number }): void } } } };
}

/**
 * The files of a folder, for PGlite. Its own kind hands no fsync on to the disk, so that a power cut could lose what was committed and leave a database that does not open, and it lets others read the files;
 * with this one PostgreSQL's promises hold.
 */
export class DurableFiles extends NodeFS {
  override async init(...[pg, options]: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(pg, options);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [emscriptenOpts.preRun ?? [], keepPromises].flat() } };
  }
}

function keepPromises(module: unknown): void {
  const { stream_ops: streams, node_ops: nodes } = (module as FileSystems).FS.filesystems.NODEFS;
  streams.fsync = ({ nfd }) => {
    if (nfd !== undefined) fsyncSync(nfd);
    return 0;
  };
  const setattr = nodes.setattr;
  nodes.setattr = (node, attributes) => setattr(node, attributes.mode === undefined ? attributes : { ...attributes, mode: attributes.mode & ~0o077 });
}
