/** The `connect` command as people and scripts use it: the real program, a real relay, pipes and a terminal. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { needs } from "../../fakes/needs.ts";
import { Program } from "../../fakes/program.ts";
import { Tmux } from "../../fakes/tmux.ts";
import { until } from "../../fakes/until.ts";
import { lineClient } from "./line_client.ts";
import { freePort, Place } from "./place.ts";

Deno.test("two people meet in a channel, talk, and each reads the other's lines and his own once they are sent", async () => {
  await using place = await Place.open();
  await using alice = place.client("alice");
  await alice.reads("-- Work is new: you are its admin.");
  await alice.reads("-- Work: 1 member, 1 online.");
  await alice.reads("* History begins here.");
  await alice.types("is anybody there?");
  assertMatch(await alice.reads("You: is anybody there?"), /^\d\d:\d\d:\d\d You: is anybody there\?$/);
  await using bob = place.client("bob");
  await bob.reads("-- Work: 2 members, 2 online.");
  await bob.reads("alice: is anybody there?");
  await bob.reads("* alice let you in.");
  await alice.reads("* You let bob in.");
  await alice.reads("* bob is online.");
  await bob.types("yes :smile:", "//slash", "", "/reply two");
  assertMatch(await alice.reads("bob: yes"), /^\d\d:\d\d:\d\d bob: yes 😄$/);
  await alice.reads("bob: /slash");
  await alice.reads('bob answers you ("is anybody there?"): two');
  await bob.types("/edit three", "/delete");
  await alice.reads('* bob changed "two" of ');
  await alice.reads("* bob deleted a message of ");
  await alice.types("/react :+1:", "/topic rivers", "/list");
  await bob.reads('* alice reacted 👍 to you ("/slash").');
  await bob.reads("* alice set the topic: rivers");
  await alice.reads("Members of Work: 2");
  await alice.reads("  alice  online  you, admin");
  await alice.reads("  bob    online");
  assertEquals(await bob.end(), { code: 0, out: bob.out, err: "" });
  assertStringIncludes(bob.out, "\n-- Goodbye.\n");
  await alice.reads("* bob is offline.");
  assertEquals(["\x1b", "\x07", "\r"].filter((control) => (alice.out + bob.out).includes(control)), []);
});

Deno.test("who is kicked reads why, and comes back with the new PIN and not with the old one", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await using bob = await place.member("bob");
  await bob.types("/kick alice");
  await bob.reads("! You're not an admin.");
  await alice.types("/kick bob no fun");
  await bob.reads("! Work: alice removed you: no fun");
  await bob.types("hello?");
  await bob.reads("! You are in no channel yet, so nobody would read that.");
  assertEquals((await bob.end()).code, 0);
  await alice.reads("* You removed bob: no fun");
  const [pin = ""] = (await alice.reads("-- The PIN of Work is now ")).match(/\d+$/) ?? [];
  assertEquals(await place.client("bob").end(), {
    code: 1,
    out: "-- pychat relay answers.\n",
    err: "pychat: No channel Work answers to this PIN. (--create creates one)\n",
  });
  await alice.reads("! 1 wrong PIN at the door of Work.");
  await using again = await place.member("bob", { pin });
  await again.types("here I am");
  await alice.reads("bob: here I am");
});

Deno.test("who puts somebody out is told that the invites are over with it, if there were some", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await using _bob = await place.member("bob");
  await using _carol = await place.member("carol");
  await alice.types("/invite 5 for 2h", "/kick bob");
  await alice.reads("-- The invites are over too: who was put out may have kept one. /invite makes another.");
  const told = alice.out.length;
  await alice.types("/kick carol", "/invites");
  await alice.reads("There is no invite.");
  assertEquals(alice.out.slice(told).includes("The invites are over"), false);
});

Deno.test("what is typed while the relay is away is sent once, in order, when it is back", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await using bob = await place.member("bob");
  await place.stop();
  for (const client of [alice, bob]) await client.reads("! The line broke: The relay is stopping, trying again.");
  await alice.types("one", "two");
  await alice.reads('-- No line yet: "two" goes out when there is one.');
  await place.resume();
  for (const client of [alice, bob]) await client.reads("-- Back on line.");
  await alice.reads("You: two");
  await bob.reads("alice: one");
  await bob.reads("alice: two");
  await alice.types("three");
  await alice.reads("You: three");
  await bob.reads("alice: three");
  for (const text of ["one", "two", "three"]) {
    assertEquals([bob.count(`alice: ${text}\n`), alice.count(`You: ${text}\n`)], [1, 1]);
  }
});

Deno.test("what changes something while the relay is away is told to wait, and is done when it is back", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await using bob = await place.member("bob");
  await alice.types("hello");
  await bob.reads("alice: hello");
  await bob.types("good morning");
  await alice.reads("bob: good morning");
  await place.stop();
  await alice.reads("! The line broke");
  for (const line of ["/edit hallo", "/react :wave:", "/topic greetings"]) {
    await alice.types(line);
    await alice.reads("-- No line yet: it goes out when there is one.");
  }
  await place.resume();
  await bob.reads("hallo");
  await bob.reads("greetings");
  await using carol = place.client("carol");
  await carol.reads("alice (edited): hallo");
  await alice.types("/delete");
  await bob.reads("deleted");
  assertEquals(alice.count("No line yet"), 3);
});

Deno.test("a relay that dies is told in a sentence that says each thing once", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await place.kill();
  await alice.reads("! The line broke: cut off without a word, trying again.");
});

Deno.test("what could not be sent before the end goes out the next time, once", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await using bob = await place.member("bob");
  await place.stop();
  await alice.reads("! The line broke");
  await alice.types("in a bottle");
  await alice.reads('-- No line yet: "in a bottle"');
  const { code, out } = await alice.end();
  assertEquals(code, 0);
  assertStringIncludes(
    out,
    "\n-- 1 message could not be sent yet: that is done when you are here again.\n-- Goodbye.\n",
  );
  await place.resume();
  await using again = await place.member("alice");
  await again.reads("You: in a bottle");
  await bob.reads("alice: in a bottle");
  await again.types("over");
  await bob.reads("alice: over");
  assertEquals(bob.count("in a bottle"), 1);
});

Deno.test("a client that was killed is back in its channels as the same member, with nobody else there", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await alice.types("before");
  await alice.reads("You: before");
  alice.signal("SIGKILL");
  await alice.end();
  await using again = await place.member("alice");
  await again.reads("You: before");
  await again.types("after");
  await again.reads("You: after");
  await again.types("/list");
  await again.reads("Members of Work: 1");
});

Deno.test("a script's lines are all sent before it ends, whatever it is", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  const script = place.client("script");
  await script.types(...Array.from({ length: 20 }, (_, at) => `line ${at + 1}.`));
  assertEquals((await script.end()).code, 0);
  for (let at = 1; at <= 20; at++) await alice.reads(`script: line ${at}.`);
});

Deno.test("a script that says more than the relay takes at once ends when all of it is sent", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  const script = place.client("script");
  // Two hundred at once, then twenty a second.
  await script.types(...Array.from({ length: 270 }, (_, at) => `line ${at + 1}.`));
  const { code, out } = await script.end();
  assertEquals([code, out.includes("could not be sent")], [0, false]);
  await alice.reads("script: line 270.");
});

Deno.test("a command where /join asks for a channel's name is a command, and makes no channel", async () => {
  await using place = await Place.open();
  const script = place.client("script");
  await script.types("/join", "/join", "Other", "1234", "/join", "/join Third", "1234", "/channels");
  const { code, out } = await script.end();
  assertEquals(code, 0);
  assertMatch(out, /-- Other is new[^]*-- Third is new/);
  assertEquals(out.includes("-- /join"), false, out);
});

Deno.test("a locked channel asks its admin, who lets in or does not", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await alice.types("/lock on");
  await alice.reads("* You locked the channel.");
  await using bob = place.client("bob");
  await bob.types("hello");
  await bob.reads("-- An admin of Work has to let you in: you wait. /stop gives up.");
  await alice.reads("* bob asks to join.");
  await alice.reads("-- /approve bob lets bob in, /deny bob does not.");
  await alice.types("/requests", "/approve bob");
  await alice.reads("Ask to join Work: 1");
  await bob.reads("-- Work: 2 members, 2 online.");
  await alice.reads("bob: hello");
});

Deno.test("private channels have lines of their own, that say whose they are", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await using bob = await place.member("bob");
  await bob.types("/msg alice psst");
  await bob.reads("-- @alice, in private.");
  await bob.reads("You: psst");
  await alice.reads("-- You are in @bob, too: /go @bob shows it.");
  assertMatch(await alice.reads("bob: psst"), /^\[@bob\] \d\d:\d\d:\d\d bob: psst$/);
  await alice.types("to all", "/go @bob", "to bob", "/channels");
  assertMatch(await bob.reads("alice: to all"), /^\[Work\] /);
  assertMatch(await bob.reads("alice: to bob"), /^\d\d:\d\d:\d\d alice: to bob$/);
  await alice.reads("  2  @bob  private    2 online  you are here");
  await bob.types("/list");
  assertMatch(await bob.reads("  bob    online"), / {2}you$/);
  await bob.types("/admin");
  await bob.reads("! A private channel has no admins, bans or settings.");
  await bob.types("/leave");
  await alice.reads("* bob left.");
  await alice.types("are you there?", "/msg bob come back");
  await alice.reads('! "bob" has left this private channel, so nobody would read that.');
  await bob.reads("alice: come back");
  // Which of them is there first is chance; what she hears from him tells her that he is.
  await bob.types("/go @alice", "here I am");
  await alice.reads("bob: here I am");
  await alice.types("/channels");
  await alice.reads("  2  @bob (left)  private    1 online");
  await alice.reads("  3  @bob         private    2 online  you are here");
  assertEquals(bob.count("are you there?"), 0);
  await alice.types("/go Work", "/list");
  await alice.reads("  alice  online  you, admin");
  assertEquals(alice.count("You are an admin now"), 0);
});

Deno.test(
  { name: "at a terminal an invite's link is taken where a relay or a channel is asked for", ...needs("tmux") },
  async () => {
    await using place = await Place.open();
    const alice = await place.member("alice");
    await alice.types("/keep on", "/invite 2");
    const [link = ""] = (await alice.reads("-- Whoever has this link can come in: ")).match(/http:\S+$/) ?? [];
    await alice.end();
    // Nobody is there to let anybody in.
    for (const [at, answers] of [[link, "bob"], [`127.0.0.1:${place.port}`, link, "carol"]].entries()) {
      using tmux = new Tmux();
      const questions = ["Relay", ...at === 0 ? [] : ["Channel"], "Name"];
      await enter(tmux, place, answers, questions);
      await tmux.shows("\nWork>");
      await leave(tmux);
    }
    // As an option it could be read by others, and no answer repeats it.
    for (const args of [[link], ["--channel", link]]) {
      await using program = new Program(["connect", ...args]);
      assertEquals(await program.end(), {
        code: 2,
        out: "",
        err: "pychat: Cannot take an invite's link there: others could read it\n" +
          "Use pychat connect by itself: it asks where to, and takes the link.\n",
      });
    }
  },
);

Deno.test("where nobody is home one can create, and what a script wants it says beforehand", async () => {
  await using place = await Place.open();
  await (await place.member("alice")).end();
  const refused = await place.client("bob").end();
  assertEquals(refused.code, 1);
  assertMatch(refused.err, /^pychat: Nobody of channel Work is there .* \(--wait waits, --create creates one\)\n$/);
  await using other = place.client("dave", { pin: "9999", args: ["--create"] });
  await other.reads("-- Work is new: you are its admin.");
  await other.reads("-- Work: 1 member, 1 online.");
});

Deno.test("who waits at a door is let in when somebody comes", async () => {
  await using place = await Place.open();
  await (await place.member("alice")).end();
  await using waiting = place.client("carol", { args: ["--wait"] });
  await waiting.types("at last");
  await waiting.reads("-- If nobody of Work is there, you wait. /stop gives up.");
  await using alice = await place.member("alice");
  await alice.reads("carol: at last");
});

Deno.test("a name that is taken is refused with one that is free; one that is in use here is, too", async () => {
  await using place = await Place.open();
  await using _alice = await place.member("alice");
  const { code, err } = await place.client("ALICE").end();
  assertEquals([code, err], [1, "pychat: Somebody in Work is called ALICE already. ALICE2 is free.\n"]);
  const second = await place.client("alice").end();
  assertEquals(second.code, 1);
  assertMatch(second.err, /^pychat: Cannot use the name "alice" at 127\.0\.0\.1:\d+: another pychat .* is using it/);
});

Deno.test("a PIN comes from a file, or there is none", async () => {
  await using place = await Place.open();
  const [file, empty] = [place.home("pin"), place.home("empty")];
  await Deno.writeTextFile(file, "from a file\n");
  await Deno.writeTextFile(empty, "");
  await using alice = await place.member("alice", { args: ["--pin-file", file] });
  await using bob = await place.member("bob", { pin: "from a file" });
  await bob.types("hello");
  await alice.reads("bob: hello");
  await using open = place.client("carol", { channel: "Open", args: ["--pin-file", empty] });
  await open.reads("-- Open is new: you are its admin. It has no PIN: everybody can come in.");
});

Deno.test("of a channel without a PIN nobody is told that it has one, or had one just now", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await alice.types("/lock");
  await alice.reads("The channel is not locked: who knows the PIN comes in.");
  await alice.types("/pin off");
  await alice.reads("You took the PIN away: everybody can come in.");
  await alice.types("/pin off");
  await alice.reads("-- It is so already.");
  await alice.types("/lock");
  await alice.reads("The channel is not locked, and has no PIN: everybody can come in.");
});

Deno.test("a passphrase locks what is kept, and without it nothing is opened", async () => {
  await using place = await Place.open();
  const env = { PYCHAT_PASSPHRASE: "open sesame" };
  await (await place.member("alice", { env })).end();
  const without = await place.client("alice").end();
  assertEquals([without.code, without.err], [
    1,
    "pychat: Cannot read your keys: it is locked. Set PYCHAT_PASSPHRASE to its passphrase.\n",
  ]);
  assertMatch((await place.client("alice", { env: { PYCHAT_PASSPHRASE: "x" } }).end()).err, /the passphrase is wrong/);
  await using alice = await place.member("alice", { env });
  await alice.types("/list");
  await alice.reads("Members of Work: 1");
});

Deno.test("SIGINT and SIGTERM say goodbye, and exit 0", async () => {
  await using place = await Place.open();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    await using alice = await place.member("alice");
    alice.signal(signal);
    await alice.reads("-- Goodbye.");
    assertEquals((await alice.end()).code, 0);
  }
});

Deno.test("what keeps a script from connecting is one line that says what to do", async () => {
  const home = await Deno.makeTempDir();
  const env = { PYCHAT_HOME: home };
  const cases: readonly (readonly [args: readonly string[], env: Record<string, string>, code: number, err: string])[] =
    [
      [
        [],
        {},
        2,
        "pychat: Cannot connect without a channel and a PIN and a name: nobody can be asked, this is no terminal\n" +
        "Use --channel NAME or PYCHAT_CHANNEL, --pin-file FILE or PYCHAT_PIN, --name NICK or PYCHAT_NAME.\n",
      ],
      [
        ["--channel", "Work", "--name", "alice"],
        {},
        2,
        "pychat: Cannot connect without a PIN: nobody can be asked, this is no terminal\n" +
        "Use --pin-file FILE or PYCHAT_PIN.\n",
      ],
      [
        ["a b"],
        {},
        2,
        'pychat: Cannot take "a b" as the relay: That is no relay\'s address. It is written relay.example.com or relay.example.com:5055, without https://.\n',
      ],
      [["--name", "a b"], {}, 2, 'pychat: Cannot take "a b" as the name: A name has no spaces and no @.\n'],
      [
        ["--pin", "1234"],
        {},
        2,
        "pychat: Cannot take --pin: others can read a command line\nUse --pin-file FILE or PYCHAT_PIN.\n",
      ],
      [
        ["--pin-file", `${home}/nowhere`],
        {},
        1,
        `pychat: Cannot read the PIN file "${home}/nowhere": no such file or directory.\n`,
      ],
      [
        ["--pin-file", "/dev/stdin"],
        {},
        1,
        'pychat: Cannot read the PIN file "/dev/stdin": pychat may not read there. Name a file on a disk.\n',
      ],
    ];
  for (const [args, more, code, err] of cases) {
    const ended = await new Program(["connect", ...args], { env: { ...env, ...more } }).end();
    assertEquals([ended.code, ended.err], [code, err]);
  }
  const unreachable = await lineClient({ port: freePort(), home, name: "alice" }).end();
  assertEquals([unreachable.code, unreachable.out], [1, ""]);
  assertMatch(unreachable.err, /^pychat: Cannot reach 127\.0\.0\.1 on port \d+: connection refused\. [^\n]*\n$/);
  await Deno.remove(home, { recursive: true });
});

Deno.test("a flag wins over a variable, and a variable over the file", async () => {
  await using place = await Place.open();
  const config = place.home("connect.conf");
  await Deno.writeTextFile(config, "name = filed\nchannel = Filed\n");
  const env = { PYCHAT_NAME: "varied", PYCHAT_CONFIG: config };
  await using named = place.client("flagged", { channel: "Flagged", env });
  await named.reads("-- Flagged is new");
  await named.types("/list");
  await named.reads("  flagged  online  you, admin");
  const home = place.home("varied");
  const relay = `127.0.0.1:${place.port}`;
  const varied = await new Program(["connect", relay], { env: { ...env, PYCHAT_PIN: "1", PYCHAT_HOME: home } }).end();
  assertEquals([varied.code, varied.out.includes("-- Filed is new"), varied.err], [0, true, ""]);
  assertEquals([...Deno.readDirSync(home)].some(({ name }) => name.startsWith("varied@")), true);
});

Deno.test({ name: "at a terminal what is missing is asked for, and no PIN is shown", ...needs("tmux") }, async () => {
  await using place = await Place.open();
  using tmux = new Tmux();
  await enter(tmux, place, [`127.0.0.1:${place.port}`, "Work", "secret", "alice"]);
  await tmux.shows("\nWork>");
  assertEquals(tmux.screen().includes("secret"), false, tmux.screen());
  assertMatch(
    tmux.screen(),
    /\nChannel: Work\nPIN \(not shown; Enter: none, or you are in already\):\nName: alice\n-- pychat relay answers\./,
  );
  tmux.type("half a line");
  await using bob = await place.member("bob", { pin: "secret" });
  await bob.types("hello");
  await until(() => /bob: hello\nWork> half a line$/.test(tmux.screen()), "the line being written is not torn");
  tmux.press("C-c");
  await leave(tmux);
  await tmux.restored();
  // The last answers are offered, all but the PIN, which is not needed where one is in already.
  await enter(tmux, place, ["", "", "", ""]);
  await tmux.shows("\nWork>");
  assertMatch(
    tmux.screen(),
    /Channel \[Work\]:\nPIN \(not shown; Enter: none, or you are in already\):\nName \[alice\]:\n/,
  );
  await leave(tmux);
});

Deno.test({ name: "at a terminal SIGINT gives it back, also while a PIN is asked for", ...needs("tmux") }, async () => {
  await using place = await Place.open();
  const relay = `127.0.0.1:${place.port}`;
  for (const answers of [[relay, "Work"], [relay, "Work", "secret", "alice"]]) {
    using tmux = new Tmux();
    await enter(tmux, place, answers);
    await tmux.shows(answers.length > 2 ? "\nWork>" : "\nPIN (not shown; Enter: none, or you are in already):");
    Deno.kill(Number(/^pid (\d+)$/m.exec(tmux.screen())?.[1]), "SIGINT");
    await tmux.shows("\nsh$");
    await tmux.restored();
  }
});

Deno.test({ name: "at a terminal who gives up at the passphrase just leaves", ...needs("tmux") }, async () => {
  await using place = await Place.open();
  const locked = { home: place.home("terminal"), env: { PYCHAT_PASSPHRASE: "open sesame" } };
  await (await place.member("alice", locked)).end();
  using tmux = new Tmux();
  await enter(tmux, place, [`127.0.0.1:${place.port}`, "Work", "1234", "alice"]);
  await tmux.shows("\nPassphrase:");
  tmux.type("wrong");
  tmux.press("Enter");
  await tmux.shows("\n! That is not the passphrase, or the file was changed.\nPassphrase:");
  tmux.press("C-c");
  await tmux.restored();
  assertEquals(tmux.screen().includes("Cannot read"), false, tmux.screen());
});

Deno.test(
  { name: "at a terminal a wrong PIN can be corrected, and a name that is taken changed", ...needs("tmux") },
  async () => {
    await using place = await Place.open();
    await using alice = await place.member("alice");
    using tmux = new Tmux();
    await enter(tmux, place, [`127.0.0.1:${place.port}`, "Work", "wrong", "Alice"]);
    await tmux.shows("\nNo channel Work answers to this PIN.\n1. retry\n2. create a new one\n3. quit\nNumber [1]:");
    tmux.type("what?");
    tmux.press("Enter");
    tmux.type("r");
    tmux.press("Enter");
    await tmux.shows("\nPIN (not shown):");
    tmux.type("1234");
    tmux.press("Enter");
    await tmux.shows("\nName [Alice2]:");
    tmux.press("Enter");
    await tmux.shows("\nWork>");
    tmux.type("hello");
    tmux.press("Enter");
    await alice.reads("Alice2: hello");
    await leave(tmux);
  },
);

Deno.test(
  { name: "at a terminal who has no PIN yet is offered three words for a new channel", ...needs("tmux") },
  async () => {
    await using place = await Place.open();
    using tmux = new Tmux();
    await enter(tmux, place, [`127.0.0.1:${place.port}`, "New", "", "alice"]);
    await tmux.shows("\n2. make up your own\n3. none, everybody can come in\n4. quit\nNumber [1]:");
    const [, pin = ""] = /^1\. take (\S+-\S+-\S+)$/m.exec(tmux.screen()) ?? [];
    tmux.press("Enter");
    await tmux.shows("\nNew>");
    assertStringIncludes(tmux.screen(), `-- Its PIN is ${pin}: tell it to those`);
    await using bob = place.client("bob", { channel: "New", pin });
    await bob.reads("-- New: 2 members");
    await leave(tmux);
    // There is one now: whoever gives no PIN is asked for it.
    await enter(tmux, place, ["", "", "", "carol"]);
    await tmux.shows("\nPIN of New (not shown):");
    tmux.type(pin);
    tmux.press("Enter");
    await tmux.shows("\nNew>");
    await leave(tmux);
  },
);

Deno.test(
  {
    name: "at a terminal who makes a channel with a weak PIN is told, and one without a PIN is made on request",
    ...needs("tmux"),
  },
  async () => {
    await using place = await Place.open();
    using tmux = new Tmux();
    await enter(tmux, place, [`127.0.0.1:${place.port}`, "Weak", "7302", "alice"]);
    await tmux.shows("\nWeak>");
    assertMatch(tmux.screen().replace(/\n/g, ""), /4 digits, drawn by lot, would stop all but 1 in 104 of them\./);
    assertEquals(tmux.screen().includes("7302"), false);
    await leave(tmux);
    await enter(tmux, place, ["", "Open", "", ""]);
    await tmux.shows("\nNumber [1]:");
    tmux.type("3");
    tmux.press("Enter");
    await tmux.shows("\nOpen>");
    assertMatch(tmux.screen(), /-- Open is new: you are its admin\. It has no PIN: everybody/);
    await leave(tmux);
  },
);

Deno.test(
  { name: "at a terminal who types nothing but blanks as a PIN opens no channel to everybody", ...needs("tmux") },
  async () => {
    await using place = await Place.open();
    using tmux = new Tmux();
    const choices = "\n4. quit\nNumber [1]:";
    await enter(tmux, place, [`127.0.0.1:${place.port}`, "New", "  ", "alice"]);
    await tmux.shows(choices);
    tmux.type("2");
    tmux.press("Enter");
    await tmux.shows("\nPIN of New (not shown):");
    tmux.type("   ");
    tmux.press("Enter");
    await tmux.shows(choices);
    tmux.press("Enter");
    await tmux.shows("\nNew>");
    tmux.type("/pin");
    tmux.press("Enter");
    await tmux.shows("\nNew PIN:");
    tmux.type("   ");
    tmux.press("Enter");
    await tmux.shows("\n-- The PIN stays as it was.\nNew>");
    await leave(tmux);
  },
);

Deno.test(
  { name: "at a terminal a PIN that is typed ahead is not shown, and not said", ...needs("tmux") },
  async () => {
    await using place = await Place.open();
    await using alice = await place.member("alice");
    using tmux = new Tmux();
    await enter(tmux, place, [`127.0.0.1:${place.port}`]);
    await tmux.shows("\nChannel:");
    tmux.press("W", "o", "r", "k", "Enter", "1", "2", "3", "4", "Enter", "b", "o", "b", "Enter", "h", "i", "Enter");
    await alice.reads("bob: hi");
    await alice.types("/op bob");
    await tmux.shows("alice made you an admin.\nWork>");
    tmux.press(
      "/",
      "p",
      "i",
      "n",
      "Enter",
      "9",
      "9",
      "9",
      "9",
      "Enter",
      "9",
      "9",
      "9",
      "9",
      "Enter",
      "d",
      "one",
      "Enter",
    );
    await alice.reads("bob: done");
    await alice.types("/list");
    await alice.reads("Members of Work: 2");
    assertEquals([alice.count("bob: "), alice.count("is now 9999"), alice.count("1234")], [2, 1, 0], alice.out);
    assertEquals(tmux.screen().match(/1234|9999/g), ["9999"], tmux.screen());
    await leave(tmux);
  },
);

/** Starts the client in a terminal and answers what it asks. */
async function enter(
  tmux: Tmux,
  place: Place,
  answers: readonly string[],
  questions = ["Relay", "Channel", "PIN (not shown", "Name"],
): Promise<void> {
  await tmux.shows("sh$");
  const command = `${Deno.execPath()} run -q --no-check -P=pychat main.ts connect --plain`;
  tmux.type(`clear; PYCHAT_HOME=${place.home("terminal")} sh -c 'echo pid $$; exec ${command}'`);
  tmux.press("Enter");
  for (const [at, answer] of answers.entries()) {
    const question = questions[at] ?? "";
    await until(() => (tmux.screen().split("\n").at(-1) ?? "").startsWith(question), `it asks for the ${question}`);
    if (answer !== "") tmux.type(answer);
    tmux.press("Enter");
  }
}

/** Ends the client in a terminal, before its home is removed. */
async function leave(tmux: Tmux): Promise<void> {
  tmux.press("C-c");
  await tmux.shows("\n-- Goodbye.\nsh$");
}
