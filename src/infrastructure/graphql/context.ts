/** What every resolver gets: who asks, in which language, at what time, and the ports. */
import type { Actor } from '../../application/actor.js';
import type { Ports } from '../../application/ports.js';
import type { Instant } from '../../domain/time.js';
import type { Locale } from '../../domain/wording.js';
import type { Loaders } from './loaders.js';

export interface GatewayContext {
  readonly actor: Actor;
  readonly locale: Locale;
  /** The product's time when the request came; one request sees one time. */
  readonly now: Instant;
  readonly ports: Ports;
  readonly loaders: Loaders;
  /** Writes down what staff looked at; nothing is answered before. */
  readonly writeDownLooks: () => Promise<void>;
  /** Moves the demo's clock; absent beside a configured issuer. */
  readonly advance?: (byMs: number) => Promise<void>;
}

/** The language that the caller prefers of those we speak; English when none is named. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const wishes = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
      const weight = parameters.map((each) => /^\s*q=([01](\.\d{0,3})?)\s*$/.exec(each)?.[1])[0];
      return {
        language: tag.trim().split('-')[0],
        weight: weight === undefined ? 1 : Number(weight),
      };
    });
  const spoken = wishes.filter(
    ({ language, weight }) => weight > 0 && (language === 'en' || language === 'zh'),
  );
  spoken.sort((one, other) => other.weight - one.weight);
  return spoken[0]?.language === 'zh' ? 'zh' : 'en';
}
