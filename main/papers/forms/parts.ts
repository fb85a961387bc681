import {
  AlignmentType,
  BorderStyle,
  FrameAnchorType,
  FrameWrap,
  HeightRule,
  HorizontalPositionAlign,
  type IParagraphOptions,
  LeaderType,
  Paragraph,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  VerticalPositionAlign,
  WidthType,
} from 'docx';
import { type StyleId, TEXT_WIDTH } from './style.ts';

/** What forms are made of. Tags stand in the text as an office would type them in Word: `{标题}`. */
export type Block = Paragraph | Table;
type Align = 'left' | 'center' | 'right';

const align = (to: Align) =>
  ({ left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT })[to];

/** A paragraph in one of the named styles, so that an office changes the style and not each line. */
export function line(style: StyleId, text: string, more: Partial<IParagraphOptions> = {}): Paragraph {
  return new Paragraph({ style, children: runs(text), ...more });
}

/** Text with `**…**` in 黑体, for labels within a line; a tab and a line's end are what they look like. */
function runs(text: string): TextRun[] {
  const parts = text.split(/(\*\*.+?\*\*|\t|\n)/).filter((part) => part !== '');
  return parts.map((part) => {
    if (part === '\n') return new TextRun({ break: 1 });
    if (part === '\t') return new TextRun({ children: [new Tab()] });
    const label = /^\*\*(.+)\*\*$/.exec(part);
    return new TextRun(label ? { text: label[1]!, style: 'Label' } : { text: part });
  });
}

/** A tag alone in its paragraph: it leaves no line on the paper. */
export const mark = (tag: string): Paragraph => line('Flush', `{${tag}}`);

/** Blocks that appear where a field has something, or once for each of its rows. */
export const each = (tag: string, ...blocks: Block[]): Block[] => [
  mark(`#${tag}`),
  ...blocks,
  mark(`/${tag}`),
];
export const without = (tag: string, ...blocks: Block[]): Block[] => [
  mark(`^${tag}`),
  ...blocks,
  mark(`/${tag}`),
];

export const blank = (): Paragraph => line('Flush', '');

/** The red line under the head, as wide as the text. */
export function redLine(): Paragraph {
  return new Paragraph({
    style: 'Rule',
    border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: 'C00000', space: 1 } },
  });
}

export interface Column {
  head: string;
  /** What stands in each row's cell. */
  cell: string;
  /** Share of the width. */
  width: number;
  align?: Align;
}

/** A column of `rowsTable` that shows one field, called as the head says where `field` does not say otherwise. */
const column =
  (to: Align) =>
  (head: string, width: number, field = head): Column => ({ head, cell: `{${field}}`, width, align: to });
export const words = column('left');
export const middle = column('center');
export const figure = column('right');

interface Look {
  width?: number;
  style?: StyleId;
  head?: StyleId;
  /** Least height of a row, in twips. */
  height?: number;
}

/** Tables of many rows, in small type. */
export const SMALL = { style: 'Small', head: 'SmallHead' } as const;

const RULE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
export const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE };
const MARGINS = { top: 40, bottom: 40, left: 60, right: 60 };
/** Small type stands closer, so that a page holds its tables. */
const TIGHT = { ...MARGINS, top: 15, bottom: 15 };

/** Widths in twips that add up to the whole, so that Word and WPS agree. */
function widths(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  const each = shares.map((share) => Math.floor((total * share) / sum));
  const rest = total - each.reduce((a, b) => a + b, 0);
  return each.map((width, index) => (index === 0 ? width + rest : width));
}

interface CellLook {
  width: number;
  style: StyleId;
  align?: Align | undefined;
  span?: number;
  /** With the next row on one page. */
  keep?: boolean;
}

export function cell(text: string | readonly Block[], look: CellLook): TableCell {
  const { width, style, align: to = 'left', span, keep = false } = look;
  const children =
    typeof text === 'string'
      ? text.split('\n').map((each) => line(style, each, { alignment: align(to), keepNext: keep }))
      : text;
  return new TableCell({
    children: [...children],
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: style.startsWith('Small') ? TIGHT : MARGINS,
    ...(span === undefined ? {} : { columnSpan: span }),
  });
}

function frame(total: number, columnWidths: readonly number[], rows: readonly TableRow[]): Table {
  return new Table({
    rows: [...rows],
    width: { size: total, type: WidthType.DXA },
    columnWidths: [...columnWidths],
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    borders: {
      top: RULE,
      bottom: RULE,
      left: RULE,
      right: RULE,
      insideHorizontal: RULE,
      insideVertical: RULE,
    },
  });
}

