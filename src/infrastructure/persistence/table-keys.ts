/** What the primary key of every per-customer table begins with. */
import { p } from '@mikro-orm/core';

export const perCustomer = { customer_id: p.text().primary(), id: p.text().primary() };
