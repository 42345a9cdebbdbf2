/**
 * The screen, made of the chat's state and of what the person does with it: a pure function, the same for the same, and at any size. It draws no more of a
 * channel than is in sight.
 */
import type { ChatState } from "../../core/state.ts";
import { over } from "./box.ts";
import { channelBar } from "./channel_bar.ts";
import { channelList } from "./channel_list.ts";
import { type Dialog, dialogOf } from "./dialog.ts";
import { homeLines } from "./home_lines.ts";
import { memberPane } from "./member_list.ts";
import { overlayLines } from "./overlay.ts";
import { popupLines } from "./popup.ts";
import type { DrawOptions, Scene } from "./scene.ts";
import type { Screen, ScreenPlace } from "./screen.ts";
import { screenTitle } from "./screen_title.ts";
import { blank, filled, joined, type Line, slice, styled, trimmed } from "./span.ts";
import { setUp, type Stage } from "./stage.ts";
import { statusBar } from "./status_bar.ts";
import { topicBar } from "./topic_bar.ts";
import type { ScreenView } from "./view.ts";
import { linesAt } from "./viewport.ts";

export function drawScreen(state: ChatState, view: ScreenView, options: DrawOptions): Screen {
  const { columns, rows } = options.size;
  const stage = setUp(state, view, options);
  const dialog = view.dialog && dialogOf(view.dialog, options.look, options.size);
  const plain = plainLines(stage);
  const lines = dialog ? over(plain, dialog.lines, dialog.place) : plain;
  return {
    columns,
    rows: Array.from({ length: rows }, (_, at) => trimmed(slice(lines[at] ?? blank(0), 0, columns)).spans),
    cursor: withinScreen(cursorOf(stage, dialog), options.size),
    title: screenTitle(stage.scene),
  };
}

/** Everything but what stands above it. */
function plainLines(stage: Stage): readonly Line[] {
  const { scene, arrangement, input, alarms, pane } = stage;
  const { columns } = scene.size;
  const body = scene.view.overlay
    ? overlayLines(scene.view.overlay, scene.look, { width: columns, height: arrangement.body })
    : withPopup(bodyLines(stage), stage);
  return [
    ...(arrangement.tabs > 0 ? [channelBar(scene)] : []),
    ...(arrangement.topic > 0
      ? [topicBar(scene, { members: arrangement.memberPane > 0 || arrangement.memberBlock })]
      : []),
    ...alarms.slice(0, arrangement.alarms),
    ...body,
    ...(arrangement.status > 0
      ? [statusBar(scene, { follows: pane === undefined || scene.window.anchor === undefined })]
      : []),
    ...input.lines,
  ];
}

/** The panes beside each other. */
function bodyLines(stage: Stage): readonly Line[] {
  const { scene, arrangement: { body, main, channelPane, memberPane: named }, stacked } = stage;
  const border = styled(scene.look.signs.vertical, scene.look.styles.border);
  const left = channelPane > 0 ? channelList(scene, { width: channelPane, height: body }) : [];
  const right = named > 0 ? memberPane(scene, { width: named, height: body }) : [];
  const middle = [...stacked, ...mainLines(stage)];
  return Array.from({ length: body }, (_, at) => {
    const line = middle[at] ?? blank(0);
    return joined([
      ...(channelPane > 0 ? [filled(left[at] ?? blank(0), channelPane), border, blank(1)] : []),
      ...(named > 0 ? [filled(line, main), blank(1), border, right[at] ?? blank(0)] : [line]),
    ]);
  });
}

/** Messages, the newest at the bottom, as many lines as there is room for. */
function mainLines({ scene, arrangement: { main }, pane, height }: Stage): readonly Line[] {
  if (!pane) return homeLines(scene, main).slice(-height);
  const lines = linesAt(pane.blocks, pane.bottom, height);
  return [...Array.from({ length: height - lines.length }, () => blank(0)), ...lines].map((line) =>
    slice(line, 0, main)
  );
}

/** Above the status bar, where the text begins that is completed. */
function withPopup(lines: readonly Line[], { scene, input, arrangement: { body } }: Stage): readonly Line[] {
  const { view: { popup }, size: { columns }, look } = scene;
  if (!popup) return lines;
  const shown = popupLines(popup, look, { width: columns, height: body });
  const room = Math.max(1, columns - input.indent);
  const wanted = input.indent + popup.column % room - 1;
  const column = Math.max(0, Math.min(wanted, columns - (shown[0]?.width ?? 0)));
  return over(lines, shown, { row: body - shown.length, column });
}

function cursorOf({ scene: { view, size }, input }: Stage, dialog: Dialog | undefined): ScreenPlace | undefined {
  if (view.dialog) return dialog?.cursor;
  if (view.overlay) return undefined;
  return { row: size.rows - input.lines.length + input.cursor.row, column: input.cursor.column };
}

function withinScreen(place: ScreenPlace | undefined, { columns, rows }: Scene["size"]): ScreenPlace | undefined {
  if (!place || rows === 0 || columns === 0) return undefined;
  const row = Math.max(0, Math.min(place.row, rows - 1));
  return { row, column: Math.max(0, Math.min(place.column, columns - 1)) };
}
