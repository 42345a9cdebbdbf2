import { assert, assertEquals } from "@std/assert";
import { createEntry } from "../../../client/core/crypto/sign_entry.ts";
import type { Head, IdentityId, MemberNumber } from "../../../shared/ids.ts";
import { type Act, decodeEntry, NEVER } from "../../../shared/log/entry.ts";
import { memberByNick, type Membership } from "../../../shared/log/membership.ts";
import { extend } from "../../../shared/log/replay.ts";
import { MOST_BANS, MOST_INVITES, refusal } from "../../../shared/log/rules.ts";
import { act, card, CLOSED, creation, EPOCH, identityOf, Story } from "./story.ts";

/**
 * Alice created the channel and bob became admin after her; carol, dave and erin are members, of whom dave is muted; mallory is banned; zoe was
 * removed; "link" is an invite, and "spent" one that is used up.
 */
function scene(): Story {
  const story = new Story();
  for (const name of ["bob", "carol", "dave", "erin", "zoe"]) story.does("alice", act.add(name));
  return story
    .does("alice", act.op(story.number("bob")))
    .does("alice", act.remove(story.number("zoe")))
    .does("alice", act.mute(story.number("dave")))
    .does("alice", act.ban("mallory"))
    .does("alice", act.invite("link", { uses: 2 }))
    .does("alice", act.invite("spent"))
    .does("spent", act.add("frank"));
}

const everybody = ["alice", "bob", "carol", "dave", "link", "spent", "zoe"];
const admins = ["alice", "bob"];

const whoMay: Readonly<Record<string, { readonly act: (story: Story) => Act; readonly may: readonly string[] }>> = {
  "let a newcomer in": { act: () => act.add("new"), may: ["alice", "bob", "carol", "dave", "link"] },
  "remove a member": { act: (story) => act.remove(story.number("erin")), may: admins },
  "remove the junior admin": { act: (story) => act.remove(story.number("bob")), may: ["alice"] },
  "remove the senior admin": { act: (story) => act.remove(story.number("alice")), may: [] },
  "leave": { act: () => act.leave(), may: ["alice", "bob", "carol", "dave"] },
  "change the key unasked": { act: () => act.rekey(), may: admins },
  "change the policy": { act: () => act.policy({ locked: true }), may: admins },
  "make a member admin": { act: (story) => act.op(story.number("erin")), may: admins },
  "take the junior admin's power": { act: (story) => act.deop(story.number("bob")), may: ["alice", "bob"] },
  "take the senior admin's power": { act: (story) => act.deop(story.number("alice")), may: ["alice"] },
  "hand power over": { act: (story) => act.transfer(story.number("erin")), may: admins },
  "mute a member": { act: (story) => act.mute(story.number("erin")), may: admins },
  "mute the junior admin": { act: (story) => act.mute(story.number("bob")), may: admins },
  "mute the senior admin": { act: (story) => act.mute(story.number("alice")), may: ["alice"] },
  "unmute a member": { act: (story) => act.unmute(story.number("dave")), may: admins },
  "ban somebody outside": { act: () => act.ban("zoe"), may: admins },
  "lift a ban": { act: () => act.unban("mallory"), may: admins },
  "make an invite": { act: () => act.invite("door"), may: admins },
  "revoke an invite": { act: (story) => act.revoke(story.number("link")), may: admins },
};

for (const [what, { act, may }] of Object.entries(whoMay)) {
  Deno.test(`${may.join(", ") || "nobody"} may ${what}, and nobody else`, () => {
    const story = scene();
    const allowed = everybody.filter((name) => extend(story.membership, story.bytes(name, act(story))).ok);
    assertEquals(allowed, may);
  });
}

interface Attempt {
  /** What happened before, on top of the scene. */
  readonly after?: (story: Story) => unknown;
  readonly who: string;
  readonly act: (story: Story) => Act;
  /** The sentence that the person reads; undefined if it is taken. */
  readonly why: string | undefined;
}

