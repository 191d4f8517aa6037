/** The demo's clock: real time plus how far it was moved forward, which outlives a restart. */
import type { Clock } from '../../application/ports.js';
import type { Session } from './transaction.js';

const ROW = 'demo';

export interface DemoClock extends Clock {
  /** Moves forward by milliseconds, for good. */
  advance(byMs: number): Promise<void>;
}

export async function demoClock(session: Session, wall: () => number): Promise<DemoClock> {
  const query = session.query().selectFrom('demo_clock').select('offset_ms');
  let offsetMs = (await query.where('id', '=', ROW).executeTakeFirst())?.offset_ms ?? 0;
  return {
    now: () => wall() + offsetMs,
    async advance(byMs) {
      const { offset_ms } = await session.inTransaction(() =>
        session
          .query()
          .insertInto('demo_clock')
          .values({ id: ROW, offset_ms: byMs })
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet(({ eb, ref }) => ({
              offset_ms: eb(ref('demo_clock.offset_ms'), '+', byMs),
            })),
          )
          .returning('offset_ms')
          .executeTakeFirstOrThrow(),
      );
      // Only now that the move is kept does the clock show it.
      offsetMs = offset_ms;
    },
  };
}
