/** What can be wanted before the first line of a program: what is said is kept, what needs the relay is refused in words, and nothing breaks. */
import { assertEquals } from "@std/assert";
import type { ChannelIntent, WhyNot } from "../../../client/core/intents.ts";
import { encodeState } from "../../../client/core/kept_state.ts";
import { MOST_WAITING } from "../../../client/core/outbox.ts";
import { Session } from "../../../client/core/session.ts";
import { decodeState } from "../../../client/core/vault_state.ts";
import type { Parts } from "../../../client/core/vault.ts";
import { Client } from "../../fakes/client.ts";
import { random } from "../../fakes/guest.ts";
import { MemoryVault } from "../../fakes/memory_vault.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";

type IntentOf<K extends ChannelIntent["type"]> = Extract<ChannelIntent, { readonly type: K }>;
type Wants = { readonly [K in ChannelIntent["type"]]: readonly [IntentOf<K>, "kept" | "done" | WhyNot] };

const message = { author: 0, counter: 1 } as IntentOf<"edit">["message"];

const wants: Wants = {
  say: [{ type: "say", text: "hello" }, "kept"],
  edit: [{ type: "edit", message, text: "hello" }, "kept"],
  erase: [{ type: "erase", message }, "kept"],
  react: [{ type: "react", message, emoji: "👍", on: true }, "kept"],
  topic: [{ type: "topic", text: "plans" }, "kept"],
  typing: [{ type: "typing", on: true }, "done"],
  read: [{ type: "read", cursor: 3, tell: true }, "done"],
  older: [{ type: "older", most: 50 }, "offline"],
  leave: [{ type: "leave" }, "offline"],
  private: [{ type: "private", nick: "bob" }, "offline"],
  policy: [{ type: "policy", change: { locked: true } }, "offline"],
  pin: [{ type: "pin", pin: "4321" }, "offline"],
  approve: [{ type: "approve", nick: "carol" }, "offline"],
  deny: [{ type: "deny", nick: "carol", reason: "" }, "absent"],
  kick: [{ type: "kick", nick: "bob", reason: "" }, "offline"],
  ban: [{ type: "ban", nick: "bob", ms: undefined, reason: "" }, "offline"],
  unban: [{ type: "unban", nick: "bob" }, "offline"],
  mute: [{ type: "mute", nick: "bob", ms: undefined }, "offline"],
  unmute: [{ type: "unmute", nick: "bob" }, "offline"],
  op: [{ type: "op", nick: "bob" }, "offline"],
  deop: [{ type: "deop", nick: "bob" }, "offline"],
  transfer: [{ type: "transfer", nick: "bob" }, "offline"],
  rekey: [{ type: "rekey" }, "offline"],
  invite: [{ type: "invite", uses: 1, ms: undefined }, "offline"],
  revoke: [{ type: "revoke", invite: 1 }, "offline"],
  verify: [{ type: "verify", nick: "bob", ok: true }, "done"],
};

for (const [what, [intent, comes]] of Object.entries(wants)) {
  Deno.test(`before the first line "${what}" is ${comes}`, async () => {
    await using relay = new TurnedRelay();
    const bob = await Client.open(relay, "bob");
    const first = await Client.open(relay, "alice");
    const channel = await first.join("Work", "1234");
    await bob.join("Work", "1234");
    await first.say(channel, "before");
    await first.session.close();
    const vault = new MemoryVault(first.vault.saved.at(-1));
    const alice = await Client.open(relay, "alice", { vault, line: { soon: () => {} } });
    const outcome = await alice.do({ ...intent, channel });
    assertEquals(outcome.ok ? "done" : outcome.code, comes === "kept" ? "done" : comes);
    assertEquals(alice.take("pending").length, comes === "kept" ? 1 : 0);
    await alice.do({ type: "status", status: "away", text: "lunch" });
    await alice.do({ type: "status", status: "invisible", text: "" });
    assertEquals((await alice.do({ type: "join", name: "work", pin: "1234", others: "ask" })).ok, true);
    assertEquals((await alice.do({ type: "join", name: "work", pin: "4321", others: "ask" })).ok, false);
    // What was kept is kept also when the program ends before there was a line.
    await alice.session.close();
    const again = await Client.open(relay, "alice", { vault: new MemoryVault(vault.saved.at(-1)) });
    assertEquals(again.take("pending").length, comes === "kept" ? 1 : 0);
    for (const { session } of [bob, again]) await session.close();
  });
}

Deno.test("what is said while very much waits to be sent is refused, and none of it is lost", async () => {
  await using relay = new TurnedRelay();
  const first = await Client.open(relay, "alice");
  const channel = await first.join("Work", "1234");
  await first.loseLine();
  await first.say(channel, "waits");
  await first.session.close();
  const vault = new MemoryVault(withMoreWaiting(first.vault.saved.at(-1), MOST_WAITING - 1));
  const alice = await Session.open(
    { ...{ dial: () => Promise.reject(), clock: relay.clock, random, vault }, platform: undefined, emit: () => {} },
    { relay: "relay.example.com:5000", nick: "alice" },
  );
  assertEquals((await alice.do({ type: "say", text: "the last", channel })).ok, true);
  const refused = await alice.do({ type: "say", text: "one too many", channel });
  assertEquals(refused.ok, false);
  await alice.close();
  assertEquals(decodeState(vault.saved.at(-1) ?? new Map())?.channels[0]?.outbox.length, MOST_WAITING);
});

/** A vault in which the one message that waits does so that many times. */
function withMoreWaiting(parts: Parts | undefined, times: number): Parts {
  const state = parts && decodeState(parts);
  const [channel] = state?.channels ?? [];
  const [post] = channel?.outbox ?? [];
  if (!state || !channel || !post) throw new Error("Nothing waits");
  const outbox = Array.from({ length: times }, (_, more) => ({ ...post, counter: post.counter + more }));
  return encodeState({ ...state, channels: [{ ...channel, outbox }] });
}
