import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import fc from "fast-check";
import { completeConsole, runConsoleLine } from "../../relay/console.ts";
import { Failure } from "../../shared/failure.ts";
import { FakeOperator } from "../fakes/fake_operator.ts";

const HOUR = 3_600_000;

/** What a line prints. */
function run(line: string, operator = new FakeOperator(), now = 0): readonly string[] {
  return runConsoleLine(line, operator, now).lines;
}

Deno.test("/channels prints what FEATURES promises, by whichever of its names", () => {
  const operator = new FakeOperator();
  operator.open = [{ name: "Work", id: "a1".repeat(16), users: ["John", "Alice", "Bob"] }];
  const expected = [
    "==================================================",
    "Active Channels: 1",
    "==================================================",
    "",
    "  Channel: Work",
    "  Users: 3",
    "    - John",
    "    - Alice",
    "    - Bob",
  ];
  for (const line of ["/channels", "/servers", "/rooms", " channels ", "/Channels"]) {
    assertEquals(run(line, operator), expected);
  }
});

Deno.test("/channels shows an id behind two channels of one name, and private ones only as a number", () => {
  const operator = new FakeOperator();
  operator.open = [
    { name: "work", id: "b2".repeat(16), users: [] },
    { name: "", id: "c3".repeat(16), users: ["Ann", "Bob"] },
    { name: "Work", id: "a1".repeat(16), users: [] },
    { name: "Art", id: "d4".repeat(16), users: [] },
  ];
  const lines = run("/channels", operator);
  assertEquals(lines[1], "Active Channels: 3");
  assertEquals(lines.filter((line) => line.includes("Channel:")), [
    "  Channel: Art",
    "  Channel: work (b2b2b2b2)",
    "  Channel: Work (a1a1a1a1)",
  ]);
  assertEquals(lines.slice(-2), ["", "  Private channels: 1"]);
  assert(!lines.join().includes("Ann"));
});

Deno.test("/channels lists tens of thousands at once: meanwhile everybody waits", () => {
  const operator = new FakeOperator();
  operator.open = Array.from({ length: 30_000 }, (_, n) => ({ name: `Channel ${n}`, id: "a1".repeat(16), users: [] }));
  const since = performance.now();
  assertEquals(run("/channels", operator)[1], "Active Channels: 30000");
  assert(performance.now() - since < 2000, "it does not compare each with each");
});

Deno.test("/users and /stats stand in columns", () => {
  assertEquals(run("/users", new FakeOperator(), 2 * HOUR + 5 * 60_000), [
    "Users: 3",
    "  John    11111111  192.168.1.7  1 channel   for 2h 5m",
    "  Joanna  22222222  192.168.1.8  2 channels  for 2h 5m",
    "  Bob     33333333  ::1          1 channel   for 2h 5m",
  ]);
  assertEquals(run("/stats"), ["  Connections  3", "  Channels     2"]);
});

Deno.test("/users shows an address as the operator would type it, and times in whole seconds", () => {
  const operator = new FakeOperator();
  const [john] = operator.connected;
  assert(john);
  operator.connected = [{ ...john, address: "::ffff:192.168.1.7", since: 0 }];
  const [, row = ""] = run("/users", operator, 5972);
  assertEquals(row, "  John  11111111  192.168.1.7  1 channel  for 5s");
});

Deno.test("/kick closes sessions and says how many", () => {
  const operator = new FakeOperator();
  assertEquals(run("/kick Bob too loud", operator), ["1 session closed."]);
  assertEquals(run("/kick Bob", operator), ["No session of Bob found."]);
});

Deno.test("who is kicked, banned and let in again may be named with the @ of chat", () => {
  const operator = new FakeOperator();
  assertEquals(run("/kick @John too loud", operator), ["1 session closed."]);
  assertEquals(run("/ban @Bob", operator), ["Banned for ever: identity Bob"]);
  assertEquals(run("/unban @Bob", operator), ["1 ban lifted."]);
  assertEquals(run("/kick @", operator), ["No session of @ found."]);
});

