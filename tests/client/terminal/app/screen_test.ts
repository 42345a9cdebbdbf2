/** The client with its screen as people use it: the real program in a terminal, a real relay, and others who sit before theirs or write lines. */
import { assertEquals, assertMatch } from "@std/assert";
import { needs } from "../../../fakes/needs.ts";
import { until } from "../../../fakes/until.ts";
import { Place } from "../place.ts";
import { Seat } from "./seat.ts";

const TMUX = needs("tmux");

Deno.test({ name: "two people create and join a channel, and chat both ways", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  await alice.sees("You made this channel.");
  await using bob = await Seat.member(place, "bob");
  await alice.sees("You let bob in.");
  alice.say("hello bob");
  await bob.sees(/alice: hello bob/);
  bob.say("hi @alice :smile:");
  await alice.sees(/bob: hi @alice 😄/);
  await bob.sees(/You: hi @alice 😄\s✓/);
  bob.type("something long");
  await alice.sees("bob is typing…");
  alice.say("/quit");
  await alice.sees("-- Goodbye.");
  await alice.misses("Nobody else is in Work");
  await alice.restored();
  await bob.sees("alice is offline.");
  await bob.sees("bob ❯ something long");
});

Deno.test({ name: "a wrong PIN asks what to do, and the next one is not shown", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await using bob = await Seat.take(place, "bob", { pin: "wrong" });
  await bob.sees("No channel Work answers to this PIN.");
  bob.press("r");
  await bob.sees("╭ PIN ");
  bob.type("1234");
  await bob.sees("••••");
  assertEquals(bob.screen.includes("1234"), false, bob.screen);
  bob.press("Enter");
  await bob.sees("bob ❯");
  bob.say("here I am");
  await alice.reads("bob: here I am");
});

Deno.test({ name: "who wants none of the answers leaves, and the terminal is as it was", ...TMUX }, async () => {
  await using place = await Place.open();
  await using _alice = await place.member("alice");
  await using bob = await Seat.take(place, "bob", { pin: "wrong" });
  await bob.sees("Create a new one");
  bob.press("Down", "Down", "Enter");
  await bob.sees("-- Goodbye.");
  await bob.restored();
});

Deno.test({ name: "a name that is taken is changed on the way in", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  // So small that the question covers what stands behind it.
  await using second = await Seat.take(place, "Alice", { size: { columns: 60, rows: 14 } });
  await second.sees("Name [Alice2]");
  await second.sees("Somebody in Work is called Alice already.");
  second.say("al ice");
  await second.sees("A name has no spaces and no @.");
  second.press("Enter");
  await second.sees("Alice2 ❯");
  second.say("me too");
  await alice.reads("Alice2: me too");
});

Deno.test({ name: "who waits for somebody is told so, and is in when he comes", ...TMUX }, async () => {
  await using place = await Place.open();
  await (await place.member("alice")).end();
  await using bob = await Seat.take(place, "bob");
  await bob.sees("Nobody of channel Work is there");
  bob.press("w");
  await bob.sees("Stop waiting");
  await using alice = await place.member("alice");
  await bob.sees("bob ❯");
  await bob.misses("Stop waiting");
  await alice.reads("* You let bob in.");
});

Deno.test({ name: "who is let in when he has stopped waiting for it goes in by the name alone", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await alice.types("/lock on");
  await using bob = await Seat.member(place, "bob", { channel: "Play" });
  bob.say("/join work");
  await bob.sees("PIN of work");
  bob.say("1234");
  await bob.sees("Esc  Stop waiting");
  bob.say("is this thing on?");
  await bob.rests();
  await bob.sees("Esc  Stop waiting");
  bob.press("Escape");
  await bob.misses("Stop waiting");
  await alice.types("/approve bob");
  await bob.sees("alice lets you into Work");
  bob.say("/join work");
  await bob.sees("alice let you in.");
  bob.say("here I am");
  await alice.reads("bob: here I am");
});

