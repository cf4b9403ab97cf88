import { InvalidTimeZoneError } from './errors.ts';

/** A calendar day as `YYYY-MM-DD`. */
export type Day = string;

/**
 * A function that tells the calendar day in a zone of a moment, a date or Unix seconds.
 * Throws {@link InvalidTimeZoneError}.
 *
 * @param timeZone IANA name
 */
export function dayTeller(timeZone: string): (moment: Date | number) => Day {
  // Offsets such as +02:00 are no zones: they know nothing of summer time.
  if (!/^[A-Za-z]/.test(timeZone)) throw new InvalidTimeZoneError();
  try {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      ...parts,
    });
    return (moment) => format.format(typeof moment === 'number' ? moment * 1000 : moment);
  } catch (cause) {
    throw new InvalidTimeZoneError({ cause });
  }
}

/** The day so many days later, or earlier when negative, whatever the clocks do meanwhile. */
export function addDays(day: Day, days: number): Day {
  const noon = Date.parse(`${day}T12:00:00Z`);
  return new Date(noon + days * 86_400_000).toISOString().slice(0, 10);
}
