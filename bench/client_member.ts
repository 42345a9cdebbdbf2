/**
 * A member's client in a process of its own, so that its CPU time is nobody else's: a real session over TCP, its vault in a file, and what it tells folded
 * into what a screen would show. It reads wishes, a line of JSON each, and answers each with a line; client_process.ts is at the other end.
 */
import process from "node:process";
import { toHex } from "../shared/ids.ts";
import { parseRelayAddress } from "../shared/relay_address.ts";
import { realClock } from "../shared/real_clock.ts";
import type { ChannelView, Event } from "../client/core/events.ts";
import type { Intent } from "../client/core/intents.ts";
import { Session } from "../client/core/session.ts";
import { NO_CHAT, reduce } from "../client/core/state.ts";
import type { Vault } from "../client/core/vault.ts";
import { decodeState } from "../client/core/vault_state.ts";
import { dial } from "../client/machine/dial.ts";
import { nativePlatform } from "../client/machine/native_platform.ts";
import { random } from "./accounts.ts";
import { openPlainVault } from "./client_vault.ts";
import { print } from "./print.ts";

export type Wish =
  /** From now on count anew. */
  | { readonly type: "mark" }
  /** CPU milliseconds since the mark (at first: since the program was loaded), once this has come and all is at rest. */
  | { readonly type: "spent"; readonly until: Until }
  /** Both in one, once the log has so many more entries: reading the second wish would be counted, and is the bench's work. Answered at once and at the end. */
  | { readonly type: "watch"; readonly more: number }
  /** Does them one after the other; the last one's outcome. */
  | { readonly type: "do"; readonly intents: readonly Intent[] }
  /** How many entries the log of the channel has that it was last told of. */
  | { readonly type: "entries" }
  /** That channel, and the key of its epoch as it is in the vault. */
  | { readonly type: "now" };

/** What is waited for. */
export interface Until {
  /** So many entries in the log. */
  readonly entries?: number;
  /** So many messages shown since the mark. */
  readonly shown?: number;
}

/** What is to be kept is on disk before this is over: a session lets half a second pass. */
const REST_MS = 700;

class Member {
  readonly #clock = realClock({ now: Date.now, setTimeout, clearTimeout });
  #before = process.cpuUsage();
  #shown = 0;
  #chat = NO_CHAT;
  #view: ChannelView | undefined;
  #heard = Promise.withResolvers<void>();

  async live(relay: string, nick: string, file: string): Promise<void> {
    const address = parseRelayAddress(relay);
    if (!address) throw new RangeError(`Cannot dial "${relay}": that is no address`);
    await using vault = await openPlainVault(file, nick);
    const session = await Session.open({
      ...{ clock: this.#clock, random, vault, platform: nativePlatform },
      dial: (sink) => dial(address, sink),
      emit: (event) => this.#hear(event),
    }, { relay, nick });
    session.start();
    for await (const wish of wishes()) {
      const entries = this.#view?.membership.count ?? 0;
      print(JSON.stringify(await this.#grant(wish, { session, vault })));
      if (wish.type !== "mark" && wish.type !== "watch") continue;
      // To answer is the bench's work.
      this.#before = process.cpuUsage();
      if (wish.type === "watch") print(JSON.stringify(await this.#spent({ entries: entries + wish.more })));
    }
    await session.close();
  }

  async #grant(wish: Wish, { session, vault }: { readonly session: Session; readonly vault: Vault }) {
    switch (wish.type) {
      case "mark":
      case "watch":
        return this.#mark();
      case "spent":
        return await this.#spent(wish.until);
      case "do":
        return await this.#do(session, wish.intents);
      case "entries":
        return this.#entries();
      case "now":
        return await this.#now(vault);
      default:
        return wish satisfies never;
    }
  }

  #mark() {
    this.#shown = 0;
    return {};
  }

  async #spent({ entries = 0, shown = 0 }: Until) {
    while (!this.#online || (this.#view?.membership.count ?? 0) < entries || this.#shown < shown) {
      await this.#heard.promise;
    }
    await this.#clock.sleep(REST_MS);
    const { user, system } = process.cpuUsage(this.#before);
    return { ms: (user + system) / 1000, shown: this.#shown };
  }

  async #do(session: Session, intents: readonly Intent[]) {
    for (const intent of intents) {
      const outcome = await session.do(intent);
      if (!outcome.ok) return { why: outcome.why };
    }
    return {};
  }

  #entries() {
    return { entries: this.#view?.membership.count };
  }

  async #now(vault: Vault) {
    for (;;) {
      const { head, epoch, time, channel } = this.#view?.membership ?? {};
      const parts = await vault.load();
      const saved = parts && decodeState(parts)?.channels.find(({ id }) => id === channel);
      const key = saved?.keys.find((key) => key.epoch === epoch)?.key;
      if (key) return { head, epoch, time, pin: this.#view?.pin, key: toHex(key) };
      // It came a moment ago, and is saved before long.
      await this.#clock.sleep(REST_MS);
    }
  }

  get #online(): boolean {
    return this.#chat.line.state === "online";
  }

  #hear(event: Event): void {
    this.#chat = reduce(this.#chat, event);
    if (event.type === "channel") this.#view = event.view;
    if (event.type === "rows") this.#shown += event.rows.filter(({ type }) => type === "message").length;
    const heard = this.#heard;
    this.#heard = Promise.withResolvers();
    heard.resolve();
  }
}

/** Until there are no more: then whoever wished is gone. */
async function* wishes(): AsyncGenerator<Wish> {
  let text = "";
  for await (const bytes of process.stdin) {
    const lines = (text + new TextDecoder().decode(bytes)).split("\n");
    text = lines.pop() ?? "";
    // Both ends are of one run of the bench: what comes is a wish.
    for (const line of lines) yield JSON.parse(line) as Wish;
  }
}

if (import.meta.main) {
  const [relay = "", nick = "", file = ""] = Deno.args;
  await new Member().live(relay, nick, file);
}
