/** Who the demo's customers are: made up, and saying so, so that nobody is taken for a person. */
import type { Identity } from '../../application/retention-ports.js';
import type { CustomerId } from '../../domain/identifiers.js';
import type { Instant } from '../../domain/time.js';
import type { DemoJurisdiction } from './products.js';

/** The identity of the demo's customer at an index, from 0; always the same. */
export function demoIdentity(
  index: number,
  jurisdiction: DemoJurisdiction,
  customerId: CustomerId,
  recordedAt: Instant,
): Identity {
  const number = String(index + 1).padStart(4, '0');
  const chinese = jurisdiction === 'CN';
  return {
    customerId,
    fullName: chinese ? `演示客户${number}` : `Demo Customer ${number}`,
    // RFC 2606: a domain that is nobody's.
    email: `demo-${number}@example.com`,
    // No country has the code 999, so the number rings nowhere.
    phone: `+999 000 ${number}`,
    postalAddress: chinese
      ? `演示市示例路 ${index + 1} 号`
      : `${index + 1} Example Street, Demoville`,
    recordedAt,
  };
}
