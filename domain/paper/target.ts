import { list, sheetOf, text, texts } from './tag.ts';

/** A group's request to change a target: one matter each (一文一事). */
export const TargetRequest = sheetOf({
  number: text('文号'),
  signer: text('签发人'),
  /** 关于…的请示. */
  title: text('标题'),
  to: text('主送'),
  target: text('目标名称'),
  scope: text('适用范围'),
  before: text('原目标'),
  after: text('拟调整为'),
  from: text('生效日期'),
  until: text('截止日期'),
  reason: texts('理由'),
  /** Frozen figures: what, value, as of. */
  grounds: list('依据', { name: text('依据名称'), value: text('数值'), asOf: text('截至') }),
  /** The office's check (核稿) and the units asked (会签). */
  notes: list('核稿会签', {
    kind: text('环节'),
    unit: text('单位'),
    by: text('签署人'),
    outcome: text('意见'),
    remark: text('说明'),
    date: text('签署日期'),
  }),
  basis: text('原目标依据'),
  unit: text('请示单位'),
  date: text('成文日期'),
  contact: text('联系人'),
  phone: text('联系电话'),
});