Deno.test({ name: "a kick is seen by who kicks and who is kicked", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  await using bob = await Seat.member(place, "bob");
  bob.say("/kick alice");
  await bob.sees("You're not an admin.");
  await alice.sees("bob is online.");
  alice.say("/kick bob no fun");
  await alice.sees("You removed bob: no fun");
  await alice.sees(/The PIN of Work is now \d+/);
  await bob.sees("alice removed you: no fun");
  bob.say("hello?");
  await bob.sees("You are no longer in this channel");
  await bob.sees("❯ hello?");
  bob.press("C-c");
  bob.say("/topic x");
  await bob.sees("/leave puts its window away");
  bob.say("/leave");
  await bob.sees("/join NAME");
});

Deno.test({ name: "lists stand above the messages until Esc closes them", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  alice.say("/list");
  await alice.sees("Members of Work: 1");
  alice.press("Escape");
  await alice.misses("Members of Work: 1");
  alice.say("/help");
  await alice.sees("/join");
  alice.press("PageDown");
  await alice.sees(/ \d+ to \d+ of \d+ /);
  alice.type("x");
  await alice.sees("You made this channel.");
  await alice.sees("alice ❯ x");
});

Deno.test({ name: "a draft survives that the window becomes narrow, and wide again", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  alice.type("not yet sent, and rather long for a narrow window");
  await alice.sees("narrow window");
  const before = alice.screen;
  alice.resize(40);
  await alice.sees(/alice ❯ not yet sent, and rather long\n/);
  for (const line of alice.screen.split("\n")) assertEquals(line.length <= 40, true, line);
  alice.resize(60);
  await alice.sees("rather long for a narrow window");
  assertEquals(alice.screen, before);
});

Deno.test({ name: "pages are looked through, and what came before is fetched", ...TMUX }, async () => {
  await using place = await Place.open();
  await using bob = await place.member("bob");
  const lines = Array.from({ length: 200 }, (_, at) => `line ${at + 1}.`);
  for (let at = 0; at < lines.length; at += 20) {
    await bob.types(...lines.slice(at, at + 20));
    await bob.reads(`You: line ${at + 20}.`);
  }
  await bob.types("/keep on");
  await bob.reads("had the relay keep");
  await using alice = await Seat.member(place, "alice");
  await alice.sees("line 200.");
  alice.press("PageUp");
  await alice.misses("line 200.");
  await alice.sees("more ↓");
  await bob.types("and one more");
  await alice.sees("1 new ↓");
  for (let pages = 0; pages < 40 && !alice.screen.includes("line 1."); pages++) {
    const before = alice.screen;
    alice.press("PageUp");
    await alice.changes(before);
  }
  await alice.sees("line 1.");
  alice.press("Escape");
  await alice.sees("and one more");
});

Deno.test(
  { name: "who asks for earlier messages is told where they are, and that there are none", ...TMUX },
  async () => {
    await using place = await Place.open();
    await using bob = await place.member("bob");
    await bob.types(...Array.from({ length: 80 }, (_, at) => `line ${at + 1}.`));
    await bob.reads("You: line 80.");
    await using alice = await Seat.member(place, "alice");
    await alice.sees("line 80.");
    alice.say("/older 100");
    await alice.sees("Earlier messages are above: PgUp.");
    alice.say("/older");
    await alice.sees("There is nothing earlier.");
  },
);

Deno.test({ name: "what is typed while the relay is away arrives once, when it is back", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  await using bob = await Seat.member(place, "bob");
  await place.stop();
  for (const seat of [alice, bob]) await seat.sees("offline");
  alice.say("in between");
  await alice.sees("in between");
  await place.resume();
  for (const seat of [alice, bob]) await seat.sees(`● 127.0.0.1:${place.port}`);
  await bob.sees("alice: in between");
  alice.say("and after");
  await bob.sees("alice: and after");
  for (const seat of [alice, bob]) assertEquals(seat.screen.split("in between").length - 1, 1, seat.screen);
});

