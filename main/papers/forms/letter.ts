import { TabStopType } from 'docx';
import { type Block, blank, each, line, redLine, without } from './parts.ts';
import { TEXT_WIDTH } from './style.ts';

export const OFFICE = '焦作市绿色运输工作指挥部办公室';

/** 版头: whose paper it is, its number, of an upward paper who signs for it, the red line. */
export function head(who: string, signer?: string): Block[] {
  const at = { tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH - 320 }], indent: { left: 320 } };
  const number = (text: string) =>
    signer === undefined ? line('Centre', text) : line('Flush', `${text}\t${signer}`, at);
  return [
    blank(),
    line('Head', who),
    blank(),
    ...each('文号', number('{文号}')),
    ...without('文号', number('〔　　〕　　号')),
    redLine(),
    blank(),
  ];
}

/** 署名 and 成文日期, at the right as for papers without a seal. */
export function signed(who: string): Block[] {
  return [
    line('Flush', '', { keepNext: true }),
    line('Right', who, { keepNext: true, indent: { right: 640 } }),
    line('Right', '{成文日期}', { indent: { right: 1280 } }),
  ];
}

/** Who answers questions; never alone on a page, nor the signature without it. */
export const contact = (): Block[] =>
  each('联系人', line('Body', '联系人：{联系人}　　联系电话：{联系电话}', { keepNext: true }));