const attempts: Readonly<Record<string, Attempt>> = {
  "a member cannot lock the channel": {
    who: "carol",
    act: () => act.policy({ locked: true }),
    why: "Only an admin can change what holds in a channel.",
  },
  "in a locked channel a member lets nobody in": {
    after: (story) => story.does("alice", act.policy({ locked: true })),
    who: "carol",
    act: () => act.add("new"),
    why: "Only an admin lets people into a locked channel.",
  },
  "in a locked channel an admin lets people in": {
    after: (story) => story.does("alice", act.policy({ locked: true })),
    who: "bob",
    act: () => act.add("new"),
    why: undefined,
  },
  "in a locked channel an invite lets people in": {
    after: (story) => story.does("alice", act.policy({ locked: true })),
    who: "link",
    act: () => act.add("new"),
    why: undefined,
  },
  "an identity is in once": {
    who: "alice",
    act: () => act.add("carol", "cara"),
    why: '"carol" is in this channel already.',
  },
  "a nick is in once, whatever its case": {
    who: "alice",
    act: () => act.add("new", "Carol"),
    why: 'The name "Carol" is taken here.',
  },
  "a nick is in once, whatever its width": {
    who: "alice",
    act: () => act.add("new", "ｃarol"),
    why: 'The name "ｃarol" is taken here.',
  },
  "a nick is in once, whatever alphabet it is written in": {
    after: (story) => story.does("alice", act.add("new", "c\u0430rol2")),
    who: "alice",
    act: () => act.add("newer", "Carol2"),
    why: 'The name "Carol2" is taken here.',
  },
  "a nick is in once, whatever letters look like its own": {
    after: (story) => story.does("alice", act.add("new", "Ian")),
    who: "alice",
    act: () => act.add("newer", "lan"),
    why: 'The name "lan" is taken here.',
  },
  "nicks that read and look different are two": {
    after: (story) => story.does("alice", act.add("new", "Neil")),
    who: "alice",
    act: () => act.add("newer", "Nell"),
    why: undefined,
  },
  "a removed member's nick is free": { who: "alice", act: () => act.add("new", "zoe"), why: undefined },
  "a removed member can come back": { who: "carol", act: () => act.add("zoe"), why: undefined },
  "a banned identity cannot come in": {
    who: "carol",
    act: () => act.add("mallory"),
    why: '"mallory" is banned from this channel.',
  },
  "a banned identity cannot be an invite": {
    who: "alice",
    act: () => act.invite("mallory"),
    why: '"mallory" is banned from this channel.',
  },
  "a ban made with a removal holds": {
    after: (story) => story.does("alice", act.remove(story.number("erin"), { banUntil: NEVER })),
    who: "carol",
    act: () => act.add("erin"),
    why: '"erin" is banned from this channel.',
  },
  "a ban holds until its time": {
    after: (story) => {
      story.does("alice", act.remove(story.number("erin"), { banUntil: story.now + 10 }));
      story.now += 9;
    },
    who: "carol",
    act: () => act.add("erin"),
    why: '"erin" is banned from this channel.',
  },
  "a ban is over at its time": {
    after: (story) => {
      story.does("alice", act.remove(story.number("erin"), { banUntil: story.now + 10 }));
      story.now += 10;
    },
    who: "carol",
    act: () => act.add("erin"),
    why: undefined,
  },
  "a lifted ban is over": {
    after: (story) => story.does("bob", act.unban("mallory")),
    who: "carol",
    act: () => act.add("mallory"),
    why: undefined,
  },
  "an invite cannot let itself in": {
    who: "link",
    act: () => act.add("link"),
    why: "An invite cannot be used as a member.",
  },
  "an invite does nothing but let people in": {
    who: "link",
    act: () => act.rekey(),
    why: "An invite can only let somebody in.",
  },
  "an invite works as often as it was made for": {
    after: (story) => story.does("link", act.add("new1")).does("link", act.add("new2")),
    who: "link",
    act: () => act.add("new3"),
    why: "Only a member can do that.",
  },
  "an invite works before its date": {
    after: (story) => {
      story.does("alice", act.invite("door", { until: story.now + 10 }));
      story.now += 9;
    },
    who: "door",
    act: () => act.add("new"),
    why: undefined,
  },
  "an invite is over at its date": {
    after: (story) => {
      story.does("alice", act.invite("door", { until: story.now + 10 }));
      story.now += 10;
    },
    who: "door",
    act: () => act.add("new"),
    why: "Only a member can do that.",
  },
  "a revoked invite is over": {
    after: (story) => story.does("bob", act.revoke(story.number("link"))),
    who: "link",
    act: () => act.add("new"),
    why: "Only a member can do that.",
  },
  "an invite is revoked once": {
    after: (story) => story.does("bob", act.revoke(story.number("link"))),
    who: "alice",
    act: (story) => act.revoke(story.number("link")),
    why: "That invite is over already.",
  },
  "a removal ends every invite": {
    after: (story) => story.does("bob", act.remove(story.number("erin"))),
    who: "link",
    act: () => act.add("new"),
    why: "Only a member can do that.",
  },
  "an invite that a removal ended is not revoked": {
    after: (story) => story.does("bob", act.remove(story.number("erin"))),
    who: "alice",
    act: (story) => act.revoke(story.number("link")),
    why: "That invite is over already.",
  },
  "after a removal there is room for as many invites as before": {
    after: (story) => {
      for (let i = 1; i < MOST_INVITES; i++) story.does("alice", act.invite(`door${i}`));
      story.does("bob", act.remove(story.number("erin")));
      for (let i = 1; i < MOST_INVITES; i++) story.does("alice", act.invite(`gate${i}`));
    },
    who: "alice",
    act: () => act.invite("gate"),
    why: undefined,
  },
  "an invite has a use": {
    who: "alice",
    act: () => act.invite("door", { uses: 0 }),
    why: "An invite needs at least one use.",
  },
  "an invite ends in the future": {
    who: "alice",
    act: (story) => act.invite("door", { until: story.now }),
    why: "That time is over already.",
  },
  "there is an end to invites": {
    after: (story) => {
      for (let i = 1; i < MOST_INVITES; i++) story.does("alice", act.invite(`door${i}`));
    },
    who: "alice",
    act: () => act.invite("door"),
    why: "This channel has too many invites.",
  },
  "nobody removes himself": {
    who: "alice",
    act: (story) => act.remove(story.number("alice")),
    why: "Nobody can remove himself, only leave.",
  },
  "nobody is removed twice": {
    who: "alice",
    act: (story) => act.remove(story.number("zoe")),
    why: "That member is not in this channel.",
  },
  "an invite is not removed but revoked": {
    who: "alice",
    act: (story) => act.remove(story.number("link")),
    why: "That member is not in this channel.",
  },
  "a member is not revoked but removed": {
    who: "alice",
    act: (story) => act.revoke(story.number("erin")),
    why: "That invite is over already.",
  },
  "an admin is made once": {
    who: "alice",
    act: (story) => act.op(story.number("bob")),
    why: '"bob" is an admin already.',
  },
  "who is no admin has no power to lose": {
    who: "alice",
    act: (story) => act.deop(story.number("carol")),
    why: '"carol" is no admin.',
  },
  "the only admin keeps his power": {
    after: (story) => story.does("bob", act.deop(story.number("bob"))),
    who: "alice",
    act: (story) => act.deop(story.number("alice")),
    why: "The only admin has to make another one first.",
  },
  "who handed his power over has none": {
    after: (story) => story.does("alice", act.transfer(story.number("carol"))),
    who: "alice",
    act: () => act.policy({}),
    why: "Only an admin can change what holds in a channel.",
  },
  "who was given power is junior to all who had it": {
    after: (story) => story.does("alice", act.transfer(story.number("carol"))),
    who: "carol",
    act: (story) => act.remove(story.number("bob")),
    why: "An admin cannot remove an admin who is senior to him.",
  },
  "an admin who lost his power and got it back is junior": {
    after: (story) =>
      story.does("alice", act.op(story.number("carol"))).does("alice", act.deop(story.number("bob"))).does(
        "alice",
        act.op(story.number("bob")),
      ),
    who: "bob",
    act: (story) => act.deop(story.number("carol")),
    why: "An admin cannot take the power of one who is senior to him.",
  },
  "a muted admin cannot unmute himself": {
    after: (story) => story.does("alice", act.mute(story.number("bob"))),
    who: "bob",
    act: (story) => act.unmute(story.number("bob")),
    why: "Nobody can unmute himself.",
  },
  "who is not muted is not unmuted": {
    who: "alice",
    act: (story) => act.unmute(story.number("carol")),
    why: '"carol" is not muted.',
  },
  "a mute ends in the future": {
    who: "alice",
    act: (story) => act.mute(story.number("carol"), story.now),
    why: "That time is over already.",
  },
  "who is inside is not banned but removed": {
    who: "alice",
    act: () => act.ban("carol"),
    why: '"carol" is in this channel: remove him with a ban.',
  },
  "who is not banned needs no pardon": {
    who: "alice",
    act: () => act.unban("zoe"),
    why: "That identity is not banned.",
  },
  "a channel is created once": {
    who: "alice",
    act: () => creation(),
    why: "This channel exists already.",
  },
};

