/** What the client's screen is like to sit at: how soon it asks, how soon a key shows with much loaded, and what memory many messages take. */
import { Author, sealed } from "./client_authors.ts";
import { gather, PIN } from "./client_channel.ts";
import { type MemberProcess, openMember, type Site } from "./client_process.ts";
import { type Bar, type Figure, Rounds } from "./client_results.ts";
import { pause, PseudoTerminal } from "./pseudo_terminal.ts";
import { progress } from "./print.ts";

export interface ScreenPlan {
  readonly starts: number;
  /** Messages that are there when keys are pressed, and in the end. */
  readonly loaded: number;
  readonly all: number;
}

interface Seated {
  readonly terminal: PseudoTerminal;
  readonly keeper: MemberProcess;
  readonly authors: readonly Author[];
}

const AUTHORS = 10;
/** So few that PgUp does not come to the top. */
const KEYS = 40;
/** Posted in one go, so that nobody falls far behind. */
const BATCH = 1000;
const MEGA = 1e6;
const A_WHILE_MS = 15_000;
/** Of the members' list, when somebody is in. */
const INSIDE = /zuzu/;
const FIRST_QUESTION = /Relay\b/;

export async function measureScreen(site: Site, { starts, loaded, all }: ScreenPlan): Promise<readonly Figure[]> {
  const rounds = new Rounds();
  for (let count = 0; count <= starts; count++) {
    progress(`client: start ${count} of ${starts}`);
    await start(site, { rounds: count > 0 ? rounds : new Rounds(), home: `${site.directory}/home-${count}` });
  }
  const seated = await sitDown(site);
  progress(`client: ${loaded} messages on the screen`);
  await listen(seated, loaded);
  await keys(seated.terminal, { rounds, loaded });
  await memory(seated.terminal, { rounds, messages: loaded });
  progress(`client: ${all} messages on the screen`);
  await listen(seated, all - loaded);
  await memory(seated.terminal, { rounds, messages: all, bar: { most: 100 } });
  await seated.terminal.close();
  for (const author of seated.authors) author.leave();
  await seated.keeper.close();
  return rounds.figures;
}

/** As on the first day: nothing is known, so it asks where to go. */
async function start(
  { processes, directory }: Site,
  { rounds, home }: { readonly rounds: Rounds; readonly home: string },
): Promise<void> {
  const began = performance.now();
  const terminal = new PseudoTerminal(processes, { directory, args: ["--home", home] });
  const ms = await terminal.shows(FIRST_QUESTION) - began;
  rounds.note("start to the first question", ms, { unit: "ms", bar: { most: 150 } });
  rounds.note("start to the first question, CPU", await terminal.cpu());
  // Until all of it is loaded: what the first start ever compiles, and Deno keeps, is no start's or message's.
  await terminal.rest();
  await terminal.close();
}

/** A channel of a few, and somebody who came into it on a screen. */
async function sitDown(site: Site): Promise<Seated> {
  const { processes, port, directory } = site;
  const hall = await gather(port, { name: "Hall", count: AUTHORS + 1 });
  const keeper = await openMember(site, hall, 0);
  await keeper.spent({ entries: hall.membership.count });
  const terminal = new PseudoTerminal(processes, {
    directory,
    args: [`127.0.0.1:${port}`, "--channel", hall.name, "--name", "zuzu", "--home", `${directory}/home`],
    env: { PYCHAT_PIN: PIN },
  });
  await keeper.spent({ entries: hall.membership.count + 1 });
  await terminal.shows(INSIDE);
  const authors = Array.from({ length: AUTHORS }, (_, place) => new Author(hall, place + 1));
  for (const author of authors) await author.enter(port);
  return { terminal, keeper, authors };
}

/** So many messages are said, and shown. */
async function listen({ terminal, keeper, authors }: Seated, count: number): Promise<void> {
  const now = await keeper.now();
  for (let left = count; left > 0; left -= BATCH) {
    const most = Math.min(BATCH, left);
    await keeper.mark();
    for (const message of sealed(authors, now, most)) message.author.post(now, message);
    await keeper.spent({ shown: most });
  }
  await terminal.rest();
}

/** At once, and after a while in which V8 gives back what it has no more use for. */
async function memory(
  terminal: PseudoTerminal,
  { rounds, messages, bar }: { readonly rounds: Rounds; readonly messages: number; readonly bar?: Bar },
): Promise<void> {
  const note = async (when: string) => {
    rounds.note(`memory after ${messages} messages${when}`, await terminal.rss() / MEGA, {
      unit: "MB",
      ...bar && { bar },
    });
  };
  await note("");
  await pause(A_WHILE_MS);
  await note(`, ${A_WHILE_MS / 1000} seconds later`);
}

async function keys(
  terminal: PseudoTerminal,
  { rounds, loaded }: { readonly rounds: Rounds; readonly loaded: number },
): Promise<void> {
  const strokes = [["a letter", "x"], ["PgUp", "\x1b[5~"]] as const;
  for (const [name, key] of strokes) {
    await terminal.rest();
    const before = await terminal.cpu();
    for (let count = 0; count < KEYS; count++) {
      const ms = await terminal.press(key);
      rounds.note(`${name} to its paint, ${loaded} messages loaded`, ms, { unit: "ms", bar: { most: 16 } });
    }
    rounds.note(`${name} to its paint, CPU`, (await terminal.cpu() - before) / KEYS);
  }
}
