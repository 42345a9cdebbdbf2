/**
 * The engine: one identity at one relay. Intents go in, events come out; whoever shows them knows nothing else of it. It stays connected, keeps everything in
 * its vault, and answers at doors. Its rooms: connection.ts (the line), roster.ts (the channels), joining.ts, doors.ts and doorkeeper.ts (the ways in).
 */
import type { Clock } from "../../shared/clock.ts";
import { Failure } from "../../shared/failure.ts";
import type { ChannelId, IdentityId } from "../../shared/ids.ts";
import type { Link, LinkSink } from "../../shared/link.ts";
import { checkNick } from "../../shared/names.ts";
import { Scope } from "../../shared/scope.ts";
import type { Unasked } from "./asking.ts";
import { comeByInvite } from "./by_invite.ts";
import { inChannel } from "./channel_intents.ts";
import { Connection } from "./connection.ts";
import { MOST_REASON } from "./content.ts";
import { createIdentity, type Identity, identityFrom, type Random } from "./crypto/identity.ts";
import type { Platform } from "./crypto/platform.ts";
import { keepDoor } from "./doorkeeper.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Event } from "./events.ts";
import type { Disk } from "./files/disk.ts";
import { Files } from "./files/files.ts";
import { type ChannelIntent, type Intent, isFileIntent, type Outcome, type SessionIntent } from "./intents.ts";
import { Joining } from "./joining.ts";
import type { Lined } from "./lined.ts";
import { OFFLINE } from "./pen.ts";
import { openPrivate } from "./private_channel.ts";
import { LineLost, type RelayLine } from "./relay_line.ts";
import { Roster } from "./roster.ts";
import { Saving } from "./saving.ts";
import { TryCounter } from "./tries.ts";
import type { Parts, Vault } from "./vault.ts";
import { decodeState, type VaultState, type Verified } from "./vault_state.ts";
import { Visits } from "./visits.ts";

/** What a session is given from outside. */
export interface SessionDeps {
  /** A link to this session's relay. */
  readonly dial: (sink: LinkSink, signal: AbortSignal) => Promise<Link>;
  readonly clock: Clock;
  readonly random: Random;
  readonly vault: Vault;
  /** Without it signatures are checked, and keys wrapped, in plain TypeScript. */
  readonly platform?: Platform | undefined;
  /** Without it files are seen, and neither sent nor fetched. */
  readonly disk?: Disk | undefined;
  emit(event: Event): void;
}

export interface SessionOptions {
  /** The relay's address as people write it: it goes into invites. */
  readonly relay: string;
  readonly nick: string;
}

export class Session {
  readonly #deps: SessionDeps;
  readonly #options: SessionOptions;
  readonly #engine: EngineDeps;
  readonly #identity: Identity;
  readonly #connection: Connection;
  readonly #tries: TryCounter;
  readonly #roster: Roster;
  readonly #joining: Joining;
  readonly #files: Files;
  readonly #scope = new Scope();
  readonly #ignored: Set<IdentityId>;
  readonly #verified: Map<string, IdentityId>;
  readonly #saving: Saving;
  #relayKey: Uint8Array | undefined;
  #lined: Lined | undefined;

  /** The session that a vault holds, or a new one; Failure when it holds what this version cannot read. */
  static async open(deps: SessionDeps, options: SessionOptions): Promise<Session> {
    const checked = checkNick(options.nick);
    if (!checked.ok) throw new Failure(`Cannot be called "${options.nick}": ${checked.why}`);
    const parts = await deps.vault.load();
    const saved = parts && decodeState(parts);
    if (parts && !saved) throw new Failure("Cannot read what was kept here: it is of a newer pychat, or damaged.");
    const session = new Session(deps, { ...options, nick: checked.name }, { parts, saved });
    // Whoever loses his identity is a stranger everywhere: it is on disk before anybody sees it.
    if (!saved) await session.#saving.now();
    return session;
  }

