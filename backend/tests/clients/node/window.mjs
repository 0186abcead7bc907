// What the web SDK takes for granted and Node lacks: `window`, its storage and (before Node 22) `WebSocket`. A test
// file is a process of its own, so this is one browser with one storage. Its console is a quiet one: the SDK warns of
// fallback cookies, which are what is tested here.
import { WebSocket } from "undici";

const stored = new Map();
const localStorage = {
  getItem: (key) => stored.get(key) ?? null,
  setItem: (key, value) => stored.set(key, String(value)),
  removeItem: (key) => stored.delete(key),
  clear: () => stored.clear(),
};
const console = { ...globalThis.console, warn() {}, log() {} };

// The old way of subscribing pings for ever, also after its socket is gone. No process should wait for that.
const every = (...timer) => setInterval(...timer).unref();

globalThis.WebSocket ??= WebSocket;
globalThis.window = { localStorage, console, setTimeout, clearTimeout, setInterval: every, clearInterval };
