/**
 * Who of the staff looked at a customer's file, and what for. The rules of `actor.ts` note each look
 * that they let through, so nothing can be read past them; what was noted is written down before the
 * answer goes out.
 */
import {
  ACCESS_PURPOSES,
  type AccessPurpose,
  type FileAccess,
} from '../domain/appeal/file-access.js';
import { type CustomerId, type Id, isId } from '../domain/identifiers.js';
import { mayReadAudit, mayReadOwnAccesses } from './access.js';
import type { Actor, FilePart, Role } from './actor.js';
import type { Ports } from './ports.js';

/** What each staff role looks at files for, unless it says something else. */
const USUAL_PURPOSES = {
  agent: 'CUSTOMER_SERVICE',
  reviewer: 'APPEAL_REVIEW',
  analyst: 'RISK_REVIEW',
  auditor: 'AUDIT',
} as const satisfies Partial<Record<Role, AccessPurpose>>;

const usualPurpose = (role: Role): AccessPurpose =>
  Object.hasOwn(USUAL_PURPOSES, role)
    ? USUAL_PURPOSES[role as keyof typeof USUAL_PURPOSES]
    : 'CUSTOMER_SERVICE';

export const isAccessPurpose = (text: string): text is AccessPurpose =>
  ACCESS_PURPOSES.some((purpose) => purpose === text);

/** The looks of one request. */
export interface LookingActor {
  /** The same actor, whose looks are noted. */
  readonly actor: Actor;
  /** Writes down what was noted since the last time. */
  writeDown(ports: Ports): Promise<void>;
}

/** Lets the actor's looks be noted; `purpose` is what the actor stated, or null for the usual one. */
export function lookingActor(actor: Actor, purpose: AccessPurpose | null): LookingActor {
  const looks = new Map<CustomerId, { role: Role; parts: Set<FilePart> }>();
  return {
    actor: {
      ...actor,
      noteLook(customerId, role, part) {
        // Some rules are asked before it is known whether that names anybody.
        if (!isId(customerId)) return;
        const known = looks.get(customerId) ?? { role, parts: new Set() };
        known.parts.add(part);
        looks.set(customerId, known);
      },
    },
    async writeDown(ports) {
      if (looks.size === 0) return;
      // A customer who was erased meanwhile has no file any more.
      const customers = await ports.customers.find([...looks.keys()]);
      const at = ports.clock.now();
      const accesses = customers.flatMap(({ id: customerId }): FileAccess[] => {
        const look = looks.get(customerId);
        if (!look) return [];
        return [
          {
            id: ports.entropy.nextId(),
            customerId,
            actor: actor.subject,
            role: look.role,
            purpose: purpose ?? usualPurpose(look.role),
            isStated: purpose !== null,
            parts: [...look.parts].sort(),
            at,
          },
        ];
      });
      looks.clear();
      await ports.fileAccesses.add(accesses);
    },
  };
}

/** Looks at a customer's file, newest first; undefined where the actor may not know of them. */
export async function fileAccesses(
  ports: Pick<Ports, 'fileAccesses'>,
  actor: Actor,
  customerId: CustomerId,
  page: { before: Id | null; limit: number },
): Promise<FileAccess[] | undefined> {
  const may = mayReadOwnAccesses(actor, customerId) || mayReadAudit(actor, customerId);
  return may ? ports.fileAccesses.ofCustomer(customerId, page) : undefined;
}
