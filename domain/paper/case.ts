import { list, sheetOf, text, texts } from './tag.ts';

/** Data of the papers about cases and checks. */

export const CheckRecord = sheetOf({
  number: text('编号'),
  /** 路检路查, 入户检查, 门禁蹲点核数. */
  kind: text('检查类别'),
  from: text('开始时间'),
  to: text('结束时间'),
  place: text('检查地点'),
  /** Who or what was checked. */
  party: text('被检查对象'),
  plate: text('车牌号码'),
  vehicle: text('车辆类型'),
  driver: text('现场负责人'),
  officers: list('检查人员', { name: text('姓名'), unit: text('单位'), certificate: text('执法证号') }),
  devices: list('仪器设备', {
    name: text('名称'),
    number: text('设备编号'),
    calibrated: text('检定有效期'),
  }),
  findings: texts('检查情况'),
  readings: list('读数', {
    name: text('项目'),
    value: text('数值'),
    limit: text('限值'),
    judged: text('判定'),
  }),
  result: text('检查结果'),
  /** 已签字, 拒绝签字, 无法联系. */
  signature: text('签字情况'),
  note: text('备注'),
});

/** What goes over to another network, police or transport: no owner's data. */
export const HandoverList = sheetOf({
  from: text('移送单位'),
  to: text('接收单位'),
  date: text('移送日期'),
  count: text('件数'),
  cases: list('案件', {
    number: text('序号'),
    id: text('案件编号'),
    kind: text('案由'),
    plate: text('车牌号码'),
    colour: text('号牌颜色'),
    captured: text('采集时间'),
    place: text('地点'),
    device: text('设备'),
    readings: text('读数'),
    media: text('证据份数'),
    since: text('移送起'),
  }),
});
