/** What is shown where there is no channel: whose relay this is, what it says, and what one can do. */
import { cut } from "./cut.ts";
import { legible, legibleLine } from "./legible.ts";
import { noticeLines } from "./notice_lines.ts";
import type { Scene } from "./scene.ts";
import { blank, joined, type Line, styled } from "./span.ts";
import { rowContext } from "./window_pane.ts";
import { wrap } from "./wrap.ts";

const WAYS = [
  ["/join NAME", "into a channel, or a new one"],
  ["/help", "what else one can type"],
  ["/quit", "out of here"],
] as const;

export function homeLines(scene: Scene, width: number): readonly Line[] {
  const { state: { relay }, view, look: { styles, signs } } = scene;
  const room = Math.max(1, width - 4);
  const motd = legible(relay?.motd ?? "").trimEnd();
  const parts = motd === "" ? [] : wrap(motd, { first: room, others: room });
  return [
    joined([blank(2), styled(cut(legibleLine(relay?.name || view.relay), room, signs.ellipsis), styles.dialogTitle)]),
    blank(0),
    ...parts.map(({ from, to }) => joined([blank(2), styled(motd.slice(from, to), styles.text)])),
    ...(parts.length > 0 ? [blank(0)] : []),
    ...WAYS.map(([command, what]) =>
      joined([blank(2), styled(command.padEnd(12), styles.prompt), styled(what, styles.faint)])
    ),
    blank(0),
    ...view.home.flatMap((notice) => noticeLines(notice, rowContext(scene, undefined, width))),
  ];
}
