import { useText } from '../text.ts';
import { useQuery } from '../use.ts';

/** 演示数据: on every screen that shows any. */
export function DemoMark() {
  const t = useText();
  const me = useQuery('me', {}).value;
  return me?.demo ? <span className="demo">{t.common.demo}</span> : null;
}
