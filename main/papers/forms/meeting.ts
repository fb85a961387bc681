import { head, OFFICE, signed } from './letter.ts';
import { type Block, blank, each, imprint, line } from './parts.ts';

export const notice: Block[] = [
  ...head(OFFICE),
  line('Title', '关于召开{会议名称}的通知'),
  blank(),
  line('Flush', '{主送单位}：'),
  line('Body', '经研究，定于{会议时间}召开{会议名称}。现将有关事项通知如下：'),
  line('H1', '一、会议时间'),
  line('Body', '{会议时间}'),
  line('H1', '二、会议地点'),
  line('Body', '{会议地点}'),
  line('H1', '三、会议主持'),
  line('Body', '{主持人}'),
  line('H1', '四、会议议题'),
  ...each(
    '议题',
    line(
      'Body',
      '{序号}.{议题名称}（{议题类型}；汇报单位：{汇报单位}{#汇报人}，汇报人：{汇报人}{/汇报人}{#时长}，{时长}分钟{/时长}）',
    ),
  ),
  line('H1', '五、参会人员'),
  ...each('参会人员', line('Body', '{.}')),
  line('H1', '六、有关要求'),
  line(
    'Body',
    '（一）请各参会单位于{名单报送时限}前将参会人员名单报指挥部办公室；因故不能参会的，须按程序请假并指定代会人员。',
  ),
  line(
    'Body',
    '（二）请各汇报单位于{材料报送时限}前将汇报材料报指挥部办公室；汇报只讲偏差、原因和措施，数据以指挥台会前冻结数据为准。',
  ),
  line('Body', '联系人：{联系人}　　联系电话：{联系电话}'),
  ...signed(OFFICE),
  imprint([[`${OFFICE}`, '{成文日期}印发']]),
  blank(),
];
