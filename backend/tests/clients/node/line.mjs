// A telephone line to the backend that can be cut: what a train in a tunnel does to a client.
import { once } from "node:events";
import { connect, createServer } from "node:net";

/** Another address of the backend at `endpoint`. */
export async function openLine(endpoint) {
  const { hostname, port } = new URL(endpoint);
  const open = new Set();
  const listener = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [[near, far], [far, near]]) {
      open.add(one);
      one.on("error", () => {}).on("close", () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  const cut = () => open.forEach((socket) => socket.resetAndDestroy());
  return {
    endpoint: `http://127.0.0.1:${listener.address().port}/v1`,
    /** Breaks every connection without a word; new ones are put through. */
    cut,
    close() {
      cut();
      listener.close();
    },
  };
}
