/** One session at a relay, under one name, from the vault to the goodbye. */
import type { Clock } from "../../shared/clock.ts";
import { Failure } from "../../shared/failure.ts";
import { nameKey } from "../../shared/names.ts";
import { relayText } from "../../shared/relay_address.ts";
import { Scope } from "../../shared/scope.ts";
import { clean } from "../../shared/terminal/clean.ts";
import type { Random } from "../core/crypto/identity.ts";
import type { Event } from "../core/events.ts";
import { Session } from "../core/session.ts";
import { filesOf, openChannels } from "../core/state.ts";
import { titleOf } from "../core/words/titles.ts";
import { plural } from "../core/words/whose.ts";
import { dialUntil } from "../machine/dial_until.ts";
import { FileDisk } from "../machine/file_disk.ts";
import { nativePlatform } from "../machine/native_platform.ts";
import type { LockedVault } from "../machine/locked_vault.ts";
import { openVault } from "../machine/open_vault.ts";
import type { Computer } from "../machine/vault_directory.ts";
import type { VaultName } from "../machine/vault_path.ts";
import type { Desk } from "./desk.ts";
import { enter, type Entered, enterInvited, type Way } from "./enter.ts";
import { obey } from "./obey.ts";
import type { Client, Onward } from "./client.ts";
import { type Answers, askName } from "./questions.ts";

export interface VisitDeps {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly random: Random;
  readonly computer: Computer;
  readonly passphrase: string | undefined;
  /** The folder for downloads; undefined: the computer's own. */
  readonly downloads: string | undefined;
  /** Makes the client of a session: it can be stopped from then on. */
  open(session: Session): Promise<Client & Disposable>;
  /** The channel was entered. */
  entered(): Promise<void>;
}

export interface VisitWishes extends Answers {
  readonly create: boolean;
  readonly wait: boolean;
}

/** How it ended: for good, or to begin again under another name, perhaps in another channel. */
export type VisitEnd =
  | { readonly type: "over" }
  | ({ readonly type: "again" } & Onward);

/** How long what is on its way gets to arrive when the client ends. */
const LAST_MS = 3000;

/** What was typed is done in order, unless something takes longer than this: then the person at the terminal goes on. */
const PATIENCE_MS = 300;

/** Runs until it is over; Failure when it cannot begin or go on. */
export async function visit(wishes: VisitWishes, deps: VisitDeps): Promise<VisitEnd> {
  const { address, name: nick } = wishes;
  const { clock, random } = deps;
  const relay = relayText(address);
  await using vault = await unlockedVault({ ...address, nick }, deps);
  if (!vault) return { type: "over" };
  await using tasks = new Scope();
  const session: Session = await Session.open({
    dial: (sink, signal) => dialUntil(address, sink, signal),
    ...{ clock, random, vault, platform: nativePlatform, disk: new FileDisk(deps.computer, deps.downloads) },
    emit: (event) => client.hear(event),
  }, { relay, nick });
  using client = await deps.open(session);
  await using _closing = { [Symbol.asyncDispose]: () => session.close() };
  tasks.signal.addEventListener("abort", () => client.quit());
  session.start();
  return await converse(client, wishes, { tasks, entered: deps.entered });
}

/** His vault; undefined where it is locked and whoever is asked for the passphrase gives up. */
async function unlockedVault(name: VaultName, deps: VisitDeps): Promise<LockedVault | undefined> {
  const { desk } = deps;
  let gaveUp = false;
  const ask = async (why: string | undefined) => {
    if (!desk.asks) return undefined;
    const typed = await desk.ask("Passphrase: ", { secret: true, why });
    gaveUp = typed === undefined;
    return typed;
  };
  try {
    return await openVault(name, { ...deps, ask });
  } catch (error) {
    if (gaveUp && error instanceof Failure) return undefined;
    throw error;
  }
}

/** Goes into the channel, and does as the lines say until there are no more. */
async function converse(
  client: Client,
  wishes: VisitWishes,
  { tasks, entered }: { readonly tasks: Scope; readonly entered: () => Promise<void> },
): Promise<VisitEnd> {
  let end: VisitEnd = { type: "over" };
  const { promise: ready, resolve: begin } = Promise.withResolvers<void>();
  run(tasks, client, async () => {
    // What is typed is for the channel: it waits until that is there. Only a person may want to stop waiting for that.
    const waits = client.livesOn ? begin : () => {};
    const way = goIn(client, { ...wishes, name: wishes.channel, waits }, entered);
    client.underWay(way);
    end = await way;
    if (end.type === "again") client.quit();
    begin();
  });
  client.signal.addEventListener("abort", () => begin());
  run(tasks, client, async () => {
    await Promise.race([ready, client.gone]);
    await listen(client, tasks);
  });
  await client.over;
  if (end.type !== "over" || tasks.signal.aborted) return end;
  await sayLast(client);
  const { onward } = client;
  if (onward) return { type: "again", ...onward };
  if (client.lost !== undefined) throw new Failure(client.lost);
  if (client.asks) { for (const title of leftAlone(client)) client.print(goesSoon(title)); }
  client.print("-- Goodbye.");
  return end;
}

