/**
 * What a customer can consent to. Each purpose is a consent of its own: given alone, withdrawn
 * alone, and of no use for anything else.
 */
export const CONSENT_PURPOSES = ['CREDIT_ASSESSMENT', 'PARTNER_ELIGIBILITY', 'OFFERS'] as const;

/**
 * CREDIT_ASSESSMENT: a source of behaviour is looked at, one consent a source · PARTNER_ELIGIBILITY:
 * partners are told whether the customer could have a product · OFFERS: offers of our own.
 */
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];
