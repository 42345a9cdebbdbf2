/** A channel under attack: honest clients with a real vault each, behind a relay that lies; any of them can be taken over. */
import type { Row } from "../../client/core/events.ts";
import type { Said } from "../../client/core/content.ts";
import type { ChannelId, MemberNumber } from "../../shared/ids.ts";
import { memberByNick } from "../../shared/log/membership.ts";
import { Client, type ClientOptions } from "./client.ts";
import { HostileMember } from "./hostile_member.ts";
import { HostileRelay } from "./hostile_relay.ts";
import type { TurnedRelayOptions } from "./turned_relay.ts";

export const PIN = "1234";
/** Longer than anything waits that is saved soon. */
export const SAVED = 1000;

export class HostileScene implements AsyncDisposable {
  readonly relay: HostileRelay;
  readonly #clients = new Map<string, Client>();
  #channel: ChannelId | undefined;

  constructor(options: TurnedRelayOptions = {}) {
    this.relay = new HostileRelay(options);
  }

  /** The first of these creates the channel Work, the others join it with its PIN; nobody has read anything yet. */
  static async open(...names: readonly string[]): Promise<HostileScene> {
    const scene = new HostileScene();
    for (const name of names) await scene.joins(name);
    scene.forget();
    return scene;
  }

  get channel(): ChannelId {
    if (!this.#channel) throw new Error("Cannot tell the channel: there is none yet");
    return this.#channel;
  }

  /** Somebody at the relay who is in no channel yet. */
  async comes(name: string, options: ClientOptions = {}): Promise<Client> {
    const client = await Client.open(this.relay, name, options);
    this.#clients.set(name, client);
    return client;
  }

  async joins(name: string, pin = PIN, options: ClientOptions = {}): Promise<Client> {
    const client = await this.comes(name, options);
    this.#channel = await client.join("Work", pin);
    return client;
  }

  client(name: string): Client {
    const client = this.#clients.get(name);
    if (!client) throw new Error(`Cannot find "${name}": not in this scene`);
    return client;
  }

  /** Ends his program and starts it again with what his vault held; a crash comes when all was saved that is saved soon. */
  async restart(name: string, how: "close" | "crash" = "close"): Promise<Client> {
    if (how === "crash") await this.relay.turn(SAVED);
    return await this.restartAsIs(name, how);
  }

  /** The same, and a crash comes at once. */
  async restartAsIs(name: string, how: "close" | "crash" = "crash"): Promise<Client> {
    const client = await this.client(name).restart(how);
    this.#clients.set(name, client);
    return client;
  }

  /** His keys, in the hands of somebody who signs whatever he likes. */
  takeOver(name: string): Promise<HostileMember> {
    return HostileMember.of(this.client(name), this.relay, this.channel);
  }

  number(name: string): MemberNumber {
    for (const [, client] of this.#clients) {
      const { events } = client;
      if (!events.some(({ type }) => type === "channel")) continue;
      const member = memberByNick(client.view(this.channel).membership, name);
      if (member) return member.number;
    }
    throw new Error(`Cannot tell the number of "${name}": no member`);
  }

  async says(name: string, text: string): Promise<void> {
    await this.client(name).say(this.channel, text);
  }

  /** What he was shown of the channel since the last time, a line for each row. */
  shown(name: string): readonly string[] {
    return this.client(name).rows(this.channel).map(lineOfRow);
  }

  /** What he was warned of since the last time. */
  alarms(name: string): readonly string[] {
    return this.client(name).take("alarm").map(({ why }) => why);
  }

  /** Everything so far is read. */
  forget(): void {
    for (const [, client] of this.#clients) {
      client.take("rows");
      client.take("olderRows");
      client.take("alarm");
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const [, { session }] of this.#clients) await session.close();
    await this.relay[Symbol.asyncDispose]();
  }
}

/** Something to be said. */
export function words(text: string): Said {
  return { type: "text", at: 0, reply: [], text };
}

export function lineOfRow(row: Row): string {
  switch (row.type) {
    case "message": {
      const { from, content } = row.message;
      return content.type === "text" ? `${from.nick}: ${content.text}` : `${from.nick} ${content.type}`;
    }
    case "deed":
      return [row.deed.by.nick, row.deed.act.op, row.deed.whom?.nick].filter(Boolean).join(" ");
    case "missing":
      return row.from ? `${row.count} of ${row.from.nick} missing` : "something missing";
    case "unreadable":
      return `${row.count} ${row.why.startsWith("no member said this") ? "forged" : "unreadable"}`;
    case "begins":
      return "begins";
  }
}
