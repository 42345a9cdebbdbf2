/**
 * A program with nothing but a screen, for terminal_test.ts to drive. It paints its process id, the screen's size, how often it was shown, and what was
 * pressed last; "q" ends it, "l" ends it too, after giving the terminal back twenty times while a frame was on its way, "x" throws, "r" rejects, ctrl-z
 * suspends.
 */
import process from "node:process";
import { Terminal } from "../../../../client/terminal/tty/terminal.ts";
import type { ScreenSize } from "../../../../client/terminal/screen/screen.ts";
import { reportCrashes } from "../../../../main.ts";
import { realClock } from "../../../../shared/real_clock.ts";
import { type Key, labelOf } from "../../../../shared/terminal/key.ts";

if (Deno.args.includes("--report")) reportCrashes();
const done = Promise.withResolvers<string>();
let size: ScreenSize = { columns: 0, rows: 0 };
let shown = 0;
let pressed = "nothing";

const terminal = new Terminal(
  {
    show(now) {
      size = now;
      shown++;
      terminal.paint(paint);
    },
    press(keys) {
      for (const key of keys) press(key);
      terminal.paint(paint);
    },
    ended: done.resolve,
  },
  {
    clock: realClock({ now: () => performance.now(), setTimeout, clearTimeout }),
    modes: { paste: true, keyboard: false, mouse: false, focus: true, title: true },
    variables: Deno.env.toObject(),
  },
);

terminal.open();
const why = await done.promise;
terminal[Symbol.dispose]();
process.stdout.write(`ended: ${why}\n`);
process.exit(0);

function press(key: Key): void {
  pressed = wordOf(key);
  if (pressed === "q") done.resolve("asked");
  if (pressed === "l") leave(20);
  if (pressed === "x") setTimeout(() => throwUp());
  if (pressed === "r") void Promise.reject(new Error("rejected on demand"));
  if (pressed === "ctrl-z") pressed = terminal.suspend() ?? pressed;
}

/** Once a frame is drawn it is on its way: the microtask runs behind that. */
function leave(times: number): void {
  const leaveNow = () => {
    terminal[Symbol.dispose]();
    if (times === 1) return done.resolve("asked");
    terminal.open();
    leave(times - 1);
  };
  queueMicrotask(() =>
    terminal.paint(() => {
      queueMicrotask(leaveNow);
      return paint();
    })
  );
}

function throwUp(): void {
  throw new Error("thrown on demand");
}

function wordOf(key: Key): string {
  switch (key.type) {
    case "key":
      return labelOf(key);
    case "paste":
      return `paste of ${key.text.length}${key.cut ? " and more" : ""}`;
    case "text":
      return key.text;
    case "mouse":
      return key.action;
    default:
      return key satisfies never;
  }
}

function paint(): string {
  const { columns, rows } = size;
  return `\x1b[H\x1b[2Jpid ${process.pid}\r\nsize ${columns} ${rows}\r\nshown ${shown}\r\nlast ${pressed}\r\nready`;
}