Deno.test("/ban bans for ever or for a time, with a reason or without one", () => {
  const cases = [
    ["/ban Bob", 0, "", "for ever"],
    ["/ban Bob spam and more", 0, "spam and more", "for ever"],
    ["/ban Bob for 2h", 1000 + 2 * HOUR, "", "for 2h"],
    ["/ban Bob for 2h spam", 1000 + 2 * HOUR, "spam", "for 2h"],
    ["/ban Bob 2h spam", 1000 + 2 * HOUR, "spam", "for 2h"],
    ["/ban Bob FOR 2h", 1000 + 2 * HOUR, "", "for 2h"],
    ["/ban Bob for 3650d", 1000 + 3650 * 24 * HOUR, "", "for 3650d"],
    ["/ban Bob for spamming us", 0, "for spamming us", "for ever"],
    ["/ban Bob for a while", 0, "for a while", "for ever"],
    ["/ban Bob 3 warnings", 0, "3 warnings", "for ever"],
  ] as const;
  for (const [line, until, reason, told] of cases) {
    const operator = new FakeOperator();
    assertEquals(run(line, operator, 1000), [`Banned ${told}: identity Bob`]);
    assertEquals(operator.banned, [{ subject: "Bob", nick: "", until, reason }]);
  }
});

Deno.test("/ban with a slip in its time bans nobody, rather than for ever", () => {
  const operator = new FakeOperator();
  assertEquals(run("/ban Bob for 2x spam", operator), ['Cannot ban for "2x": a time is written 30m, 2h or 7d']);
  for (const [time, word] of [["for a week", "a"], ["2 hours", "2"], ["2H spam", "2H"]]) {
    assertEquals(run(`/ban Bob ${time}`, operator), [`Cannot ban for "${word}": a time is written 30m, 2h or 7d`]);
  }
  assertEquals(run("/ban Bob for", operator), ["Cannot ban: for how long? A time is written 30m, 2h or 7d"]);
  assertEquals(run("/ban Bob for 0m", operator), ['Cannot ban for "0m": that is over at once']);
  const long = "is longer than 3650d; without a time it is for ever";
  // What a database takes for the end of such a ban, it does not give back.
  for (const time of ["3651d", "999999999d"]) {
    assertEquals(run(`/ban Bob ${time}`, operator), [`Cannot ban for "${time}": that ${long}`]);
  }
  assertEquals(operator.banned, []);
  assertEquals(run("/ban Nobody", operator), ["Nobody here is Nobody."]);
  assertEquals(run("/ban 10.0.0.0/8", operator), [
    "Nobody here is 10.0.0.0/8. Of addresses, one is banned at a time, or an IPv6 one's /64.",
  ]);
});

Deno.test("/bans lists what is in force, and /unban lifts it", () => {
  const operator = new FakeOperator();
  operator.banned = [{ subject: "Bob", nick: "", until: 0, reason: "spam" }, {
    subject: "::1",
    nick: "",
    until: 3 * HOUR,
    reason: "",
  }];
  assertEquals(run("/bans", operator, HOUR), ["Bans: 2", "  Bob  for ever        spam", "  ::1  for another 2h"]);
  operator.banned = operator.banned.map((ban) => ({ ...ban, until: HOUR + 4001 }));
  assertEquals(run("/bans", operator, HOUR).at(-1), "  ::1  for another 5s");
  const left = "1 ban in force still: /bans lists them.";
  assertEquals(run("/unban Bob", operator), ["1 ban lifted.", left]);
  assertEquals(run("/unban Bob", operator), ["No ban of Bob found.", left]);
  assertEquals(run("/unban ::1", operator), ["1 ban lifted."]);
  operator.banned = [
    { subject: "10.0.0.9", nick: "Mallory", until: 0, reason: "spam" },
    { subject: "::1", nick: "", until: 0, reason: "" },
  ];
  assertEquals(run("/bans", operator), [
    "Bans: 2",
    "  Mallory  10.0.0.9  for ever  spam",
    "           ::1       for ever",
  ]);
});

Deno.test("/announce tells everybody, and /motd shows, sets and clears", () => {
  const operator = new FakeOperator();
  assertEquals(run("/announce back at  noon", operator), ["Told 3 users."]);
  assertEquals(operator.announced, ["back at  noon"]);
  assertEquals(run("/motd", operator), ["There is no message of the day."]);
  assertEquals(run("/motd be kind", operator), ["Message of the day: be kind"]);
  assertEquals(run("/motd", operator), ["Message of the day: be kind"]);
  for (const off of ["off", "OFF"]) {
    assertEquals(run(`/motd ${off}`, operator), ["There is no message of the day."]);
    run("/motd be kind", operator);
  }
});

