/** Who asks, in tests of use cases. */
import type { Actor } from '../../src/application/actor.js';
import type { Customer } from '../../src/application/ports.js';

export const borrowerOf = ({ id }: Pick<Customer, 'id'>): Actor => ({
  subject: `subject-of-${id}`,
  roles: ['borrower'],
  customerId: id,
});

export const paymentSystem: Actor = { subject: 'payment-system', roles: ['service'] };

export const agent: Actor = { subject: 'agent-1', roles: ['agent'] };
