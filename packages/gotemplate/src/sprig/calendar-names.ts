import { formatTime, timeFromDate } from '@fluxts/gocompat';

/** The English name of a month, 1 to 12. */
export function monthName(month: number): string {
  return formatTime(timeFromDate(new Date(Date.UTC(2000, month - 1, 1))), 'January');
}

/** The English name of a day of the week, 0 for Sunday. */
export function dayName(weekday: number): string {
  // The second of January 2000 was a Sunday.
  return formatTime(timeFromDate(new Date(Date.UTC(2000, 0, 2 + weekday))), 'Monday');
}
