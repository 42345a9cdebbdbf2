/** The executable on real terminals, as people use it. */
import { assert, assertEquals } from "@std/assert";
import { needs } from "../fakes/needs.ts";
import { Tmux } from "../fakes/tmux.ts";
import { until } from "../fakes/until.ts";
import type { Bench, DeclareTest } from "./bench.ts";

const PIN = "1234";

export function testTerminals(test: DeclareTest): void {
  test("takes two people through their terminals: they create, join, chat and leave", chat, needs("tmux").ignore);
}

async function chat(bench: Bench): Promise<void> {
  await using relay = bench.relay();
  await relay.opened();
  using alice = new Tmux();
  using bob = new Tmux();
  await goIn(alice, bench, { name: "alice", relay: relay.address });
  await shown(alice, "Work is new");
  await goIn(bob, bench, { name: "bob", relay: relay.address });
  await shown(alice, "You let bob in");
  await say(bob, "good evening");
  await shown(alice, "good evening");
  await say(alice, "hi bob");
  await shown(bob, "hi bob");
  await say(bob, "/leave");
  await shown(alice, "bob left");
  for (const tmux of [alice, bob]) {
    assert(!tmux.screen().includes(PIN), tmux.screen());
    await say(tmux, "/quit");
    await tmux.restored();
  }
  assertEquals(await relay.stop(), 0);
}

/** Answers what is asked. */
async function goIn(tmux: Tmux, bench: Bench, who: { readonly name: string; readonly relay: string }): Promise<void> {
  tmux.type(`clear; cd ${bench.folder} && ${bench.shell("connect")}`);
  tmux.press("Enter");
  const answers = [["Relay", who.relay], ["Channel", "Work"], ["PIN", PIN], ["Name", who.name]] as const;
  for (const [question, answer] of answers) {
    await shown(tmux, question);
    tmux.type(answer);
    tmux.press("Enter");
  }
}

/** A stand-in's node:process loses what comes first after the questions: a sign is typed until it is there, and taken back. */
async function say(tmux: Tmux, text: string): Promise<void> {
  await until(() => {
    tmux.press("BSpace", "~");
    return tmux.screen().includes("~");
  }, () => `keys arrive: ${tmux.screen()}`);
  tmux.press("BSpace");
  tmux.type(text);
  await shown(tmux, text);
  tmux.press("Enter");
}

async function shown(tmux: Tmux, text: string): Promise<void> {
  await until(() => tmux.screen().includes(text), () => `"${text}" is shown: ${tmux.screen()}`);
}
