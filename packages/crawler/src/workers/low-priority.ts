import { setPriority } from 'node:os';

/** Niceness, the lowest priority there is: on a processor that others want as well, nearly nothing. */
const background = 19;

/**
 * Lets the threads of others go first when there are fewer processors than work, so that a scan slows no request. On Linux a
 * priority is of the calling thread; elsewhere it would be of the whole process, and stays as it is.
 */
export function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(background);
  } catch {
    // A sandbox may forbid it, and all works without.
  }
}