Deno.test({ name: "each window has its draft, and is found by number, order and name", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  await using bob = await place.member("bob");
  alice.say("/join Other");
  await alice.sees("PIN of Other");
  alice.say("1");
  await alice.sees("# Other");
  await alice.sees("Other is new: you are its admin.");
  alice.type("for others");
  alice.press("M-1");
  await alice.sees("bob is online.");
  await alice.misses("for others");
  await bob.types("/msg alice psst");
  await alice.sees("3 ● bob");
  await bob.types("pssst");
  await alice.sees(/bob\s+[12]/);
  alice.press("M-a");
  await alice.sees("bob: pssst");
  alice.press("C-k");
  await alice.sees("Go to");
  alice.type("oth");
  alice.press("Enter");
  await alice.sees("alice ❯ for others");
  alice.press("C-p");
  await alice.sees("bob is online.");
});

Deno.test({ name: "a search shows the message and goes on to the one before", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  for (const text of ["red apple", "green pear", "yellow apple"]) alice.say(text);
  await alice.sees(/yellow apple\s✓/);
  alice.press("C-f");
  await alice.sees("Search:");
  alice.type("apple");
  await alice.sees("Search: apple");
  alice.press("Up");
  alice.press("Escape");
  await alice.misses("Search:");
  await alice.sees("alice ❯");
});

Deno.test({ name: "Ctrl-C clears first, then asks, and twice leaves", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  alice.type("half a line");
  await alice.sees("half a line");
  alice.press("C-c");
  await alice.misses("half a line");
  alice.press("C-c");
  await alice.sees("Leave pychat?");
  alice.press("C-c");
  await alice.sees("Nobody else is in Work");
  await alice.sees("-- Goodbye.");
  await alice.restored();
});

Deno.test({ name: "SIGTERM says goodbye and gives the terminal back", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  alice.signal("SIGTERM");
  await alice.sees("-- Goodbye.");
  await alice.restored();
});

Deno.test({ name: "who was killed is back with what he said, as the same member", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  alice.say("before");
  await alice.sees(/You: before\s✓/);
  alice.signal("SIGKILL");
  await using again = await Seat.member(place, "alice");
  await again.sees("You: before");
  again.say("/list");
  await again.sees("Members of Work: 1");
});

Deno.test({
  name: "who connects from elsewhere stays on the screen here until he ends it, and that has failed",
  ...TMUX,
}, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  const home = place.home("elsewhere");
  await new Deno.Command("cp", { args: ["-r", place.home("alice"), home] }).output();
  await using _there = await place.member("alice", { home });
  await alice.sees(/! You have connected again from elsewhere.\s+\/quit ends pychat./);
  alice.say("echo this is no shell");
  await alice.sees("You: echo this is no shell");
  alice.say("/join Other");
  await alice.sees("PIN of Other");
  alice.press("Enter");
  await alice.sees(/\/quit ends[^]*\/quit ends/);
  await alice.misses("one moment");
  alice.say("/quit");
  await alice.shows("pychat: You have connected again from elsewhere.\nsh$");
  alice.say("echo failed with $?");
  await alice.sees("failed with 1");
  await alice.sees("-- 1 message could not be sent yet");
});

Deno.test({ name: "a relay that is not there is told where the terminal was", ...TMUX }, async () => {
  await using place = await Place.open();
  await place.stop();
  await using alice = await Seat.take(place, "alice");
  await alice.sees("pychat: Cannot reach 127.0.0.1");
  await alice.restored();
  await place.resume();
});

Deno.test({ name: "--plain has lines and no screen; --ascii a screen without signs", ...TMUX }, async () => {
  await using place = await Place.open();
  await using plain = await Seat.take(place, "plain", { args: "--plain" });
  await plain.sees("Work>");
  plain.press("C-c");
  await plain.sees("-- Goodbye.");
  await using bare = await Seat.take(place, "bare", { args: "--ascii", channel: "Bare" });
  await bare.sees("bare >");
  // deno-lint-ignore no-control-regex -- ASCII is what is meant
  assertMatch(bare.screen, /^[\x00-\x7f]*$/);
});

