import { fsyncSync } from "node:fs";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** As Emscripten's file systems have them: https://emscripten.org/docs/api_reference/Filesystem-API.html */
interface FileSystems {
  FS: { filesystems: { NODEFS: { stream_ops: { fsync?(stream: { nfd?: number }): number } } } };
}

/**
 * The files of a folder, for PGlite. Its own kind hands no fsync on to the disk, so that a power cut could lose what was committed and leave a database that does not open; this one does, and PostgreSQL's promises hold.
 */
export class DurableFiles extends NodeFS {
  override async init(...[pg, options]: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(pg, options);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [emscriptenOpts.preRun ?? [], handSyncsOn].flat() } };
  }
}

function handSyncsOn(module: unknown): void {
  (module as FileSystems).FS.filesystems.NODEFS.stream_ops.fsync = ({ nfd }) => {
    if (nfd !== undefined) fsyncSync(nfd);
    return 0;
  };
}
