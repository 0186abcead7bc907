// A page that has come to life asks once what has changed since it was rendered, whatever it shows.
import { expect, test, watched } from "../people";

/** What pages say of their own accord: that somebody is here, and that snaps have arrived. */
const SAID = ["/api/upsert_presence", "/api/renew_presence", "/api/mark_snaps_delivered"];

for (const path of ["/app", "/app/friends", "/app/inbox"]) {
  test(`${path} asks one question after it has come to life`, async ({ people }) => {
    const { ana } = await watched(people);
    const asked: string[] = [];
    ana.page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/api/") && !SAID.includes(pathname)) asked.push(pathname);
    });
    // Whatever else were asked would be asked before this answer: when the subscriptions are confirmed.
    const answer = ana.page.waitForResponse((response) => response.url().endsWith("/api/what_changed"));
    await ana.goto(path);
    const news = (await (await answer).json()) as Record<string, unknown>;
    expect(asked).toEqual(["/api/what_changed"]);
    expect([news.me, news.circle, news.mail]).toEqual([null, null, null]);
  });
}