for (const [claim, { after, who, act, why }] of Object.entries(attempts)) {
  Deno.test(claim, () => {
    const story = scene();
    after?.(story);
    assertEquals(story.tries(who, act(story)), why);
  });
}

Deno.test("a nick that looks like a member's is refused while he is in, and taken when he has gone", () => {
  const lookalike = "\u0430lice";
  const story = scene();
  assertEquals(story.tries("bob", act.add("new", lookalike)), `The name "${lookalike}" is taken here.`);
  story.does("alice", act.leave()).does("bob", act.rekey());
  assertEquals(story.tries("bob", act.add("new", lookalike)), undefined);
  assertEquals(story.tries("bob", act.add("alice")), 'The name "alice" is taken here.');
});

Deno.test("a member is found by his nick in any case; failing that, by what looks like it", () => {
  const story = scene();
  for (const nick of ["Neil", "Nell", "Iris"]) story.does("alice", act.add(nick));
  const found = (typed: string) => memberByNick(story.membership, typed)?.card.nick;
  assertEquals(["neil", "NEIL", "nell", "lris", "iris", "nil"].map(found), [
    "Neil",
    "Neil",
    "Nell",
    "Iris",
    "Iris",
    undefined,
  ]);
});

const letter = new Uint8Array(72);
const NEW_UNDER_OLD = { ...EPOCH, fwd: letter };
const OLD_UNDER_NEW = { ...EPOCH, back: letter };

