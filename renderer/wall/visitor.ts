import { usePlace } from '../place.ts';
import { useText } from '../text.ts';

/** With visitors in the hall, who lags on figures that are not closed is not named. */
export function useNameOf(): (name: string, provisional: boolean) => string {
  const { visitor } = usePlace();
  const { masked } = useText().wall;
  return (name, provisional) => (visitor && provisional ? masked : name);
}
