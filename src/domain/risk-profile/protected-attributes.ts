/**
 * What must never be an input to a score. Sources: Regulation B, 12 CFR 1002.2(z) (prohibited
 * bases); Charter of Fundamental Rights of the EU, Article 21(1), which Article 6 of Directive (EU)
 * 2023/2225 applies to consumer credit, adding nationality and place of residence. The catalogue of characteristics holds none of these; this
 * list makes the refusal of a card that asks for one say why.
 */
const PROTECTED: readonly string[] = [
  'age',
  'assistance',
  'belief',
  'birth',
  'color',
  'colour',
  'disability',
  'disabled',
  'ethnic',
  'ethnicity',
  'gender',
  'genetic',
  'language',
  'marital',
  'marriage',
  'married',
  'minority',
  'nationality',
  'opinion',
  'orientation',
  'origin',
  'political',
  'pregnancy',
  'pregnant',
  'race',
  'religion',
  'religious',
  'residence',
  'sex',
  'sexual',
];

/** The protected attribute that a name speaks of, by whole words: "age_years" but not "usage". */
export function protectedAttribute(name: string): string | undefined {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return PROTECTED.find((each) => words.includes(each));
}