Deno.test("who is shut out cannot be handed the new key under the old one", () => {
  const why = "The new key must not be readable with the old one.";
  const story = scene();
  const removal: Act = {
    op: "remove",
    member: story.number("erin"),
    policy: CLOSED,
    banUntil: 0,
    epoch: NEW_UNDER_OLD,
  };
  assertEquals(story.tries("alice", removal), why);
  assertEquals(story.tries("alice", { op: "revoke", invite: story.number("link"), epoch: NEW_UNDER_OLD }), why);
  assertEquals(story.tries("alice", { op: "rekey", epoch: NEW_UNDER_OLD }), why);
  assertEquals(story.tries("alice", { op: "policy", policy: CLOSED, epoch: NEW_UNDER_OLD }), undefined);
});

Deno.test("the old key comes under the new one only while history is shared before and after", () => {
  const why = "The old key must not be readable with the new one: history is not shared.";
  const story = scene();
  const shared = { ...CLOSED, history: true };
  assertEquals(story.tries("alice", { op: "rekey", epoch: OLD_UNDER_NEW }), why);
  assertEquals(story.tries("alice", { op: "policy", policy: shared, epoch: OLD_UNDER_NEW }), why);
  story.does("alice", { op: "policy", policy: shared, epoch: EPOCH });
  assertEquals(story.tries("alice", { op: "rekey", epoch: OLD_UNDER_NEW }), undefined);
  assertEquals(story.tries("alice", { op: "policy", policy: CLOSED, epoch: OLD_UNDER_NEW }), why);
});

