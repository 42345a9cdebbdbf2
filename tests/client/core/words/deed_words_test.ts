/** Every kind of deed is a sentence, for those who read of it, who did it and to whom it was done. */
import { assertEquals } from "@std/assert";
import type { Deed } from "../../../../client/core/events.ts";
import { deedWords } from "../../../../client/core/words/deed_words.ts";
import type { Card } from "../../../../shared/card.ts";
import { type Act, NEVER, type Op } from "../../../../shared/log/entry.ts";
import { alice, bob, carol, dave, number, POLICY } from "../story.ts";

const none = new Uint8Array(0);
const epoch = { commit: new Uint8Array(32), fwd: none, back: none, why: none, note: none };
const AT = 1_700_000_000_000;
const member = number(bob);
const hour = AT + 3_600_000;
const invite: Card = { ...dave, nick: "invite" };

type Case = readonly [act: Act, others: string, more?: Partial<Deed> & { readonly before?: typeof POLICY }];

const CASES: readonly Case[] = [
  [{ op: "create", name: "Work", card: alice, policy: POLICY, salt: none, epoch }, "alice made this channel."],
  [{ op: "create", name: "", card: alice, policy: POLICY, salt: none, epoch }, "alice opened this private channel."],
  [{ op: "add", card: bob, epoch }, "alice let bob in."],
  [{ op: "add", card: bob, epoch }, "bob came in through an invite.", { by: invite }],
  [{ op: "remove", member, policy: POLICY, banUntil: 0, epoch }, "alice removed bob."],
  [{ op: "remove", member, policy: POLICY, banUntil: 0, epoch }, "alice removed bob: spam", { reason: "spam" }],
  [{ op: "remove", member, policy: POLICY, banUntil: hour, epoch }, "alice banned bob for 1h: spam", {
    reason: "spam",
  }],
  [{ op: "remove", member, policy: POLICY, banUntil: NEVER, epoch }, "alice banned bob."],
  [
    { op: "remove", member, policy: { ...POLICY, locked: true }, banUntil: 0, epoch },
    "alice removed bob: spam. The channel is locked now.",
    { reason: "spam", before: POLICY },
  ],
  [{ op: "leave" }, "alice left.", { whom: undefined }],
  [{ op: "rekey", epoch }, "alice gave the channel a new key.", { whom: undefined }],
  [{ op: "policy", policy: POLICY, epoch }, "alice changed the channel's settings.", { whom: undefined }],
  [{ op: "policy", policy: POLICY, epoch }, "alice changed the PIN.", { before: POLICY, whom: undefined }],
  [
    { op: "policy", policy: { ...POLICY, locked: true, history: false }, epoch },
    "alice locked the channel. alice turned history off.",
    { before: POLICY, whom: undefined },
  ],
  [
    { op: "policy", policy: { ...POLICY, keep: true, adminsSetTopic: true }, epoch },
    "alice had the relay keep the channel. alice let only admins set the topic.",
    { before: POLICY, whom: undefined },
  ],
  [
    { op: "policy", policy: POLICY, epoch },
    "alice had the relay no longer keep the channel. alice let everybody set the topic.",
    { before: { ...POLICY, keep: true, adminsSetTopic: true }, whom: undefined },
  ],
  [
    { op: "policy", policy: POLICY, epoch },
    "alice unlocked the channel.",
    { before: { ...POLICY, locked: true }, whom: undefined },
  ],
  [{ op: "op", member, epoch }, "alice made bob an admin."],
  [{ op: "deop", member, epoch }, "alice took bob's admin power away."],
  [{ op: "deop", member, epoch }, "alice laid the admin's power down.", { whom: alice }],
  [{ op: "transfer", member, epoch }, "alice handed the channel over to bob."],
  [{ op: "mute", member, until: NEVER, epoch }, "alice muted bob."],
  [{ op: "mute", member, until: hour + 3, epoch }, "alice muted bob for 1h."],
  [{ op: "unmute", member, epoch }, "alice let bob write again."],
  [{ op: "ban", identity: bob.id, until: hour, epoch }, "alice banned bob for 1h."],
  [{ op: "ban", identity: bob.id, until: NEVER, epoch }, "alice banned somebody.", { whom: undefined }],
  [{ op: "unban", identity: bob.id, epoch }, "alice lifted bob's ban."],
  [{ op: "invite", card: invite, uses: 1, until: NEVER, epoch }, "alice made an invite.", { whom: invite }],
  [{ op: "revoke", invite: member, epoch }, "alice took an invite back.", { whom: undefined }],
];

Deno.test("every op has a sentence here", () => {
  const ops: Readonly<Record<Op, true>> = {
    ...{ create: true, add: true, remove: true, leave: true, rekey: true, policy: true, op: true, deop: true },
    ...{ transfer: true, mute: true, unmute: true, ban: true, unban: true, invite: true, revoke: true },
  };
  assertEquals(new Set(CASES.map(([{ op }]) => op)), new Set(Object.keys(ops)) as Set<Op>);
});

Deno.test("deedWords() tells others who did what to whom", () => {
  for (const one of CASES) assertEquals(words(one, carol), one[1]);
});

Deno.test("deedWords() calls the reader you, at either end of the sentence", () => {
  const read = (reader: Card) =>
    CASES.filter(([{ op }]) => ["add", "remove", "deop", "unban"].includes(op)).map((one) => words(one, reader));
  assertEquals(read(bob), [
    "alice let you in.",
    "You came in through an invite.",
    "alice removed you.",
    "alice removed you: spam",
    "alice banned you for 1h: spam",
    "alice banned you.",
    "alice removed you: spam. The channel is locked now.",
    "alice took your admin power away.",
    "alice laid the admin's power down.",
    "alice lifted your ban.",
  ]);
  assertEquals(read(alice)[0], "You let bob in.");
});

Deno.test("deedWords() shows nothing that a peer could make of a nick or a reason", () => {
  const hostile = { ...bob, nick: "b\x1b[31mob" };
  const act = { op: "remove", member, policy: POLICY, banUntil: 0, epoch } as const;
  assertEquals(words([act, "", { whom: hostile, reason: "a\nb\u202e" }], carol), "alice removed b␛[31mob: a b");
  const impostor = { ...bob, nick: "You" };
  assertEquals(words([{ op: "leave" }, "", { by: impostor, whom: undefined }], carol), "@You left.");
});

function words([act, , { before, ...more } = {}]: Case, reader: Card): string {
  const deed: Deed = { act, by: alice, whom: bob, at: AT, cursor: 1, before: undefined, reason: "", ...more };
  return deedWords({ type: "deed", deed, before }, reader.id);
}
