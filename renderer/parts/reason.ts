import { usePlace } from '../place.ts';

/**
 * Why an entry was not taken, in Chinese. The rules say it in one language, as logs and other programs read it; a
 * sentence that is not here is shown as it came.
 */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^not signed$/, '没有签名'],
  [/^the signature does not fit$/, '签名对不上'],
  [/^no certificate for key (.+)$/, '钥匙 $1 没有证书'],
  [/^signed by (.+), not by (.+)$/, '由 $1 签名，署的却是 $2'],
  [/^the receipt is for another text$/, '办公室收讫的是另一份文字'],
  [/^the key is revoked$/, '钥匙已吊销'],
  [/^receipted after the key was revoked$/, '收讫在钥匙吊销之后'],
  [/^receipted after the certificate ended$/, '收讫在证书到期之后'],
  [/^not a key of this office$/, '不是本办公室的钥匙'],
  [/^not a receipt$/, '不是收讫'],
  [/^not signed by the office$/, '不是办公室签的'],
  [/^signed by an office key outside its time$/, '用换掉的办公室钥匙签的'],
  [/^not in the chain, which ends at (\d+)$/, '不在收讫链上，链到 $1 号为止'],
  [/^a fork of the chain$/, '收讫链分叉'],
  [/^receipts an entry a second time$/, '同一条重复收讫'],
  [/^a certificate without key or person$/, '证书缺钥匙或姓名'],
  [/^a certificate not signed by the office$/, '证书不是办公室签的'],
  [/^a second certificate for one key$/, '同一把钥匙的第二张证书'],
  [/^an epoch not signed by the office$/, '恢复声明不是办公室签的'],
  [/^a revocation not signed by the office: (.+)$/, '吊销不是办公室签的：$1'],
  [/^a revocation without a key$/, '吊销没写是哪把钥匙'],
  [/^(.+) may not revoke a key$/, '$1 无权吊销钥匙'],
  [/^(.+) may not write (.+)$/, '$1 无权写 $2'],
  [/^proposalHash is not that of the proposal$/, '决定所附的摘要与请示原文不符'],
  [/^its proposal is refused$/, '它的请示没有通过核验'],
  [/^a proposal is withdrawn by the group that made it$/, '请示只能由提出的组撤回'],
  [/^a record is confirmed by another person than its writer$/, '代录要由另一个人核对'],
  [/^its record is refused$/, '它核对的代录没有通过核验'],
  [/^confirms what is no record$/, '核对的不是代录'],
  [/^(.+) is neither commander nor deputy$/, '$1 不是指挥长或副指挥长'],
  [/^a stand-in chairs or attends, and decides nothing$/, '代行只限主持和参加会议，不能决定'],
  [/^the proposal was withdrawn before$/, '请示此前已撤回'],
  [/^the commander decided on (.+)$/, '指挥长于 $1 另作决定'],
  [/^decided before by the commander$/, '指挥长此前已决定'],
  [/^decided before by the deputy$/, '副指挥长此前已决定'],
  [/^another text under an id that stands$/, '同一编号下换了文字'],
  [/^the server asked to delete it$/, '服务器要删掉它'],
  [/^the server asked to overwrite it$/, '服务器要改写它'],
  [/^came without its content$/, '只来了编号，没有内容'],
  [/^not one plain JSON entry$/, '不是一条完整的记录'],
];

export function reasonInChinese(reason: string): string {
  for (const [pattern, sentence] of SENTENCES) {
    const found = pattern.exec(reason);
    if (found) return sentence.replace(/\$(\d)/g, (_, n) => reasonInChinese(found[Number(n)] ?? ''));
  }
  return reason;
}

/** The reason in the language of the screen. */
export function useRefusalReason(): (reason: string) => string {
  return usePlace().language === 'en' ? (reason) => reason : reasonInChinese;
}