/** Into the channel that was asked for. Who can be asked may go on without it; a script has failed. */
async function goIn(
  client: Client,
  { link, ...way }: Way & Pick<VisitWishes, "link">,
  entered: () => Promise<void>,
): Promise<VisitEnd> {
  const { asks } = client;
  await lineOrNone(client, way.name);
  const came = link === undefined ? await enter(client, way) : await enterInvited(client, link);
  if (came.type === "in") await entered();
  if (came.type !== "in" && !asks) throw new Failure(whyNot(came));
  if (came.type === "out" && !came.told && came.why !== undefined) client.print(`! ${clean(came.why)}`);
  const name = came.type === "nickTaken" ? await askName(client, came.suggestion, clean(came.why)) : undefined;
  if (came.type === "nickTaken" && name !== undefined) {
    return { type: "again", name, channel: way.name, pin: came.pin, link };
  }
  if (came.type === "nickTaken" || (came.type === "out" && came.why === undefined)) client.quit();
  return { type: "over" };
}

/** Until there is a line; or until it is known that there is none just now, for who was in that channel before: what he writes is sent later. */
async function lineOrNone(client: Client, name: string): Promise<void> {
  const isMine = () => openChannels(client.state).some(({ view }) => nameKey(view.name) === nameKey(name));
  const isOffline = (event: Event) => {
    return (event.type === "line" && event.state === "offline" && (event.retryMs === undefined || isMine())) ||
      undefined;
  };
  await Promise.race([client.online(), client.heard(isOffline)]);
}

function whyNot(came: Exclude<Entered, { readonly type: "in" }>): string {
  const free = came.type === "nickTaken" ? ` ${clean(came.suggestion)} is free.` : "";
  return clean(came.why ?? "There was nobody to be asked.") + free;
}

/** Does as each line says. A script's next line waits for what the last one brings about; a person's, for a moment. */
async function listen(client: Client, tasks: Scope): Promise<void> {
  const { clock, livesOn } = client;
  for (let typed = await client.next(); typed !== undefined; typed = await client.next()) {
    const done = obey(client, typed);
    client.underWay(done);
    const { promise: late, resolve } = Promise.withResolvers<void>();
    using _patience = livesOn ? clock.after(PATIENCE_MS, resolve) : undefined;
    if (livesOn) run(tasks, client, () => done);
    await Promise.race([done, late]);
  }
  client.quit();
}

/** A task of this client, which may be given up in the middle when the client ends. */
function run(tasks: Scope, { signal }: Client, task: () => Promise<void>): void {
  tasks.run(async () => {
    try {
      await task();
    } catch (error) {
      if (!signal.aborted || error !== signal.reason) throw error;
    }
  });
}

/** What was said last still goes out, if it goes soon; else it does the next time. A script, whom that keeps from nothing, waits while it goes at all. */
async function sayLast(client: Client): Promise<void> {
  let left = waiting(client);
  for (let before = client.lost === undefined ? Infinity : 0; left > 0 && left < before;) {
    before = client.asks ? 0 : left;
    await soonSent(client);
    left = waiting(client);
  }
  if (left > 0) {
    client.print(`-- ${plural(left, "message")} could not be sent yet: that is done when you are here again.`);
  }
  const files = filesOf(client.state).filter(({ state: { type } }) => type === "moving" || type === "waiting").length;
  if (files > 0) {
    const goes = files === 1 ? "it goes" : "they go";
    client.print(`-- ${plural(files, "file")} not yet across: ${goes} on when you are here again.`);
  }
}

/** What the relay will remove soon, as far as one sees who is there. */
function leftAlone({ state }: Client): readonly string[] {
  return openChannels(state).map(({ view }) => view).filter(({ membership, present, you }) => {
    return !membership.policy.keep && present.has(you) && present.size === 1;
  }).map(titleOf);
}

function goesSoon(title: string): string {
  return `-- Nobody else is in ${title}: a channel that stands empty is removed soon, unless an admin has set /keep on.`;
}

/** Until nothing waits any more, or a moment is over. */
async function soonSent(client: Client): Promise<void> {
  const gone = new AbortController();
  const sent = client.heard(() => waiting(client) === 0 || undefined, gone.signal);
  await Promise.race([sent, client.clock.sleep(LAST_MS)]);
  sent.catch(() => {});
  gone.abort();
}

function waiting({ state }: Client): number {
  return openChannels(state).reduce((sum, { pending }) => sum + pending.length, 0);
}
