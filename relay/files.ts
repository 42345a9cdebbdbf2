/**
 * Files that pass through the relay, sealed: who may bring and fetch them, how much room they get, and when they go. It gives tickets on the main
 * line and redeems them on a second one; what is carried there is the carries' business.
 */
import { CODE, CODE_TEXT, type Refusal, refuse } from "../shared/codes.ts";
import { Failure } from "../shared/failure.ts";
import { formatBytes } from "../shared/format_bytes.ts";
import { formatDuration } from "../shared/duration.ts";
import { CLOSE } from "../shared/frames.ts";
import type { BlobId, ChannelId, IdentityId } from "../shared/ids.ts";
import type { Link } from "../shared/link.ts";
import { isAdmin, isMuted, memberById, type Membership } from "../shared/log/membership.ts";
import { personOf } from "./admission.ts";
import { ALL_TAKEN, Carries, type CarriesDeps, type CarryLimits } from "./carries.ts";
import type { Carry, Grant } from "./carry.ts";
import type { BlobPlace, FileRecord } from "./file_records.ts";
import { chargeOf, FileRoom, type FileRoomLimits, LEAST_CHARGE } from "./file_room.ts";
import { FileTrials } from "./file_trials.ts";

/** How many are removed in one sweep. */
const REMOVED_AT_ONCE = 100;

const NO_FILE = "There is no such file here, or it is here no more.";
const ALL_HAVE_IT = "Everybody here has it, or does not want it.";

export interface FileLimits extends CarryLimits, FileRoomLimits {
  /** How long a file is here. */
  readonly fileTime: number;
}

export interface FilesDeps extends Omit<CarriesDeps, "brought"> {
  readonly limits: FileLimits;
  readonly log: (line: string) => void;
  /** What a channel's log describes; undefined if there is no such channel. */
  readonly membership: (channel: ChannelId) => Membership | undefined;
  /** Why this identity is not let in from there; undefined if it is. */
  readonly banned: (identity: IdentityId, address: string) => string | undefined;
  /** Whether one more new file from this address is within its rate. */
  readonly mayBring: (address: string) => boolean;
}

/** Who asks. */
export interface Asker {
  readonly identity: IdentityId;
  readonly address: string;
}

/** A ticket, and where its carry will begin; or why there is none. */
export type Ticketed =
  | { readonly ok: true; readonly ticket: Uint8Array; readonly offset: number }
  | ({ readonly ok: false } & Refusal);

export class Files {
  readonly carries: Carries;
  readonly #deps: FilesDeps;
  readonly #room: FileRoom;
  readonly #trials: FileTrials;