  private constructor(deps: SessionDeps, options: SessionOptions, { parts, saved }: {
    readonly parts: Parts | undefined;
    readonly saved: VaultState | undefined;
  }) {
    const { clock, random, platform, vault } = deps;
    this.#deps = deps;
    this.#options = options;
    this.#saving = new Saving({
      ...{ vault, clock, parts },
      state: () => this.#state(),
      run: (task) => this.#run(task),
    });
    this.#identity = saved ? identityFrom(saved) : createIdentity(random);
    this.#ignored = new Set(saved?.ignored);
    this.#verified = new Map(saved?.verified.map(({ nickKey, id }) => [nickKey, id]));
    this.#relayKey = saved?.relayKey[0];
    const identity = this.#identity;
    const { relay, nick } = options;
    this.#connection = new Connection({
      ...{ relay, dial: deps.dial, identity, nick, clock, random },
      pinned: () => this.#relayKey,
      emit: deps.emit,
      entered: (line) => this.#entered(line),
      heard: (message) => this.#heard(message),
      lost: () => this.#lost(),
    });
    this.#engine = {
      ...{ identity, nick, clock, random, platform },
      now: () => this.#connection.now(),
      emit: (event) => {
        this.#files.hear(event);
        deps.emit(event);
      },
      save: () => this.#saving.now(),
      saveSoon: () => this.#saving.soon(),
      ignored: (id) => this.#ignored.has(id),
      verified: this.#verified,
      signal: this.#scope.signal,
      run: (task) => this.#run(task),
    };
    this.#tries = new TryCounter(this.#engine, saved?.tries ?? []);
    this.#roster = new Roster(this.#engine, this.#tries, saved);
    this.#joining = new Joining(this.#engine, this.#roster, this.#tries, () => this.#lined);
    this.#files = new Files(this.#engine, {
      ...{ disk: deps.disk, dial: deps.dial, emit: (event) => deps.emit(event) },
      channel: (id) => this.#roster.get(id),
    }, saved?.files ?? []);
  }

  /** Whose session it is. */
  get id(): IdentityId {
    return this.#identity.id;
  }

  /** Resolves when the session is closed; rejects with what a bug in it threw. */
  ended(): Promise<void> {
    return this.#scope.ended();
  }

  /** Begins to stay connected. */
  start(): void {
    this.#tellPeople();
    this.#roster.begin();
    this.#files.begin();
    this.#scope.run((signal) => this.#connection.stay(signal));
  }

  /** Tries to connect now, instead of when its time comes. */
  retry(): void {
    this.#connection.retry();
  }

  /** Does what is wanted, or says why not; never throws for what a person, a peer or the network did. */
  async do(intent: Intent): Promise<Outcome> {
    try {
      if (isFileIntent(intent)) return await this.#files.do(intent);
      return "channel" in intent ? await this.#inChannel(intent) : await this.#forSession(intent);
    } catch (error) {
      if (error instanceof LineLost) return OFFLINE;
      if (error instanceof Failure) return { ok: false, code: "failed", why: error.message };
      throw error;
    }
  }

  /** Says goodbye to the relay, and keeps what is to be kept. */
  async close(): Promise<void> {
    this.#saving[Symbol.dispose]();
    await this.#scope.close();
    await this.#saving.now();
  }

  async #inChannel(intent: ChannelIntent & { readonly channel: ChannelId }): Promise<Outcome> {
    const channel = this.#roster.get(intent.channel);
    if (!channel) return { ok: false, code: "absent", why: "You are not in that channel." };
    if (intent.type === "private") {
      return await openPrivate(this.#engine, this.#roster, this.#lined?.line, { channel, nick: intent.nick });
    }
    // The relay's word that it is over may come before the answer.
    channel.leaving = intent.type === "leave";
    const outcome = await inChannel(this.#engine, channel, intent, {
      relay: this.#options.relay,
      relayKey: this.#relayKey,
    });
    if (!outcome.ok) channel.leaving = false;
    if (intent.type === "verify" && outcome.ok) this.#tellPeople();
    if (intent.type === "leave" && outcome.ok) this.#roster.forget(channel, "You left.");
    return outcome;
  }

  async #forSession(intent: SessionIntent): Promise<Outcome> {
    switch (intent.type) {
      case "join":
        return await this.#joining.join(intent);
      case "stopWaiting":
        return this.#joining.stopWaiting();
      case "useInvite":
        return await comeByInvite(this.#engine, intent.link, {
          roster: this.#roster,
          lined: () => this.#lined,
          door: { relay: this.#options.relay, dial: this.#deps.dial, signal: this.#scope.signal },
        });
      case "ignore":
        return await this.#ignore(intent);
      case "status":
        return await this.#setStatus(intent);
      default:
        return intent satisfies never;
    }
  }

  #tellPeople(): void {
    this.#deps.emit({ type: "people", ignored: [...this.#ignored], verified: new Map(this.#verified) });
  }

  async #ignore({ identity, on }: Extract<SessionIntent, { readonly type: "ignore" }>): Promise<Outcome> {
    if (identity === this.#identity.id) return { ok: false, code: "invalid", why: "That is you." };
    if (on) this.#ignored.add(identity);
    else this.#ignored.delete(identity);
    this.#tellPeople();
    await this.#saving.now();
    // What he wanted to say in private meanwhile was passed by.
    if (!on) this.#inBackground(({ line }) => this.#roster.follow(line));
    return { ok: true };
  }

  async #setStatus({ status, text }: Extract<SessionIntent, { readonly type: "status" }>): Promise<Outcome> {
    if (new TextEncoder().encode(text).length > MOST_REASON) {
      return { ok: false, code: "invalid", why: `That is too long: at most ${MOST_REASON} bytes.` };
    }
    await this.#roster.setQuiet(status === "invisible", () => this.#lined?.line);
    this.#roster.setStatus(status === "away" ? { type: "status", away: true, text } : undefined);
    return { ok: true };
  }

  async #entered(line: RelayLine): Promise<void> {
    const { relayKey } = line.hello;
    const isNew = this.#relayKey === undefined;
    this.#relayKey ??= relayKey;
    this.#lined = { line, visits: new Visits(line) };
    const followed = this.#roster.follow(line);
    if (isNew) await this.#saving.now();
    await followed;
    this.#joining.resume();
  }

  #lost(): void {
    this.#lined?.visits.end();
    this.#lined = undefined;
    this.#roster.interrupt();
  }

  #heard(message: Unasked): void {
    switch (message.type) {
      case "notice":
        return this.#deps.emit({ type: "notice", text: message.text });
      case "added":
        return this.#inBackground((lined) => this.#roster.arrivals.added(message.channel, lined.line));
      case "knocked":
        return this.#knocked(message);
      case "visit":
      case "unvisit":
        return this.#lined?.visits.heard(message);
      case "shut":
        return this.#shut(message);
      default:
        return this.#roster.get(message.channel)?.heard(message);
    }
  }

  #knocked({ visit, channel: id, from, body }: Extract<Unasked, { readonly type: "knocked" }>): void {
    const channel = this.#roster.get(id);
    this.#inBackground(async ({ visits }) => {
      using answered = visits.answer(visit);
      // Whoever waits at the door is heard of as soon as the relay knows that we are there; we are a moment later.
      if (await channel?.followed && channel?.feed.line && channel.feed.ledger.keyed) {
        await keepDoor(this.#engine, channel, { visit: answered, from, body });
      }
    });
  }

  #shut({ channel: id, code, text }: Extract<Unasked, { readonly type: "shut" }>): void {
    const channel = this.#roster.get(id);
    if (!channel) return;
    // What it was told before this, of why, is read first.
    this.#inBackground(async () => {
      // Who was put out before he followed it is told why by whoever had him follow.
      if (!await channel.followed) return;
      await channel.feed.drained();
      this.#roster.forget(channel, channel.ended({ code, text }));
    });
  }

  /** Something that takes several letters or answers; with the line it ends. */
  #inBackground(task: (lined: Lined) => Promise<void>): void {
    const lined = this.#lined;
    if (!lined) return;
    this.#run(() => task(lined));
  }

  /** A task that nobody waits for: what fails with the line comes again with the next one, and a full disk is told. */
  #run(task: (signal: AbortSignal) => Promise<void>): void {
    this.#scope.run(async (signal) => {
      try {
        await task(signal);
      } catch (error) {
        if (error instanceof LineLost) return;
        if (!(error instanceof Failure)) throw error;
        this.#deps.emit({ type: "alarm", channel: undefined, why: error.message });
      }
    });
  }

  /** What is kept of it. */
  #state(): VaultState {
    const { seed, boxSecret } = this.#identity;
    const verified: readonly Verified[] = [...this.#verified].map(([nickKey, id]) => ({ nickKey, id }));
    return {
      ...{ nick: this.#options.nick, seed, boxSecret, verified },
      relayKey: this.#relayKey ? [this.#relayKey] : [],
      channels: this.#roster.saved,
      asked: this.#roster.arrivals.asked,
      gone: this.#roster.gone,
      tries: this.#tries.saved,
      ignored: [...this.#ignored],
      files: this.#files.saved,
    };
  }
}
