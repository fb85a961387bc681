import { useEffect, useRef, useState } from 'react';

/** Seconds between two tones, and what a tone is: two short notes, the higher first. Ours, to be tried on the desk. */
const REPEAT_MS = 4_000;
const NOTES = [
  { hertz: 880, at: 0, seconds: 0.18 },
  { hertz: 660, at: 0.24, seconds: 0.28 },
];

function sound(context: AudioContext): void {
  for (const note of NOTES) {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    const start = context.currentTime + note.at;
    oscillator.frequency.value = note.hertz;
    gain.gain.setValueAtTime(0.0001, start);
    gain.gain.exponentialRampToValueAtTime(0.2, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + note.seconds);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + note.seconds);
  }
}

/**
 * Repeats the tone while `ringing` names an alarm that was not silenced. Silencing holds for what rings now; a new
 * alarm sounds again. `quiet` (a meeting runs) keeps all of it still. `blocked`: the browser wants a key or a click
 * first, so the desk says so.
 */
export function useTone(
  ringing: readonly string[],
  quiet: boolean,
): {
  sounding: boolean;
  /** Alarms that are not silenced. */
  count: number;
  silenced: boolean;
  blocked: boolean;
  silence(): void;
  unsilence(): void;
} {
  const [hushed, setHushed] = useState<ReadonlySet<string>>(new Set());
  const [blocked, setBlocked] = useState(false);
  const context = useRef<AudioContext | null>(null);
  const loud = ringing.filter((id) => !hushed.has(id));
  const sounding = loud.length > 0 && !quiet;

  useEffect(() => {
    if (!sounding || typeof AudioContext === 'undefined') return;
    context.current ??= new AudioContext();
    const audio = context.current;
    const once = () => {
      setBlocked(audio.state === 'suspended');
      if (audio.state === 'running') sound(audio);
      else void audio.resume().catch(() => {});
    };
    const wake = () =>
      void audio.resume().then(
        () => setBlocked(false),
        () => {},
      );
    once();
    const timer = setInterval(once, REPEAT_MS);
    addEventListener('pointerdown', wake);
    addEventListener('keydown', wake);
    return () => {
      clearInterval(timer);
      removeEventListener('pointerdown', wake);
      removeEventListener('keydown', wake);
    };
  }, [sounding]);

  // What stopped ringing is forgotten, so that it sounds when it comes again.
  const gone = [...hushed].some((id) => !ringing.includes(id));
  useEffect(() => {
    if (gone) setHushed((before) => new Set([...before].filter((id) => ringing.includes(id))));
  }, [gone, ringing]);

  useEffect(
    () => () => {
      void context.current?.close();
      context.current = null;
    },
    [],
  );

  return {
    sounding,
    count: loud.length,
    silenced: ringing.length > 0 && loud.length === 0,
    blocked: blocked && sounding,
    silence: () => setHushed(new Set(ringing)),
    unsilence: () => setHushed(new Set()),
  };
}
