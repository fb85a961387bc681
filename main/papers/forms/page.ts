import {
  AlignmentType,
  Document,
  Footer,
  Header,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
} from 'docx';
import PizZip from 'pizzip';
import { type Block, line } from './parts.ts';
import { A4, FACES, MARGIN, mm, STYLES } from './style.ts';

/** Said in the file's own properties, not on the paper. */
const NOTE =
  '版式数值（页边距、字体、字号、行距、版记）按 GB/T 9704-2012 的通行说法设置，依据待核；可用 Word 或 WPS 直接修改本模板，花括号内为字段。';

function pageNumber(side: 'left' | 'right'): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: 'Page',
        alignment: side === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT,
        indent: side === 'left' ? { left: 280 } : { right: 280 },
        children: [new TextRun('— '), new TextRun({ children: [PageNumber.CURRENT] }), new TextRun(' —')],
      }),
    ],
  });
}

const demo = () => new Header({ children: [line('Demo', '{#演示数据}演示数据{/演示数据}')] });

export type Sheet = 'A4' | 'A4 across' | 'A3 across';
export interface Margin {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

// docx turns width and height round for a sheet that lies across.
const LANDSCAPE = PageOrientation.LANDSCAPE;
const SHEETS = {
  A4,
  'A4 across': { ...A4, orientation: LANDSCAPE },
  'A3 across': { width: A4.height, height: mm(420), orientation: LANDSCAPE },
};

interface Page {
  title: string;
  blocks: readonly Block[];
  sheet?: Sheet;
  margin?: Margin;
}

/** A whole document: page, page numbers (odd right, even left), the mark of a demonstration, styles. */
export async function page({ title, blocks, sheet = 'A4', margin = MARGIN }: Page): Promise<Buffer> {
  const document = new Document({
    title,
    creator: '绿色运输工作指挥部办公室',
    description: NOTE,
    styles: STYLES,
    evenAndOddHeaderAndFooters: true,
    compatibility: { version: 15 },
    sections: [
      {
        properties: {
          page: {
            size: SHEETS[sheet],
            margin: {
              ...margin,
              header: Math.round(margin.top * 0.4),
              footer: Math.max(mm(6), margin.bottom - mm(13)),
            },
          },
        },
        headers: { default: demo(), even: demo() },
        footers: { default: pageNumber('right'), even: pageNumber('left') },
        children: [...blocks],
      },
    ],
  });
  return withFonts(await Packer.toBuffer(document));
}

/** The font table with the faces to take where one is missing; docx writes it empty. */
function withFonts(bytes: Buffer): Buffer {
  const zip = new PizZip(bytes);
  const fonts = Object.values(FACES).map(
    ({ name, others }) =>
      `<w:font w:name="${name}"><w:altName w:val="${others.join(',')}"/><w:charset w:val="86"/></w:font>`,
  );
  zip.file(
    'word/fontTable.xml',
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts.join('')}</w:fonts>`,
  );
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' });
}