Deno.test("who goes while he is muted is muted when he comes back", () => {
  const until = 1_000_000 + 5000;
  const ways: readonly ((story: Story) => Story)[] = [
    (story) => story.does("carol", act.leave()).does("alice", act.rekey()),
    (story) => story.does("alice", act.remove(story.number("carol"))),
  ];
  for (const goes of ways) {
    const story = scene();
    goes(story.does("alice", act.mute(story.number("carol"), until)));
    assertEquals([...story.membership.mutes], [[identityOf("carol").id, until]]);
    story.does("alice", act.add("carol", "cara"));
    assertEquals([story.member("carol")?.mutedUntil, story.membership.mutes.size], [until, 0]);
    goes(story.does("alice", act.unmute(story.number("carol"))));
    story.does("alice", act.add("carol"));
    assertEquals(story.member("carol")?.mutedUntil, 0, "who was unmuted meanwhile is not");
  }
});

Deno.test("a mute of somebody who is away ends when it ends", () => {
  const story = scene();
  story.does("alice", act.mute(story.number("carol"), story.now + 5000)).does("carol", act.leave());
  story.now += 5000;
  story.does("alice", act.rekey());
  assertEquals(story.membership.mutes.size, 0);
  story.does("alice", act.add("carol"));
  assertEquals(story.member("carol")?.mutedUntil, 0);
});

Deno.test("of too many who went while they were muted, who went first is forgotten", () => {
  const story = scene();
  const { membership } = story.does("alice", act.mute(story.number("carol")));
  const mutes = new Map(Array.from({ length: MOST_BANS }, (_, place) => [`${place}` as IdentityId, NEVER]));
  const bytes = story.bytes("carol", act.leave());
  const next = extend({ ...membership, mutes }, bytes);
  assert(next.ok);
  const left = [...next.membership.mutes.keys()];
  assertEquals([left.length, left[0], left.at(-1)], [MOST_BANS, "1", identityOf("carol").id]);
});

/** A channel in which as much of it is in force as may be, all of it until that time. */
const CROWDS: Readonly<Record<"bans" | "invites", (membership: Membership, until: number) => Membership>> = {
  bans: (membership, until) => {
    const ids = Array.from({ length: MOST_BANS }, (_, place) => `${place}` as IdentityId);
    return { ...membership, bans: new Map(ids.map((id) => [id, until])) };
  },
  invites: (membership, until) => {
    const numbers = Array.from({ length: MOST_INVITES }, (_, place) => (1000 + place) as MemberNumber);
    const invites = numbers.map((number) => ({ number, card: card("link", `${number}`), usesLeft: 1, until }));
    return { ...membership, invites };
  },
};

const ONE_MORE: readonly (readonly [what: "bans" | "invites", one: (story: Story) => Act])[] = [
  ["bans", () => act.ban("zoe")],
  ["bans", (story) => act.remove(story.number("erin"), { banUntil: NEVER })],
  ["invites", () => act.invite("door")],
];

for (const [what, one] of ONE_MORE) {
  Deno.test(`as many ${what} as there may be leave room for another when they are over: ${one(scene()).op}`, () => {
    const story = scene();
    const until = story.now + 5000;
    const full = CROWDS[what](story.membership, until);
    const why = () => {
      const next = extend(full, story.bytes("alice", one(story)));
      return next.ok ? undefined : next.why;
    };
    assertEquals(why(), `This channel has too many ${what}.`);
    story.now = until;
    assertEquals(why(), undefined);
  });
}

Deno.test("who is removed without a ban is removed, however many are banned", () => {
  const story = scene();
  const next = extend(CROWDS.bans(story.membership, NEVER), story.bytes("alice", act.remove(story.number("erin"))));
  assert(next.ok, "an admin puts out whom he likes");
});

