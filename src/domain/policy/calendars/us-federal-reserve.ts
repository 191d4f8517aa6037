/**
 * Holidays of the Federal Reserve Banks, by rule: those of 5 U.S.C. 6103(a) without Inauguration
 * Day. One that falls on a Sunday closes the Monday after; one that falls on a Saturday closes no
 * other day (the Banks' holiday schedule, which differs in this from the federal offices).
 */
export const US_FIXED_HOLIDAYS = [
  { monthDay: '01-01', name: "New Year's Day" },
  { monthDay: '06-19', name: 'Juneteenth National Independence Day', sinceYear: 2021 },
  { monthDay: '07-04', name: 'Independence Day' },
  { monthDay: '11-11', name: 'Veterans Day' },
  { monthDay: '12-25', name: 'Christmas Day' },
] as const;

/** The given weekday (0 is Sunday) in the seven days that begin with `firstDay`. */
export const US_FLOATING_HOLIDAYS = [
  { month: 1, weekday: 1, firstDay: 15, name: 'Birthday of Martin Luther King, Jr.' },
  { month: 2, weekday: 1, firstDay: 15, name: "Washington's Birthday" },
  { month: 5, weekday: 1, firstDay: 25, name: 'Memorial Day' },
  { month: 9, weekday: 1, firstDay: 1, name: 'Labor Day' },
  { month: 10, weekday: 1, firstDay: 8, name: 'Columbus Day' },
  { month: 11, weekday: 4, firstDay: 22, name: 'Thanksgiving Day' },
] as const;
