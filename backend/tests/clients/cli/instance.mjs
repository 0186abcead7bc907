// An empty backend of one's own: the example `serve`, deploying nothing but a project, on a free port and an empty
// folder. `./dev test` builds it first; by hand it is `cargo build --package backend --example serve`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../..", import.meta.url));
const program = join(root, process.env.CARGO_TARGET_DIR ?? "target", "debug/examples/serve");

/** Starts one for this project and waits until it listens. */
export async function startEmpty(projectId) {
  const folder = mkdtempSync(join(tmpdir(), "appchat-cli-"));
  const deployment = join(folder, "deployment.json");
  writeFileSync(deployment, JSON.stringify({ projectId }));
  const child = spawn(program, [deployment, join(folder, "data")], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const [line] = await Promise.race([
    once(createInterface(child.stdout), "line"),
    ended.then(([code]) => Promise.reject(new Error(`${program} ended with ${code} before it listened`))),
  ]);
  const { endpoint, key } = JSON.parse(line);
  return {
    endpoint,
    key,
    /** The API by hand, to look at what the tool has done. */
    async get(path) {
      const headers = { "x-appwrite-project": projectId, "x-appwrite-key": key };
      const response = await fetch(endpoint + path, { headers });
      return { status: response.status, body: await response.json() };
    },
    /** It goes on until its standard input ends, so it does not outlive this process either. */
    async stop() {
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
