import {
  AlignmentType,
  BorderStyle,
  type IFontAttributesProperties,
  type IParagraphStyleOptions,
  LineRuleType,
} from 'docx';

/**
 * Type and measures of official papers. All values are those of GB/T 9704-2012 as they are commonly given (依据待核:
 * DOMAIN.md 8, [K]); they stand in the templates alone, where an office mends them with Word.
 */

/** 1 mm in twips. */
export const mm = (value: number): number => Math.round((value * 1440) / 25.4);

export const A4 = { width: mm(210), height: mm(297) };
/** 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm. */
export const MARGIN = { top: mm(37), left: mm(28), right: mm(26), bottom: mm(35) };
/** Of papers that are tables: the text keeps its width, the sheet holds more lines. */
export const TABLES = { ...MARGIN, top: mm(22), bottom: mm(20) };
/** Of a paper that must end on its one page. */
export const ONE_PAGE = { ...MARGIN, top: mm(16), bottom: mm(16) };
/** A3 across with 15 mm around. */
export const WIDE = { top: mm(15), bottom: mm(15), left: mm(15), right: mm(15) };
export const A3_WIDTH = mm(420) - WIDE.left - WIDE.right;
/** A4 across, for lists. */
export const ACROSS = { top: mm(22), bottom: mm(20), left: mm(20), right: mm(20) };
export const ACROSS_WIDTH = A4.height - ACROSS.left - ACROSS.right;
export const TEXT_WIDTH = A4.width - MARGIN.left - MARGIN.right;

/** A face, and others to take where a machine lacks it: WPS and Word read these from the font table. */
export const FACES = {
  fang: { name: '仿宋_GB2312', others: ['FangSong_GB2312', '仿宋', 'FangSong', 'STFangsong'] },
  song: {
    name: '方正小标宋简体',
    others: ['方正小标宋_GBK', 'FZXiaoBiaoSong-B05S', '华文中宋', 'STZhongsong', '宋体'],
  },
  hei: { name: '黑体', others: ['SimHei', 'STHeiti', 'Noto Sans CJK SC'] },
  kai: { name: '楷体_GB2312', others: ['KaiTi_GB2312', '楷体', 'KaiTi', 'STKaiti'] },
  plain: { name: '宋体', others: ['SimSun', 'STSong', 'Noto Serif CJK SC'] },
};
type Face = keyof typeof FACES;

/** Figures and Latin letters in Times, as offices set them. */
export function font(face: Face, latin = 'Times New Roman'): IFontAttributesProperties {
  return { ascii: latin, hAnsi: latin, eastAsia: FACES[face].name, cs: latin };
}

/** 三号 is 16 pt, and so on. docx counts half points. */
const SIZE = { 一号: 52, 二号: 44, 小二: 36, 三号: 32, 小三: 30, 四号: 28, 小四: 24, 五号: 21, 小五: 18 };

/** 22 lines of 225 mm: 28.95 pt each. */
const LINE = { line: 579, lineRule: LineRuleType.EXACT };
const tight = (points: number) => ({ line: points * 20, lineRule: LineRuleType.EXACT });

interface Make {
  name: string;
  face: Face;
  size: keyof typeof SIZE;
  align?: 'left' | 'center' | 'right' | 'both';
  /** 首行缩进二字. */
  indent?: true;
  spacing?: IParagraphStyleOptions['paragraph'] extends infer P
    ? P extends { spacing?: infer S }
      ? S
      : never
    : never;
  color?: string;
  bold?: true;
  keepNext?: true;
  /** A tab leads to the right edge. */
  tab?: true;
  /** A red line beneath. */
  rule?: true;
}

const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  both: AlignmentType.BOTH,
};

