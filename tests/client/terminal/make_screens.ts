/**
 * Makes docs/screens: what people see, captured from the real program in a real terminal, with a real relay. `deno task screens`; it needs tmux, and a chat
 * of half a minute.
 */
import { columns } from "../../../shared/terminal/width.ts";
import { Seat } from "./app/seat.ts";
import { Place } from "./place.ts";
import { svgOf } from "./svg_of.ts";

const folder = new URL("../../../docs/screens/", import.meta.url);
const WIDE = { columns: 100, rows: 24 };
const NARROW = { columns: 46, rows: 20 };
const SMALL = { columns: 76, rows: 16 };
const PIN = "maple-river-lamp";

await Deno.mkdir(folder, { recursive: true });
await chat();
await wrongPin();

async function chat(): Promise<void> {
  await using place = await Place.open();
  await using john = await Seat.member(place, "John", { size: WIDE, pin: PIN });
  await using alice = await Seat.member(place, "Alice", { size: NARROW, pin: PIN });
  await using bob = await place.member("Bob", { pin: PIN });
  await john.sees("Bob is online.");
  john.say("/topic Release on Friday");
  john.say("Good morning! Who looks at the last two issues? :coffee:");
  await alice.sees("last two issues");
  alice.say("Me. The notes are at https://example.com/notes/release?draft=2");
  await bob.reads("notes/release");
  await bob.types("/react :+1:", "@John I can do the tests this afternoon.");
  await john.sees("this afternoon");
  john.say("/reply @Alice thanks, looks good");
  alice.say("/msg John shall we tell the others about Thursday?");
  await john.sees("2 ● Alice");
  await bob.types("/reply @John until then 日本語 works, too 🎉");
  await john.sees("until then");
  john.type("Great. :ta");
  john.press("Tab");
  await john.sees(":tada:");
  await alice.sees("only you two can read this");
  alice.press("M-1");
  await alice.sees("until then");
  await keep("chat", john, WIDE.columns);
  await keep("narrow", alice, NARROW.columns);
  john.press("Escape", "C-c");
  await john.misses("Great. :ta");
  john.say("/kick Bob no spam, please");
  await john.sees("You removed Bob");
  await keep("kick", john, WIDE.columns);
  await place.stop();
  await john.sees("offline");
  john.say("Still there?");
  await john.sees("Still there? ○");
  await keep("offline", john, WIDE.columns);
  await place.resume();
  await john.sees("Still there? ✓");
}

async function wrongPin(): Promise<void> {
  await using place = await Place.open();
  await using _john = await place.member("John", { pin: PIN });
  await using mallory = await Seat.take(place, "Alice", { size: SMALL, pin: "0000" });
  await mallory.sees("No channel Work answers to this PIN.");
  await keep("wrong_pin", mallory, SMALL.columns);
}

async function keep(name: string, seat: Seat, width: number): Promise<void> {
  await seat.rests();
  await Deno.writeTextFile(new URL(`${name}.txt`, folder), `${seat.screen}\n`);
  const svg = svgOf(seat.styledScreen, {
    columns: width,
    title: `pychat: ${name.replace("_", " ")}`,
    widthOf: columns,
  });
  await Deno.writeTextFile(new URL(`${name}.svg`, folder), svg);
}