Deno.test("/help has a line for every command, and /exit and /quit end", () => {
  const help = run("/help").join("\n");
  for (
    const name of ["channels", "users", "stats", "kick", "ban", "unban", "bans", "announce", "motd", "help", "exit"]
  ) {
    assertMatch(help, new RegExp(`^  /${name}\\b`, "m"));
  }
  for (const line of ["/exit", "/quit", "exit"]) assert(runConsoleLine(line, new FakeOperator(), 0).exit);
  assert(!runConsoleLine("/help", new FakeOperator(), 0).exit);
  for (const [line, usage] of [["/exit now", "/exit"], ["/quit please", "/exit"], ["exit?", ""]] as const) {
    const { lines, exit } = runConsoleLine(line, new FakeOperator(), 0);
    assert(!exit, line);
    if (usage) assertEquals(lines, [`Usage: ${usage}`]);
  }
});

Deno.test("what is no command gets a hint, what lacks an argument its usage, a blank line nothing", () => {
  assertEquals(run("/chanels"), ["There is no command /chanels; did you mean /channels?"]);
  assertEquals(run("frobnicate it"), ["There is no command /frobnicate; /help lists the commands"]);
  assertEquals(run("/kick"), ["Usage: /kick who [reason]"]);
  assertEquals(run("/users Bob"), ["Usage: /users"]);
  assertEquals(run("/announce  "), ["Usage: /announce text"]);
  assertEquals(run("   "), []);
  assertEquals(run("/"), []);
});

Deno.test("what the machine fails to do fails the command; a bug is not hidden", () => {
  const operator = new FakeOperator();
  operator.kick = () => {
    throw new Failure("Cannot write: the disk is full");
  };
  assertEquals(run("/kick Bob", operator), ["Cannot write: the disk is full"]);
  operator.kick = () => {
    throw new RangeError("bug");
  };
  assertThrows(() => run("/kick Bob", operator), RangeError);
});

Deno.test("nothing that a peer calls himself reaches the terminal as it is", () => {
  const nasty = "\x1b[2Jx\u202e\n\x07";
  const operator = new FakeOperator();
  operator.open = [{ name: nasty, id: nasty, users: [nasty] }];
  operator.connected = [{ nick: nasty, identity: nasty, address: nasty, channels: 0, since: 0 }];
  operator.banned = [{ subject: nasty, nick: nasty, until: 0, reason: nasty }];
  operator.greeting = nasty;
  for (const line of ["/channels", "/users", "/bans", "/motd", `/${nasty}`, `/kick ${nasty}`]) {
    for (const shown of run(line, operator)) assert(!/[\p{Cc}\p{Bidi_Control}]/u.test(shown), JSON.stringify(shown));
  }
  assert(completeConsole("/kick ", operator).candidates.every((candidate) => !/\p{Cc}/u.test(candidate)));
});

Deno.test("completion knows the commands, and for whom each can be", () => {
  const operator = new FakeOperator();
  operator.banned = [{ subject: "10.0.0.9", nick: "Mallory", until: 0, reason: "" }];
  assertEquals(completeConsole("/ba", operator), { from: 0, candidates: ["/ban", "/bans"] });
  assertEquals(completeConsole("st", operator), { from: 0, candidates: ["/stats"] });
  assertEquals(completeConsole("/kick jo", operator), { from: 6, candidates: ["Joanna", "John"] });
  assertEquals(completeConsole("/unban ", operator), { from: 7, candidates: ["10.0.0.9", "Mallory"] });
  assertEquals(completeConsole("/ban Bob for", operator).candidates, []);
  assertEquals(completeConsole("/nothing x", operator).candidates, []);
});

Deno.test("no line makes the console fail", () => {
  const word = fc.constantFrom(
    "/",
    "ban",
    "kick",
    "for",
    "2h",
    " ",
    "motd",
    "channels",
    "\n",
    "__proto__",
    "constructor",
  );
  fc.assert(fc.property(fc.array(fc.oneof(word, fc.string({ unit: "binary" }))), (words) => {
    const line = words.join("");
    for (const shown of run(line)) assert(!/\p{Cc}/u.test(shown));
    assert(completeConsole(line, new FakeOperator()).from <= line.length);
  }));
});