const RED = 'C00000';
const RED_RULE = { style: BorderStyle.SINGLE, size: 12, color: RED, space: 1 };
const MAKES = {
  Body: { name: '公文正文', face: 'fang', size: '三号', align: 'both', indent: true, spacing: LINE },
  Flush: { name: '公文顶格', face: 'fang', size: '三号', align: 'left', spacing: LINE },
  Title: { name: '公文标题', face: 'song', size: '二号', align: 'center', spacing: tight(36) },
  H1: { name: '公文一级标题', face: 'hei', size: '三号', indent: true, spacing: LINE, keepNext: true },
  H2: { name: '公文二级标题', face: 'kai', size: '三号', indent: true, spacing: LINE, keepNext: true },
  Centre: { name: '公文居中', face: 'fang', size: '三号', align: 'center', spacing: LINE },
  Right: { name: '公文落款', face: 'fang', size: '三号', align: 'right', spacing: LINE },
  Head: { name: '发文机关标志', face: 'song', size: '一号', align: 'center', color: RED, spacing: tight(52) },
  Rule: { name: '红色分隔线', face: 'fang', size: '小五', spacing: tight(6) },
  Cell: { name: '表格文字', face: 'fang', size: '小四', spacing: tight(17) },
  CellHead: { name: '表头文字', face: 'hei', size: '小四', align: 'center', spacing: tight(17) },
  Small: { name: '小表文字', face: 'fang', size: '五号', spacing: tight(15) },
  SmallHead: { name: '小表表头', face: 'hei', size: '五号', align: 'center', spacing: tight(15) },
  Section: {
    name: '表上标题',
    face: 'hei',
    size: '四号',
    spacing: { before: 120, after: 60, ...tight(20) },
    keepNext: true,
  },
  Note: { name: '表下注', face: 'fang', size: '五号', align: 'both', spacing: { before: 40, ...tight(15) } },
  Gap: { name: '表前空', face: 'fang', size: '小五', spacing: tight(6) },
  ImprintRule: { name: '版记分隔线', face: 'plain', size: '小五', spacing: tight(5) },
  Imprint: { name: '版记文字', face: 'fang', size: '四号', spacing: tight(24) },
  Source: {
    name: '题下注',
    face: 'kai',
    size: '小四',
    align: 'center',
    spacing: { after: 60, ...tight(20) },
  },
  Lead: { name: '导语', face: 'fang', size: '四号', align: 'both', indent: true, spacing: tight(24) },
  Issuer: { name: '编发单位和日期', face: 'fang', size: '四号', tab: true, spacing: tight(28) },
  Draft: { name: '稿别', face: 'hei', size: '四号', spacing: tight(24) },
  RedRule: { name: '红色双线', face: 'fang', size: '小五', spacing: tight(6), rule: true },
  LightRed: {
    name: '逾期标志',
    face: 'hei',
    size: '小二',
    align: 'center',
    color: 'C00000',
    spacing: tight(32),
  },
  LightAmber: {
    name: '滞后标志',
    face: 'hei',
    size: '小二',
    align: 'center',
    color: '985A00',
    spacing: tight(32),
  },
  LightBlue: {
    name: '临期标志',
    face: 'hei',
    size: '小二',
    align: 'center',
    color: '1B5DBF',
    spacing: tight(32),
  },
  Demo: { name: '演示标记', face: 'hei', size: '五号', align: 'right', color: RED, spacing: tight(15) },
  Page: { name: '页码', face: 'plain', size: '四号', spacing: tight(18) },
} satisfies Record<string, Make>;
export type StyleId = keyof typeof MAKES;

function styleOf(id: string, make: Make): IParagraphStyleOptions {
  const { name, face, size, align, indent, spacing, color, bold, keepNext, tab, rule } = make;
  return {
    id,
    name,
    quickFormat: true,
    run: {
      font: face === 'plain' ? font('plain', FACES.plain.name) : font(face),
      size: SIZE[size],
      ...(color === undefined ? {} : { color }),
      ...(bold ? { bold } : {}),
    },
    paragraph: {
      ...(align === undefined ? {} : { alignment: ALIGN[align] }),
      ...(indent ? { indent: { firstLine: SIZE[size] * 20, firstLineChars: 200 } } : {}),
      ...(spacing === undefined ? {} : { spacing }),
      ...(keepNext ? { keepNext } : {}),
      ...(tab ? { rightTabStop: TEXT_WIDTH } : {}),
      ...(rule ? { border: { bottom: RED_RULE } } : {}),
    },
  };
}

export const STYLES = {
  default: { document: { run: { font: font('fang'), size: SIZE.三号 } } },
  paragraphStyles: Object.entries(MAKES).map(([id, make]) => styleOf(id, make)),
  characterStyles: [{ id: 'Label', name: '标签', run: { font: font('hei') } }],
};
