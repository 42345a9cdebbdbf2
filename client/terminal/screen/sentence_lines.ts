/** Rows that are no messages, as lines: a sign, and a sentence in the colour of what it says. */
import type { Op } from "../../../shared/log/entry.ts";
import type { ShownRow } from "../../core/state/shown_row.ts";
import { rowWords } from "../../core/words/row_words.ts";
import { hang } from "./hang.ts";
import { legible } from "./legible.ts";
import { signMargin } from "./margin.ts";
import type { Role } from "./roles.ts";
import type { RowContext } from "./row_context.ts";
import { ruleLine } from "./rule_line.ts";
import type { Signs } from "./signs.ts";
import type { Line } from "./span.ts";

/** Something told, whoever tells it. */
export interface Told {
  readonly sign: keyof Signs;
  readonly role: Role;
  readonly at: number | undefined;
  readonly text: string;
}

const DEEDS: Partial<Readonly<Record<Op, readonly [sign: keyof Signs, role: Role]>>> = {
  create: ["came", "join"],
  add: ["came", "join"],
  leave: ["went", "leave"],
  remove: ["went", "leave"],
  ban: ["went", "leave"],
};

/** The lines of a row that is none of a message. */
export function sentenceLines(row: ShownRow, context: RowContext): readonly Line[] {
  const text = rowWords(row, context.reader);
  if (text === undefined) return [];
  if (row.type === "begins") return [ruleLine(legible(text), "faint", context)];
  const [sign, role] = kindOf(row);
  return toldLines({ sign, role, at: timeOf(row), text }, context);
}

/** A sentence behind its sign. */
export function toldLines({ sign, role, at, text }: Told, context: RowContext): readonly Line[] {
  const { styles, signs } = context.look;
  const style = styles[role];
  const said = legible(text).trimEnd();
  const margin = signMargin({ at, text: signs[sign], style }, context);
  return hang(margin, { text: said, marks: [{ from: 0, to: said.length, style }] }, context.gutter);
}

function kindOf(row: ShownRow): readonly [sign: keyof Signs, role: Role] {
  switch (row.type) {
    case "deed":
      return DEEDS[row.deed.act.op] ?? ["did", "info"];
    case "presence":
      return row.here ? ["came", "join"] : ["went", "leave"];
    case "aside":
      return row.message.content.type === "asks" ? ["asks", "warning"] : ["did", "info"];
    case "missing":
    case "unreadable":
      return ["wrong", "warning"];
    default:
      return ["wrong", "error"];
  }
}

/** When it was, where that is known. */
export function timeOf(row: ShownRow): number | undefined {
  switch (row.type) {
    case "message":
      return row.at;
    case "deed":
      return row.deed.at;
    case "aside":
    case "failed":
      return "at" in row.message.content ? row.message.content.at : undefined;
    case "presence":
    case "missing":
    case "unreadable":
    case "begins":
      return undefined;
    default:
      return row satisfies never;
  }
}
