/** A file as people see it: who offers what, and how far it is. Plain data, made by the engine. */
import type { Card } from "../../../shared/card.ts";
import type { BlobId, ChannelId } from "../../../shared/ids.ts";

export type FileState =
  /** Another's, and nobody has said what is to become of it. */
  | { readonly type: "offered" }
  /** It goes on by itself, but not now. */
  | { readonly type: "waiting"; readonly why: string }
  /** `done` of its bytes are across. */
  | {
    readonly type: "moving";
    readonly done: number;
    readonly perSecond: number;
    readonly msLeft: number | undefined;
  }
  /** The relay has all of it. */
  | { readonly type: "sent" }
  /** All of it came, is what was sent, and is here. */
  | { readonly type: "saved"; readonly path: string }
  | { readonly type: "declined" }
  | { readonly type: "cancelled" }
  /** It cannot be had any more. */
  | { readonly type: "gone"; readonly why: string }
  /** It does not go on by itself. */
  | { readonly type: "failed"; readonly why: string };

export interface FileView {
  /** By which it is named in commands: from 1, while this client runs. */
  readonly number: number;
  readonly channel: ChannelId;
  readonly blob: BlobId;
  /** As the sender wrote it: whoever shows it cleans it. */
  readonly name: string;
  readonly size: number;
  readonly from: Card;
  readonly own: boolean;
  /** When it was offered, by the sender's clock. */
  readonly at: number;
  readonly state: FileState;
}

/** What tells files of a channel apart: anybody can offer another one under an id that is taken. */
export function fileKey({ blob, from }: { readonly blob: BlobId; readonly from: Pick<Card, "id"> }): string {
  return `${blob} ${from.id}`;
}