Deno.test({ name: "a PIN that is typed ahead is not shown, and not said", ...TMUX }, async () => {
  await using place = await Place.open();
  await using bob = await place.member("bob");
  await using alice = await Seat.member(place, "alice");
  await bob.types("/op alice");
  await alice.sees("bob made you an admin.");
  alice.press(
    "/",
    "p",
    "i",
    "n",
    "Enter",
    "9",
    "8",
    "7",
    "6",
    "Enter",
    "9",
    "8",
    "7",
    "6",
    "Enter",
    "d",
    "one",
    "Enter",
  );
  await bob.reads("alice: done");
  await alice.sees("The PIN of Work is now 9876");
  assertEquals([bob.count("alice: 9876"), alice.screen.split("9876").length - 1], [0, 1], alice.screen);
});

Deno.test({ name: "what was said in private before one looked is told, and found by Alt-A", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  await using bob = await Seat.member(place, "bob");
  await alice.sees("bob is online.");
  alice.say("/msg bob psst");
  await bob.sees(/2 ● alice\s+1$/m);
  bob.press("M-a");
  await bob.sees("only you two can read this");
  await bob.sees(/ new messages .*\n.*alice: psst/);
});

Deno.test({ name: "a message is copied out of the terminal", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  await using bob = await place.member("bob");
  await bob.types("see https://example.com/?a=1&b=ü 👍");
  await alice.sees("example.com");
  alice.say("/copy");
  await alice.sees("Sent to your clipboard");
  assertEquals(alice.clipboard, "see https://example.com/?a=1&b=ü 👍");
});

Deno.test(
  { name: "who cannot come into another channel under his name is asked whether he wants another", ...TMUX },
  async () => {
    await using place = await Place.open();
    await using namesake = await place.member("sam", { home: place.home("namesake"), channel: "Work" });
    await using sam = await Seat.take(place, "sam", { channel: "Den" });
    await sam.sees("Den is new");
    for (const key of ["s", "a"]) {
      sam.say("/join Work");
      await sam.sees("PIN of Work");
      sam.say("1234");
      await sam.sees("Come under another name");
      sam.press(key);
      if (key === "s") await sam.sees("under another: --name sam2");
    }
    await sam.sees("╭ Name [sam2]");
    sam.press("Enter");
    await sam.sees("sam2 ❯");
    await namesake.reads("* You let sam2 in.");
    sam.say("here I am");
    await namesake.reads("sam2: here I am");
  },
);

Deno.test({ name: "whose name is taken where an invite leads to may come under another, too", ...TMUX }, async () => {
  await using place = await Place.open();
  await using host = await place.member("alice");
  await using namesake = await place.member("sam", { home: place.home("namesake") });
  await using sam = await Seat.take(place, "sam", { channel: "Den" });
  await sam.sees("Den is new");
  await host.types("/invite");
  const [link] = (await host.reads("-- Whoever has this link can come in: ")).match(/http:\S+$/) ?? [];
  sam.say(`/join ${link}`);
  await sam.sees("╭ The invite");
  sam.press("a");
  await sam.sees("╭ Name [sam2]");
  sam.press("Enter");
  await sam.sees("sam2 ❯");
  sam.say("here I am");
  await namesake.reads("sam2: here I am");
});

Deno.test(
  { name: "where /join asks for a name it takes a link, and nothing that can be no name", ...TMUX },
  async () => {
    await using place = await Place.open();
    await using host = await place.member("alice");
    await using sam = await Seat.take(place, "sam", { channel: "Den" });
    await sam.sees("Den is new");
    await host.types("/invite");
    const [link = ""] = (await host.reads("-- Whoever has this link can come in: ")).match(/http:\S+$/) ?? [];
    sam.say("/join");
    await sam.sees("╭ Channel");
    sam.press("Enter");
    await sam.sees("The channel name is empty.");
    await sam.sees("╭ Channel");
    sam.say(` ${link}`);
    await host.reads("* sam came in through an invite.");
    await sam.sees(" Work ");
    sam.say("/join");
    await sam.sees("╭ Channel");
    sam.say("  Two  words ");
    await sam.sees("╭ PIN of Two  words");
  },
);

