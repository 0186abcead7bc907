// People without a browser, who simply are where they are. They use the same doors as the pages do.
import { request, type APIRequestContext } from "@playwright/test";
import { expect, type Person } from "./people";

export type Place = readonly [latitude: number, longitude: number];

export const LYON: Place = [45.7578, 4.832];
export const GRAZ: Place = [47.0707, 15.4395];
export const VIENNA: Place = [48.2082, 16.3738];
export const KYOTO: Place = [35.0116, 135.7681];

let count = 0;

/** Somebody who is live at a place, and a friend of a person with a browser. */
export class Neighbour {
  private constructor(
    readonly name: string,
    private readonly friend: Person,
    private readonly api: APIRequestContext,
  ) {}

  static async of(person: Person, name: string, place: Place): Promise<Neighbour> {
    const baseURL = new URL(person.page.url()).origin;
    const neighbour = new Neighbour(name, person, await request.newContext({ baseURL }));
    const email = `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.${process.pid}.${Date.now()}.n${count++}@example.com`;
    await neighbour.post("register", { name, email, password: "correct horse battery" });
    // Both ask, so both are friends.
    await neighbour.post("request_friend", { whom: person.email });
    const asked = await person.page.request.post("/api/request_friend", { form: { whom: email } });
    expect(asked.ok()).toBe(true);
    await neighbour.beAt(place);
    return neighbour;
  }

  /** Is there from now on, by a clock of that zone if it is said. */
  async beAt([latitude, longitude]: Place, zone?: string) {
    await this.post("upsert_presence", {
      ...(zone && { "saying[zone]": zone }),
      "saying[status]": "online",
      "saying[composing]": "false",
      "saying[place][lat]": String(latitude),
      "saying[place][lon]": String(longitude),
    });
  }

  /** Says this beside their name from now on. */
  async says(text: string) {
    await this.post("upsert_presence", { "saying[status]": "online", "saying[composing]": "false", "saying[label][text]": text });
  }

  /** Sends the friend a photograph. */
  async send(photo: Buffer) {
    const who = await this.friend.page.request.post("/api/who_am_i");
    const { id } = (await who.json()) as { id: string };
    const [image_base64, snap_id] = [photo.toString("base64"), `snap-${process.pid}-${Date.now()}-${count++}`];
    const snap = { id: snap_id, recipients: [id], image_base64, file_name: "photo.jpg", file_type: "image/jpeg" };
    const answer = await this.api.post("/api/send_snap", { data: { snap } });
    expect(answer.ok(), `${this.name}: send_snap`).toBe(true);
  }

  /** Off the globe, at once. */
  async leave() {
    await this.post("clear_presence", {});
  }

  private async post(name: string, form: Record<string, string>) {
    const answer = await this.api.post(`/api/${name}`, { form });
    expect(answer.ok(), `${this.name}: ${name}`).toBe(true);
  }
}