Deno.test("who is banned is banned for longer, however many are", () => {
  const story = scene();
  const bans = new Map(Array.from({ length: MOST_BANS - 1 }, (_, place) => [`${place}` as IdentityId, NEVER]));
  const full = { ...story.membership, bans: new Map([...bans, [identityOf("mallory").id, story.now + 5000]]) };
  const longer = story.bytes("alice", act.ban("mallory"));
  assertEquals(extend(full, longer).ok, true);
});

Deno.test("what is over by an entry's time is over in it", () => {
  const story = scene();
  const until = story.now + 5000;
  story.does("alice", act.mute(story.number("carol"), until)).does("alice", act.ban("zoe", until));
  story.does("alice", act.invite("door", { until }));
  story.now = until;
  assertEquals(story.tries("alice", act.unmute(story.number("carol"))), '"carol" is not muted.');
  assertEquals(story.tries("alice", act.unban("zoe")), "That identity is not banned.");
  assertEquals(story.tries("alice", act.revoke(story.number("door"))), "That invite is over already.");
  const bytes = story.bytes("alice", act.remove(story.number("carol"), { banUntil: until }));
  assertEquals(story.takes(bytes), undefined);
  assertEquals(story.membership.bans.has(identityOf("carol").id), false, "a ban until now is none");
});

Deno.test("an identity that was an invite comes in as a member when that is over", () => {
  const story = scene();
  const until = story.now + 5000;
  story.does("alice", act.invite("door", { until }));
  assertEquals(story.tries("alice", act.add("door")), "An invite cannot be used as a member.");
  story.now = until;
  assertEquals(story.tries("alice", act.add("door")), undefined);
});

Deno.test("in a private channel the key is replaced, and nothing else is done", () => {
  const story = new Story({ name: "" });
  story.does("alice", act.add("bob")).does("alice", act.rekey());
  const bob = story.number("bob");
  for (
    const what of [act.op(bob), act.mute(bob), act.remove(bob), act.policy({}), act.ban("zoe"), act.invite("door")]
  ) {
    assertEquals(story.tries("alice", what), "A private channel has no admins, bans or settings.", what.op);
  }
});

Deno.test("a creation comes first, from nobody, after nothing, and without a key before its own", () => {
  const first = "A creation comes first in its log.";
  const none = "A new channel has no key before its first.";
  const entry = decodeEntry(createEntry(creation(), { identity: identityOf("alice"), now: 1 }));
  assert(entry.op === "create");
  const why = (change: Partial<typeof entry>) => refusal(undefined, { ...entry, ...change });
  assertEquals(why({}), undefined);
  assertEquals(why({ seq: 1 }), first);
  assertEquals(why({ author: 1 as MemberNumber }), first);
  assertEquals(why({ prev: "01".repeat(32) as Head }), first);
  assertEquals([why({ epoch: NEW_UNDER_OLD }), why({ epoch: OLD_UNDER_NEW })], [none, none]);
});

Deno.test("when the last admin leaves, the longest-standing member becomes admin", () => {
  const story = scene().does("bob", act.leave()).does("alice", act.leave());
  assertEquals(story.member("carol")?.adminSince, story.membership.count - 1);
  assertEquals(story.membership.members.filter((member) => member.adminSince !== undefined).length, 1);
});

Deno.test("while one admin stays, nobody inherits", () => {
  const story = scene().does("alice", act.leave());
  assertEquals(story.membership.members.filter((member) => member.adminSince !== undefined), [story.member("bob")]);
});

Deno.test("after somebody left, the key is replaced before anything else", () => {
  const why = "Somebody left: the channel needs a new key first.";
  const story = scene().does("dave", act.leave());
  for (
    const what of [act.add("new"), act.policy({}), act.op(story.number("carol")), act.ban("zoe"), act.invite("door")]
  ) {
    assertEquals(story.tries("alice", what), why);
  }
  assertEquals(story.tries("link", act.add("new")), why);
});

