// An empty backend, deploying nothing but a project, and its API by hand, to look at what the tool has done.
import { startBackend } from "../backend.mjs";

export { root } from "../backend.mjs";

export async function startEmpty(projectId) {
  const backend = await startBackend({}, { projectId });
  return {
    ...backend,
    async get(path) {
      const headers = { "x-appwrite-project": projectId, "x-appwrite-key": backend.key };
      const response = await fetch(backend.endpoint + path, { headers });
      return { status: response.status, body: await response.json() };
    },
  };
}
