import { assertEquals } from "@std/assert";
import { KeyGate } from "../../../../client/terminal/app/key_gate.ts";
import { type Key, named } from "../../../../shared/terminal/key.ts";
import { TurnedClock } from "../../../fakes/turned_clock.ts";

/** Somebody who types behind a gate: "?" is a command, "." the end of an answer. */
class Typist {
  readonly clock = new TurnedClock();
  readonly gate = new KeyGate({ clock: this.clock, press: (key) => this.#press(key), asks: () => this.#asks });
  draft = "";
  answer = "";
  #asks = false;

  type(text: string): void {
    this.gate.take([...text].map((one) => ({ type: "text", text: one })));
  }

  ask(): void {
    this.#asks = true;
    this.gate.flow();
  }

  #press(key: Key): void {
    const text = key.type === "text" ? key.text : "^";
    if (this.#asks && text === ".") this.#asks = false;
    else if (this.#asks) this.answer += text;
    else this.draft += text;
    if (text === "?") this.gate.close();
  }
}

Deno.test("keys go through at once while no command is under way", () => {
  const typist = new Typist();
  typist.type("hello");
  assertEquals(typist.draft, "hello");
});

Deno.test("keys behind a command wait until it is done", () => {
  const typist = new Typist();
  typist.type("?more");
  assertEquals(typist.draft, "?");
  typist.gate.open();
  assertEquals(typist.draft, "?more");
});

Deno.test("keys behind a command that asks are its answers, and those behind the last one are not", async () => {
  const typist = new Typist();
  typist.type("?12.34.after");
  typist.ask();
  assertEquals([typist.draft, typist.answer], ["?", "12"]);
  typist.ask();
  assertEquals([typist.draft, typist.answer], ["?", "1234"]);
  typist.gate.open();
  assertEquals([typist.draft, typist.answer], ["?after", "1234"]);
  await typist.clock.turn(1000);
});

Deno.test("Ctrl-C goes through whatever is under way, and what was typed ahead of it is gone", () => {
  const typist = new Typist();
  typist.type("?secret");
  typist.gate.take([named("c", { ctrl: true })]);
  typist.type("more");
  assertEquals(typist.draft, "?^more");
});

Deno.test("Ctrl-C is an answer where something is asked", () => {
  const typist = new Typist();
  typist.type("?");
  typist.ask();
  typist.gate.take([named("c", { ctrl: true })]);
  typist.type("x");
  assertEquals([typist.draft, typist.answer], ["?", "^x"]);
});

Deno.test("behind an answer keys wait a moment for another question, though the command takes long", async () => {
  const typist = new Typist();
  typist.type("?");
  typist.gate.open();
  typist.ask();
  typist.type("12.34.x");
  assertEquals([typist.draft, typist.answer], ["?", "12"]);
  typist.ask();
  await typist.clock.turn(1000);
  assertEquals([typist.draft, typist.answer], ["?x", "1234"]);
});
