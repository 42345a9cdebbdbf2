/** Somebody before the client's screen, all of it in memory: what the engine would tell goes in, and keys; what is on the screen comes out. */
import { ScreenClient } from "../../../../client/terminal/app/screen_client.ts";
import type { Folders } from "../../../../client/terminal/app/folders.ts";
import type { ScreenTerms } from "../../../../client/terminal/app/screen_terms.ts";
import { Session } from "../../../../client/core/session.ts";
import { lookOf } from "../../../../client/terminal/screen/look.ts";
import type { ScreenSize } from "../../../../client/terminal/screen/screen.ts";
import { graphemes } from "../../../../shared/terminal/graphemes.ts";
import { columnsOf } from "../../../../shared/terminal/width.ts";
import { random } from "../../../fakes/guest.ts";
import { MemoryTerminal } from "../../../fakes/memory_terminal.ts";
import { MemoryVault } from "../../../fakes/memory_vault.ts";
import { TurnedClock } from "../../../fakes/turned_clock.ts";
import { NOON } from "../screen/story.ts";

const TERMS: ScreenTerms = {
  optics: {
    look: lookOf({ theme: "dark", depth: "256", unicode: true, minutesEast: () => 0 }),
    caps: { unicode: true, links: true, synchronised: true, title: true },
  },
  asked: undefined,
  modes: { paste: true, keyboard: false, mouse: true, focus: true, title: true },
  variables: {},
  notifying: "osc9",
  clipboard: "some",
};

/** On nobody's disk. */
const NO_FOLDERS: Folders = {
  pathsBegun: () => Promise.resolve([]),
  keepPasted: () => Promise.resolve({ path: "/pasted.txt", name: "pasted.txt", remove: () => Promise.resolve() }),
};

export interface Seated extends Disposable {
  readonly clock: TurnedClock;
  readonly client: ScreenClient;
  readonly terminal: MemoryTerminal;
  /** When memory was given back. */
  readonly collected: readonly number[];
}

/** Takes a seat; the session has no line, and nobody obeys what is typed. */
export async function seated(
  size: ScreenSize = { columns: 80, rows: 24 },
  terms: Partial<ScreenTerms> = {},
): Promise<Seated> {
  const clock = new TurnedClock(NOON);
  const session = await Session.open({
    dial: () => new Promise(() => {}),
    ...{ clock, random, vault: new MemoryVault(), emit: () => {} },
  }, { relay: "relay.example.com", nick: "alice" });
  const opened: MemoryTerminal[] = [];
  const collected: number[] = [];
  const client = new ScreenClient({
    ...{ session, clock, relay: "relay.example.com", print: () => {} },
    collect: () => void collected.push(clock.now()),
    folders: NO_FOLDERS,
    terms: { ...TERMS, ...terms },
    terminal: (owner) => {
      const measure = (text: string) => graphemes(text).map((glyph) => [glyph, columnsOf(glyph)] as const);
      const terminal = new MemoryTerminal(owner, { size, measure });
      opened.push(terminal);
      return terminal;
    },
  });
  const [terminal] = opened;
  if (!terminal) throw new Error("Cannot sit down: no terminal was taken.");
  return { clock, client, terminal, collected, [Symbol.dispose]: () => client[Symbol.dispose]() };
}