Deno.test({ name: "an invite's link that is broken into lines is copied whole", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  await alice.sees("You made this channel.");
  alice.resize(50);
  alice.say("/copy link");
  await alice.sees("You have made no invite here since you");
  alice.say("/invite");
  await alice.sees("/copy link puts it into your clipboard.");
  alice.say("/copy link");
  await alice.sees("Sent to your clipboard");
  assertMatch(alice.clipboard, new RegExp(`^http://127\\.0\\.0\\.1:${place.port}/#\\S{60,}$`));
  assertEquals(alice.screen.includes(alice.clipboard), false, "it is broken into lines");
});

Deno.test({ name: "several lines that are pasted can go out as a file", ...TMUX }, async () => {
  await using place = await Place.open();
  const temporary = place.home("temporary");
  Deno.mkdirSync(temporary);
  await using alice = await Seat.member(place, "alice", { temporary });
  await using bob = await place.member("bob");
  await alice.sees("bob is online.");
  alice.type("draft");
  alice.paste("one\ntwo\nthree");
  await alice.sees("3 lines pasted");
  alice.press("f");
  await alice.sees("Sending 3 lines as the file pasted.txt.");
  await alice.sees("alice ❯ draft");
  await bob.reads("pasted.txt");
  await until(
    () => Array.from(Deno.readDirSync(temporary)).length === 0,
    "nothing of it is left once the relay has it",
  );
});

Deno.test({ name: "Ctrl-Z suspends and fg brings it back, with what is written, at any size", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  alice.type("half a sen");
  await alice.sees("half a sen");
  alice.press("C-z");
  await alice.sees(/Stopped/);
  await alice.restored();
  alice.resize(80, 20);
  alice.say("fg");
  await alice.sees("alice ❯ half a sen");
  alice.say("tence");
  await alice.sees("You: half a sentence");
});

Deno.test(
  { name: "Ctrl-Z suspends also in a question, a search and a list, and fg brings these back", ...TMUX },
  async () => {
    await using place = await Place.open();
    await using alice = await Seat.member(place, "alice");
    for (
      const [begin, shown] of [
        [["/", "j", "o", "i", "n", "Enter"], "╭ Channel"],
        [["C-f", "x"], "Not found: x"],
        [["/", "h", "e", "l", "p", "Enter"], "Esc closes"],
      ] as const
    ) {
      alice.press(...begin);
      await alice.sees(shown);
      alice.press("C-z");
      await alice.sees(/Stopped/);
      alice.say("clear; fg");
      await alice.sees(shown);
      alice.press("Escape");
      await alice.misses(shown);
    }
  },
);

Deno.test({ name: "the mouse is left alone unless it is asked for, and given back", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice", { args: "--mouse" });
  alice.say("/quit");
  await alice.sees("-- Goodbye.");
  await alice.restored();
});

Deno.test({ name: "however the terminal is resized, the screen fits it", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice");
  alice.say("https://example.com/a/rather/long/address/that/has/to/go/on/in/another/line?in=a&narrow=window");
  for (const [columns, rows] of [[200, 50], [40, 15], [120, 30], [20, 6], [80, 24]] as const) {
    alice.resize(columns, rows);
    await alice.sees(new RegExp(`^.{1,${columns}}$`, "m"));
    await alice.sees(columns < 30 ? "❯" : "alice ❯");
    for (const line of alice.screen.split("\n")) assertEquals(line.length <= columns, true, line);
  }
});

Deno.test({ name: "a terminal that nobody says shows UTF-8 is asked, and its answer is no key", ...TMUX }, async () => {
  await using place = await Place.open();
  await using alice = await Seat.member(place, "alice", { language: "C" });
  await alice.sees(/^ ● 127\.0\.0\.1/m);
  alice.say("äöü 日本");
  await alice.sees("You: äöü 日本");
  assertMatch(alice.screen, /^alice ❯ Write/m);
});
