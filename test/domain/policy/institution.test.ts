/** What is refused of the institution's own particulars, and which bureau a fact came from. */
import { describe, expect, test } from '@jest/globals';
import {
  type Bureau,
  bureauBehind,
  type Institution,
  lacksSupervisor,
  validateInstitution,
} from '../../../src/domain/policy/institution.js';

const words = (en: string) => ({ en, zh: `${en}（中文）` });
const BUREAU: Bureau = {
  id: 'bureau-1',
  name: words('First Bureau'),
  address: words('2 Example Street'),
  telephone: '+1 (800) 555-0100',
  website: 'https://bureau.example/report?of=me',
};
const LENDER: Institution = {
  name: words('A Lender'),
  address: words('1 Example Street'),
  contact: words('help@lender.example'),
  supervisors: { US: { name: words('An Agency'), address: words('3 Example Street') } },
  bureaus: [BUREAU],
};

/** What is wrong with the lender when parts of it are replaced. */
function problemsOf(over: object): string[] {
  const validated = validateInstitution({ ...LENDER, ...over });
  return 'issues' in validated
    ? validated.issues.map(({ path, message }) => `${path} ${message}`)
    : [];
}
const ofBureau = (over: object): string[] => problemsOf({ bureaus: [{ ...BUREAU, ...over }] });

describe('an institution', () => {
  test('is whole with a name, and with neither supervisors nor bureaus', () => {
    expect(validateInstitution(LENDER)).toEqual({ institution: LENDER });
    expect(problemsOf({ supervisors: {}, bureaus: [] })).toEqual([]);
    expect(problemsOf({ name: words('Braces {are} letters <here> & “quotes” too') })).toEqual([]);
    expect(problemsOf({ address: words('x'.repeat(290)) })).toEqual([]);
  });

  test.each([null, undefined, 1, 'a lender', [LENDER], true])('is not %j', (document) => {
    expect(validateInstitution(document)).toEqual({
      issues: [{ path: '', message: 'must be an object' }],
    });
  });

  test.each([
    [{ name: undefined }, ['name must have a text in en and zh']],
    [{ name: 'A Lender' }, ['name must have a text in en and zh']],
    [{ name: { en: 'A Lender' } }, ['name.zh must be a text that is not empty']],
    [{ name: { ...words('A'), fr: 'Un' } }, ['name.fr is not a field of this document']],
    [
      { name: { en: '  ', zh: 7 } },
      ['name.en must be a text that is not empty', 'name.zh must be a text that is not empty'],
    ],
    [
      { address: { ...words('A'), en: 'x'.repeat(301) } },
      ['address.en must have at most 300 characters'],
    ],
    [
      { contact: { ...words('A'), zh: 'a\nb' } },
      ['contact.zh must be one line without control characters'],
    ],
    [
      { contact: { ...words('A'), en: 'a\u202eb' } },
      ['contact.en must be one line without control characters'],
    ],
    [
      { contact: { ...words('A'), en: 'a\u0000b' } },
      ['contact.en must be one line without control characters'],
    ],
    [
      { contact: { ...words('A'), en: 'a\u2028b' } },
      ['contact.en must be one line without control characters'],
    ],
    [
      { contact: { ...words('A'), en: 'a\ud800b' } },
      ['contact.en must be one line without control characters'],
    ],
    [{ motto: 'x' }, ['motto is not a field of this document']],
    [{ supervisors: [] }, ['supervisors must be an object by jurisdiction, which may be empty']],
    [{ supervisors: { MARS: {} } }, ['supervisors.MARS is not a field of this document']],
    [{ supervisors: { US: null } }, ['supervisors.US must be an object']],
    [
      { supervisors: { CN: { name: words('An Authority'), telephone: '1' } } },
      [
        'supervisors.CN.telephone is not a field of this document',
        'supervisors.CN.address must have a text in en and zh',
      ],
    ],
    [{ bureaus: null }, ['bureaus must be a list']],
    [{ bureaus: [null] }, ['bureaus[0] must be an object']],
    [{ bureaus: [BUREAU, BUREAU] }, ['bureaus[1].id "bureau-1" is already taken']],
    [
      { bureaus: Array.from({ length: 21 }, (_, at) => ({ ...BUREAU, id: `b${at}` })) },
      ['bureaus must have at most 20 items'],
    ],
  ])('is refused, and each fault told with its place: %j', (over, problems) => {
    expect(problemsOf(over)).toEqual(problems);
  });

  test.each([
    ['telephone', ''],
    ['telephone', 'call us'],
    ['telephone', `+1${' 1'.repeat(20)}`],
    ['telephone', '+1 800\n555'],
    ['telephone', null],
    ['website', 'http://bureau.example'],
    ['website', 'javascript:alert(1)'],
    ['website', 'https://'],
    ['website', 'https://a b'],
    ['website', 'https://a"><script>'],
    ['website', `https://${'a'.repeat(200)}`],
    ['website', 7],
  ])('has no bureau whose %s is %j', (field, value) => {
    expect(ofBureau({ [field]: value }).map((each) => each.split(' ')[0])).toEqual([
      `bureaus[0].${field}`,
    ]);
  });

  test('has no bureau with an id that nobody could type', () => {
    for (const id of ['', 'a b', '-', 'é', 'x'.repeat(65), 7, undefined]) {
      expect(ofBureau({ id })).toEqual([
        'bureaus[0].id must be a name of letters, digits, "_", "." and "-"',
      ]);
    }
  });
});

test('a supervisor is lacking only where notices have to name one', () => {
  expect(lacksSupervisor(LENDER, 'US')).toBe(false);
  const nobody = { supervisors: {} };
  expect(['US', 'CN', 'EU', 'MARS'].filter((each) => lacksSupervisor(nobody, each))).toEqual([
    'US',
  ]);
});

test('a fact comes from the bureau that was named, else from the only one, else nobody knows', () => {
  const other = { ...BUREAU, id: 'bureau-2' };
  const two = { bureaus: [BUREAU, other] };
  expect(bureauBehind(two, 'bureau-2')).toBe(other);
  expect(bureauBehind(two, null)).toBeNull();
  expect(bureauBehind(LENDER, null)).toBe(BUREAU);
  // One that is listed no longer was not the one that is.
  expect(bureauBehind(LENDER, 'bureau-2')).toBeNull();
  expect(bureauBehind({ bureaus: [] }, null)).toBeNull();
});
