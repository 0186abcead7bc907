// A backend of one's own behind everything that the shipped binary puts in front of it: the example `shipped`, on a
// free port and an empty folder, deploying AppChat's tables and bucket and the function `echo` unless it is told
// otherwise. `./dev clients` builds it first; by hand it is `cargo build --package server --example shipped`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));
const program = process.env.SERVE ?? join(root, process.env.CARGO_TARGET_DIR ?? "target", "debug/examples/shipped");

/** AppChat's own deployment, with `echo`, which anybody may run, in place of its functions. */
export function deployment() {
  const config = JSON.parse(readFileSync(join(root, "appwrite.config.json"), "utf8"));
  const echo = { $id: "echo", name: "Echo", runtime: "rust-1.83", execute: ["any"], scopes: [] };
  return { ...config, functions: [echo] };
}

/** Starts one and waits until it listens. `settings` are environment variables (see backend/examples/serve/setup.rs). */
export async function startBackend(settings = {}, deployed = deployment()) {
  const folder = mkdtempSync(join(tmpdir(), "appchat-clients-"));
  const config = join(folder, "appwrite.config.json");
  writeFileSync(config, JSON.stringify(deployed));
  const child = spawn(program, [config, join(folder, "data")], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...settings },
  });
  const ended = once(child, "exit");
  const [line] = await Promise.race([
    once(createInterface(child.stdout), "line"),
    ended.then(([code]) => Promise.reject(new Error(`${program} ended with ${code} before it listened`))),
  ]);
  return {
    ...JSON.parse(line),
    /** It goes on until its standard input ends, so it does not outlive this process either. */
    async stop() {
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
