import process from "node:process";
import { scan } from "./contestants.ts";

// One scan in a process of its own: `node bench/scan/scan-once.ts <backend> <number of stacks>`.
const [backendUrl = "", stacks = "0"] = process.argv.slice(2);
await scan({ backendUrl, env: process.env }, { stacks: Number(stacks) });
