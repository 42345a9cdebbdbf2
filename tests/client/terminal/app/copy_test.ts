import { assertEquals, assertMatch } from "@std/assert";
import { copyOut } from "../../../../client/terminal/app/copy_out.ts";
import { seated } from "./seated.ts";

Deno.test("a copy goes out as the terminal wants it, and what is said of it is no promise", async () => {
  using seat = await seated();
  const said = seat.client.copy("Zoë 👍");
  assertEquals(seat.terminal.sent, [`\x1b]52;c;${new TextEncoder().encode("Zoë 👍").toBase64()}\x07`]);
  assertMatch(
    said,
    /^-- Sent to your clipboard: 5 characters\. If it is not there, this terminal does not let programs/,
  );
});

Deno.test("who sits in tmux is told what tmux needs for it", () => {
  assertMatch(copyOut("text", "tmux", () => true), /set-clipboard on/);
});

Deno.test("nothing is sent to a terminal that takes no copies, and nothing that is more than terminals take", () => {
  const sent: string[] = [];
  const send = (sequence: string) => sent.push(sequence) > 0;
  assertMatch(copyOut("text", "none", send), /^! This terminal takes no copies/);
  assertMatch(copyOut("x".repeat(100_000), "some", send), /^! That is more than terminals take/);
  assertEquals(sent, []);
  assertMatch(copyOut("text", "some", () => false), /^! That is more/);
});
