/** The demo's clock moves forward only, and for good. */
import { expect, test } from '@jest/globals';
import { demoClock } from '../../../src/infrastructure/persistence/demo-clock.js';
import { describeDatabases } from '../../support/stores.js';

describeDatabases((open) => {
  test('what it was moved by adds up and outlives a restart', async () => {
    const { session } = await open();
    let wall = 1_000;
    const clock = await demoClock(session, () => wall);
    expect(clock.now()).toBe(1_000);
    await clock.advance(500);
    wall = 1_010;
    await clock.advance(86_400_000);
    expect(clock.now()).toBe(1_010 + 500 + 86_400_000);
    const restarted = await demoClock(session, () => 2_000);
    expect(restarted.now()).toBe(2_000 + 500 + 86_400_000);
  });
});
