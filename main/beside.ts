/**
 * Works through what is to be done, so many beside each other, while it goes on. The first that fails ends it, once
 * the others have come to the end of theirs.
 */
export async function beside<T>(
  atOnce: number,
  all: readonly T[],
  goesOn: () => boolean,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const open = [...all];
  let failed = false;
  const one = async () => {
    for (let next = open.shift(); next !== undefined && !failed && goesOn(); next = open.shift())
      await work(next).catch((error) => {
        failed = true;
        throw error;
      });
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, one));
  const broken = ends.find((each) => each.status === 'rejected');
  if (broken) throw broken.reason;
}