Deno.test("the key that is owed is replaced by any member's rekey, an admin's removal or a revoked invite, not by another's leave", () => {
  const left = () => scene().does("dave", act.leave());
  const story = left();
  assertEquals(left().does("carol", act.rekey()).membership.owed, false);
  assertEquals(left().does("alice", act.remove(story.number("carol"))).membership.owed, false);
  assertEquals(left().does("alice", act.revoke(story.number("link"))).membership.owed, false);
  assertEquals(left().does("carol", act.leave()).membership.owed, true);
});

Deno.test("a channel whose last member left takes nothing more, not even from its invites", () => {
  const why = "This channel is over: its last member left.";
  const story = new Story().does("alice", act.invite("link")).does("alice", act.leave());
  assertEquals(story.tries("alice", act.rekey()), why);
  assertEquals(story.tries("alice", act.leave()), why);
  assertEquals(story.tries("link", act.add("new")), why);
});

const FOR_TWO = "A private channel is for the two it was opened for.";

Deno.test("a private channel has two members and nobody with powers", () => {
  const why = "A private channel has no admins, bans or settings.";
  const story = new Story({ name: "" }).does("alice", act.add("bob"));
  assertEquals(story.tries("alice", act.add("carol")), FOR_TWO);
  assertEquals(story.tries("alice", act.policy({})), why);
  assertEquals(story.tries("alice", act.remove(story.number("bob"))), why);
  assertEquals(story.tries("alice", act.invite("link")), why);
  assertEquals(story.tries("bob", act.leave()), undefined);
  assertEquals(story.tries("alice", act.rekey()), undefined);
});

const privately: Readonly<Record<string, (story: Story) => Story>> = {
  "the second came": (story) => story,
  "the second left and the key is new": (story) => story.does("bob", act.leave()).does("alice", act.rekey()),
  "its creator left and the key is new": (story) => story.does("alice", act.leave()).does("bob", act.rekey()),
  "the second left and the key was changed twice": (story) =>
    story.does("bob", act.leave()).does("alice", act.rekey()).does("alice", act.rekey()),
};

for (const [since, happens] of Object.entries(privately)) {
  Deno.test(`nobody is let into a private channel after ${since}`, () => {
    const story = happens(new Story({ name: "" }).does("alice", act.add("bob")));
    const inside = story.membership.members.map((member) => member.card.nick);
    assert(inside.length > 0);
    for (const who of ["alice", "bob"]) {
      for (const newcomer of ["alice", "bob", "carol"]) {
        assertEquals(
          story.tries(who, act.add(newcomer)),
          inside.includes(who) ? FOR_TWO : "Only a member can do that.",
          `${who} lets ${newcomer} in`,
        );
      }
    }
    assertEquals(story.membership.members.map((member) => member.card.nick), inside);
  });
}

Deno.test("while the new key is owed, nobody is let into a private channel either", () => {
  const story = new Story({ name: "" }).does("alice", act.add("bob"));
  const beforehand = story.bytes("alice", act.add("carol"));
  story.does("bob", act.leave());
  assertEquals(story.tries("alice", act.add("carol")), "Somebody left: the channel needs a new key first.");
  assertEquals(story.tries("alice", act.add("bob")), "Somebody left: the channel needs a new key first.");
  assertEquals(story.takes(beforehand), "The channel has changed meanwhile.");
});

Deno.test("the second comes into a private channel with its second entry or never", () => {
  const story = new Story({ name: "" }).does("alice", act.rekey());
  assertEquals(story.tries("alice", act.add("bob")), FOR_TWO);
});

Deno.test("a relay may say how many members a channel has", () => {
  const story = new Story();
  assertEquals(story.tries("alice", act.add("bob"), { members: 2 }), undefined);
  assertEquals(story.tries("alice", act.add("carol"), { members: 2 }), "This channel is full.");
});

Deno.test("a removal sets the policy that it carries", () => {
  const story = scene();
  story.does("alice", act.remove(story.number("erin"), { policy: { ...CLOSED, locked: true } }));
  assertEquals(story.membership.policy.locked, true);
});