  constructor(deps: FilesDeps) {
    this.#deps = deps;
    this.carries = new Carries({ ...deps, brought: (place) => this.#trials.moved(place, deps.now()) });
    this.#room = new FileRoom(deps);
    this.#trials = new FileTrials({
      find: (place) => deps.records.find(place),
      brings: (place) => this.carries.brings(place),
    });
    deps.background(() => this.#tidy());
  }

  /** Begins an upload, or goes on with one. The asker is a member of the channel, and follows it. */
  put(asker: Asker, membership: Membership, file: { readonly blob: BlobId; readonly size: number }): Ticketed {
    const { records, now } = this.#deps;
    const { identity } = asker;
    const place = { channel: membership.channel, blob: file.blob };
    const member = memberById(membership, identity);
    if (!member || isMuted(member, now())) return no(refuse("muted"));
    const known = records.find(place);
    const grant = { ...place, identity, upload: true, from: 0 };
    const refusal = (known ? notHis(known, identity, file.size) : this.#refusesNew(asker, place, file.size)) ??
      this.carries.refusal(grant);
    if (refusal) return no(refusal);
    if (!known) {
      const charge = chargeOf(file.size);
      const added = { ...place, uploader: identity, size: file.size, charge, created: now() };
      if (!this.#stored(() => records.add(added))) return no(refuse("storage"));
      this.#room.change(charge);
      this.#trials.begin(added, now(), personOf(asker.address));
    } else this.#trials.claimed(place, personOf(asker.address));
    return { ok: true, ticket: this.carries.tickets.issue(grant), offset: known?.stored ?? 0 };
  }

  /** Begins a download. The asker is a member of the channel. */
  get(asker: Asker, place: BlobPlace, from: number): Ticketed {
    const file = this.#deps.records.find(place);
    if (!file || file.over) return no(refuse("absent", NO_FILE));
    if (from > file.size) return no(refuse("rule", "That is beyond the file's end."));
    if (from < file.size && from >= file.stored && !this.carries.brings(place)) return no(refuse("unready"));
    const grant = { channel: place.channel, blob: place.blob, identity: asker.identity, upload: false, from };
    const refusal = this.carries.refusal(grant);
    if (refusal) return no(refusal);
    return { ok: true, ticket: this.carries.tickets.issue(grant), offset: from };
  }

  /** This member has the file, or does not want it. When all have said so its bytes go. */
  had(asker: Asker, membership: Membership, blob: BlobId): Refusal | undefined {
    const { records } = this.#deps;
    const place = { channel: membership.channel, blob };
    const file = records.find(place);
    if (!file || file.over || file.uploader === asker.identity) return undefined;
    const stored = this.#stored(() => {
      records.had(place, asker.identity);
      const heard = records.find(place);
      if (heard) this.#finish(this.#done([heard], membership));
    });
    return stored ? undefined : refuse("storage");
  }

  /** Takes a file back: its uploader may, and an admin. */
  drop(asker: Asker, membership: Membership, blob: BlobId): Refusal | undefined {
    const file = this.#deps.records.find({ channel: membership.channel, blob });
    if (!file) return undefined;
    if (file.uploader !== asker.identity && !isAdmin(memberById(membership, asker.identity))) {
      return refuse("rule", "Only who brought a file, or an admin, takes it back.");
    }
    return this.#stored(() => this.#remove([file], "The file was taken back.")) ? undefined : refuse("storage");
  }

  /** A line shows a ticket: it carries what that is for, or is closed with the reason. */
  redeem(ticket: Uint8Array, link: Link): Carry | undefined {
    const grant = this.carries.tickets.take(ticket);
    if (!grant) {
      link.close(CLOSE.policy, "This ticket is not good, or no longer. Ask for another one.");
      return undefined;
    }
    const end = this.#ends(grant, link.address);
    if (!end && !this.carries.isFull(grant)) return this.carries.begin(grant, link);
    link.close(end?.code ?? CLOSE.policy, end?.reason ?? ALL_TAKEN);
    return undefined;
  }

  /** A channel's log has grown: who is out or muted carries no more, and, if `gone` went, what only he kept here goes. */
  changed(membership: Membership, gone: IdentityId | undefined): void {
    const { channel } = membership;
    for (const carry of [...this.carries.running]) {
      const end = carry.grant.channel === channel ? this.#ends(carry.grant, carry.address) : undefined;
      if (end) carry.end(end.code, end.reason);
    }
    if (gone === undefined) return;
    const others = Math.max(1, membership.members.length - 1);
    this.#stored(() => {
      // Only these: a channel may have thousands of others' files that are not whole, and to look at each is everybody's time.
      const unsettled = this.#deps.records.unsettled(channel, { uploader: gone, had: others });
      const isLeft = ({ uploader, stored, size }: FileRecord) => uploader === gone && stored < size;
      this.#remove(unsettled.filter(isLeft), "Who brought the file is no longer in this channel.");
      this.#finish(this.#done(unsettled.filter((file) => !isLeft(file)), membership));
    });
  }

  /** Channels were removed, and their records with them. */
  gone(channels: readonly ChannelId[]): void {
    if (channels.length === 0) return;
    for (const channel of channels) {
      this.carries.discardChannel(channel, CODE_TEXT.gone);
      this.#trials.endAll(channel);
    }
    this.#room.recount();
  }

  /** Ends what stands still, and removes what has been here for its time. */
  sweep(): void {
    const { records, limits, now } = this.#deps;
    this.carries.sweep();
    this.#room.look();
    const expired = records.expired(now() - limits.fileTime, REMOVED_AT_ONCE);
    this.#remove(expired, `Files are here for ${formatDuration(limits.fileTime)}.`);
  }

  /** For the operator. */
  stats(): readonly (readonly [label: string, value: string])[] {
    const { records, limits } = this.#deps;
    const { count, bytes } = records.totals();
    const { up, down } = this.carries.tally;
    const carries = [...this.carries.running];
    const uploads = carries.filter(({ grant }) => grant.upload).length;
    return [
      ["Files", `${count}, ${formatBytes(bytes)} of ${formatBytes(limits.filesSize)}`],
      ["Files on their way", `${uploads} in, ${carries.length - uploads} out`],
      ["Files since the start", `${formatBytes(up)} in, ${formatBytes(down)} out`],
    ];
  }

  /** Why this may not be carried any more, as the line's last words. */
  #ends(grant: Grant, address: string): { readonly code: number; readonly reason: string } | undefined {
    const banned = this.#deps.banned(grant.identity, address);
    if (banned !== undefined) return { code: CLOSE.policy, reason: banned };
    const membership = this.#deps.membership(grant.channel);
    if (!membership) return { code: CLOSE.gone, reason: CODE_TEXT.gone };
    const member = memberById(membership, grant.identity);
    if (!member) return { code: CLOSE.gone, reason: CODE_TEXT.removed };
    if (grant.upload && isMuted(member, this.#deps.now())) return { code: CLOSE.policy, reason: CODE_TEXT.muted };
    const file = this.#deps.records.find(grant);
    // What was taken back since a ticket was given may be another's by now.
    const his = file && !file.over && (!grant.upload || file.uploader === grant.identity);
    return his ? undefined : { code: CLOSE.gone, reason: NO_FILE };
  }

  #refusesNew(asker: Asker, { channel }: BlobPlace, size: number): Refusal | undefined {
    if (!this.#deps.mayBring(asker.address)) {
      return refuse("fast", "Too many new files from your address. Wait a while.");
    }
    const refusal = this.#room.refusal(channel, size);
    // What was only promised takes room on the disk as it does of a quota.
    if (refusal?.code !== CODE.full && refusal?.code !== CODE.storage) return refusal;
    this.#giveUp(this.#trials.failed(this.#deps.now(), REMOVED_AT_ONCE));
    const still = this.#room.refusal(channel, size);
    // Of its own quota a channel's admins see to it.
    if (!still || this.#room.channelRefusal(channel, size)) return still;
    this.#giveUp(this.#trials.outweighed(personOf(asker.address), chargeOf(size), this.#deps.now()));
    return this.#room.refusal(channel, size);
  }

  /** Those that every member but their uploader has said that he has, where somebody has. */
  #done(files: readonly FileRecord[], { members }: Membership): readonly FileRecord[] {
    return files.filter((file) => {
      const others = members.filter(({ card }) => card.id !== file.uploader);
      if (others.length === 0 || file.had < others.length) return false;
      const havers = this.#deps.records.havers(file);
      return others.every(({ card }) => havers.has(card.id));
    });
  }

  /** Throws their bytes away; as `#remove`, all at once: each write of its own would have the disk do nothing else. */
  #finish(files: readonly FileRecord[]): void {
    if (files.length === 0) return;
    this.#deps.records.finish(files, LEAST_CHARGE);
    for (const file of files) {
      this.#trials.end(file);
      this.#room.change(LEAST_CHARGE - file.charge);
      this.carries.discard(file, ALL_HAVE_IT);
    }
  }

  #remove(files: readonly FileRecord[], why: string): void {
    if (files.length === 0) return;
    this.#deps.records.remove(files);
    for (const file of files) {
      this.#trials.end(file);
      this.#room.change(-file.charge);
      this.carries.discard(file, why);
    }
  }

  #giveUp(files: readonly FileRecord[]): void {
    this.#stored(() => this.#remove(files, "Others needed the room."));
  }

  /** Whether the disk took it. */
  #stored(write: () => void): boolean {
    try {
      write();
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#deps.log(error.message);
      return false;
    }
  }

  /** What a crash left: bytes that no record knows, and records of bytes that are not there. */
  async #tidy(): Promise<void> {
    const { records, blobs, log, now } = this.#deps;
    const missing = new Map<string, FileRecord>();
    for (const file of records.all()) {
      if (!file.over && file.stored > 0) missing.set(file.channel + file.blob, file);
      if (!file.over && file.stored < file.size) this.#trials.begin(file, now());
    }
    for (const found of await blobs.list()) {
      const file = missing.get(found.channel + found.blob);
      if (file && found.size >= file.stored) missing.delete(found.channel + found.blob);
      // Asked only now: it may have been brought since.
      const record = records.find(found);
      if (!record || record.over) this.carries.discard(found, NO_FILE);
    }
    for (const lost of missing.values()) {
      const file = records.find(lost);
      if (file?.created === lost.created) this.#remove([file], NO_FILE);
    }
    if (missing.size > 0) log(`${missing.size} stored files were not where they should be, and are given up.`);
  }
}

function no(refusal: Refusal): Ticketed {
  return { ok: false, ...refusal };
}

/** Why this identity may not go on with a file. */
function notHis(file: FileRecord, identity: IdentityId, size: number): Refusal | undefined {
  if (file.uploader !== identity) return refuse("rule", "This id is another file's.");
  if (file.over) return refuse("gone", ALL_HAVE_IT);
  return file.size === size ? undefined : refuse("rule", `This file was announced with ${file.size} bytes.`);
}