/** A table with one row for each of `rows`; its head is repeated on every page, no row is torn. */
export function rowsTable(rows: string, columns: readonly Column[], look: Look = {}): Table {
  const { width: total = TEXT_WIDTH, style = 'Cell', head = 'CellHead', height = 0 } = look;
  const columnWidths = widths(
    total,
    columns.map(({ width }) => width),
  );
  const last = columns.length - 1;
  const heads = columns.map((column, index) =>
    cell(column.head, { width: columnWidths[index]!, style: head, align: 'center' }),
  );
  const cells = columns.map((column, index) =>
    cell(`${index === 0 ? `{#${rows}}` : ''}${column.cell}${index === last ? `{/${rows}}` : ''}`, {
      width: columnWidths[index]!,
      style,
      align: column.align,
    }),
  );
  return frame(total, columnWidths, [
    new TableRow({ tableHeader: true, cantSplit: true, children: heads }),
    new TableRow({
      cantSplit: true,
      children: cells,
      ...(height > 0 ? { height: { value: height, rule: HeightRule.ATLEAST } } : {}),
    }),
  ]);
}

/** A row of a form: label and value by turns, `['牵头单位', '{牵头单位}', '责任人', '{责任人}']`; two cells fill the width. */
export type FormRow = {
  cells: readonly [string, string | readonly Block[]] | readonly [string, string, string, string];
  height?: number;
};

/** A form with labelled cells, four columns wide; `keep`: on one page. */
export function form(rows: readonly FormRow[], total = TEXT_WIDTH, keep = false): Table {
  const columnWidths = widths(total, [16, 34, 16, 34]);
  const label = (text: string) =>
    cell(text, { width: columnWidths[0]!, style: 'CellHead', align: 'center', keep });
  return frame(
    total,
    columnWidths,
    rows.map(({ cells, height }) => {
      const [a, b, c, d] = cells;
      const children =
        c === undefined
          ? [label(a), cell(b, { width: total - columnWidths[0]!, style: 'Cell', span: 3 })]
          : [
              label(a),
              cell(b, { width: columnWidths[1]!, style: 'Cell' }),
              label(c),
              cell(d!, { width: columnWidths[3]!, style: 'Cell' }),
            ];
      return new TableRow({
        cantSplit: true,
        children,
        height: { value: height ?? 560, rule: HeightRule.ATLEAST },
      });
    }),
  );
}

/**
 * 版记, at the foot of its page, between two thick lines; a tab leads to the right edge. Paragraphs in one frame, all
 * with the same borders, are what Word, WPS and LibreOffice all keep together; the thin line between is a tab's leader.
 */
export function imprint(...texts: string[]): Paragraph[] {
  const thick = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 2 };
  const framed = (style: StyleId, text: string, more: Partial<IParagraphOptions>) =>
    line(style, text, {
      frame: {
        type: 'alignment',
        width: TEXT_WIDTH,
        height: 0,
        anchor: { horizontal: FrameAnchorType.MARGIN, vertical: FrameAnchorType.MARGIN },
        alignment: { x: HorizontalPositionAlign.LEFT, y: VerticalPositionAlign.BOTTOM },
        wrap: FrameWrap.AROUND,
      },
      border: { top: thick, bottom: thick },
      ...more,
    });
  const right = { type: TabStopType.RIGHT, position: TEXT_WIDTH - 280 };
  const thin = { type: TabStopType.RIGHT, position: TEXT_WIDTH, leader: LeaderType.UNDERSCORE };
  return texts.flatMap((text, index) => [
    ...(index > 0 ? [framed('ImprintRule', '\t', { tabStops: [thin] })] : []),
    // The text is indented by a character, the lines are not: the space stands in the text.
    framed('Imprint', `　${text}`, { indent: { left: 1120, hanging: 1120 }, tabStops: [right] }),
  ]);
}

/** A little room, above a table that follows text. */
export const gap = (): Paragraph => line('Gap', '');

/** Side by side without lines, for a sheet that is read at a table. */
export function beside(total: number, left: readonly Block[], right: readonly Block[], gap = 400): Table {
  const half = Math.floor((total - gap) / 2);
  const side = (blocks: readonly Block[], width: number) =>
    new TableCell({
      children: [...blocks],
      width: { size: width, type: WidthType.DXA },
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
      borders: NO_BORDERS,
    });
  return new Table({
    width: { size: total, type: WidthType.DXA },
    columnWidths: [half, total - 2 * half, half],
    layout: TableLayoutType.FIXED,
    borders: { ...NO_BORDERS, insideHorizontal: NONE, insideVertical: NONE },
    rows: [
      new TableRow({
        children: [side(left, half), side([blank()], total - 2 * half), side(right, half)],
      }),
    ],
  });
}
