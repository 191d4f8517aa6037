/**
 * Days off and make-up working days of mainland China, year by year, from the General Office of the
 * State Council's notices on the arrangement of holidays. Both ends of a range are days off. A year
 * that is not here has not been announced (or is past): its notice is added as it comes, in autumn.
 */
export const CN_HOLIDAY_NOTICES = [
  {
    year: 2025,
    source: 'State Council General Office, notice of 12 November 2024 (国办发明电〔2024〕12号)',
    off: [
      ['2025-01-01', '2025-01-01'],
      ['2025-01-28', '2025-02-04'],
      ['2025-04-04', '2025-04-06'],
      ['2025-05-01', '2025-05-05'],
      ['2025-05-31', '2025-06-02'],
      ['2025-10-01', '2025-10-08'],
    ],
    working: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    year: 2026,
    source: 'State Council General Office, notice of 4 November 2025',
    off: [
      ['2026-01-01', '2026-01-03'],
      ['2026-02-15', '2026-02-23'],
      ['2026-04-04', '2026-04-06'],
      ['2026-05-01', '2026-05-05'],
      ['2026-06-19', '2026-06-21'],
      ['2026-09-25', '2026-09-27'],
      ['2026-10-01', '2026-10-07'],
    ],
    working: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
] as const;
