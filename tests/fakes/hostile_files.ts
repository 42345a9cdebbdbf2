/** A channel whose members send each other files behind a relay that lies, also on the lines that carry them. */
import type { FileView } from "../../client/core/files/file_view.ts";
import type { Said } from "../../client/core/content.ts";
import type { FromRelayCarry } from "../../shared/messages.ts";
import { FileScene } from "./file_scene.ts";
import { HostileRelay } from "./hostile_relay.ts";

const PART_BYTES = 65_536;

export type Offer = Extract<Said, { readonly type: "file" }>;

export class HostileFiles implements AsyncDisposable {
  readonly relay: HostileRelay;
  readonly scene: FileScene;

  private constructor(relay: HostileRelay, scene: FileScene) {
    this.relay = relay;
    this.scene = scene;
  }

  static async open(...names: readonly string[]): Promise<HostileFiles> {
    const relay = new HostileRelay();
    return new HostileFiles(relay, await FileScene.open(relay, ...names));
  }

  /** Alice offers a file, which is whole at the relay before anybody asks for it; gives its number with bob. */
  async offered(name: string, content: Uint8Array): Promise<number> {
    const sent = await this.scene.sends("alice", this.scene.write("alice", name, content));
    await this.scene.until("alice", sent, "sent");
    await this.relay.settled();
    const offers = this.scene.client("bob").events.filter((event) => event.type === "file");
    const number = offers.find(({ file }) => file.name === name)?.file.number ?? NaN;
    await this.scene.until("bob", number, "offered");
    return number;
  }

  /** What everybody in the channel knows of the newest offer. */
  offer(): Offer {
    const { events } = this.scene.client("bob");
    for (const event of events.toReversed()) {
      if (event.type !== "rows") continue;
      for (const row of event.rows.toReversed()) {
        if (row.type === "message" && row.message.content.type === "file") return row.message.content;
      }
    }
    throw new Error("Cannot tell of an offer: there is none");
  }

  /** From now on whoever fetches a file gets this instead of what is sealed, and as much as he asked for. */
  changes(change: (sealed: Uint8Array) => Uint8Array): void {
    const parts: Uint8Array[] = [];
    let size = 0;
    this.relay.carries = (message) => {
      if (message.type === "carrying") size = message.upload ? 0 : message.size;
      if (message.type !== "part") return [message];
      parts.push(message.bytes.slice());
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      if (length < size) return [];
      return partsOf(change(joined(parts.splice(0))));
    };
  }

  /** Accepts it as bob, who must not end up with a file; gives why. */
  async refused(number: number): Promise<string> {
    await this.scene.accepts("bob", number);
    const { why } = await this.scene.until("bob", number, "failed");
    const whole = this.scene.names("bob").filter((name) => !name.endsWith(".part"));
    if (whole.length > 0) throw new Error(`bob has "${whole.join('", "')}"`);
    return why;
  }

  view(number: number): FileView | undefined {
    return this.scene.file("bob", number);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.scene[Symbol.asyncDispose]();
    await this.relay[Symbol.asyncDispose]();
  }
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function partsOf(bytes: Uint8Array): readonly FromRelayCarry[] {
  return Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, place) => {
    const offset = place * PART_BYTES;
    return { type: "part", offset, bytes: bytes.subarray(offset, offset + PART_BYTES) };
  });
}
