/**
 * The demo's creditors and products: two lenders and four products for each jurisdiction. The names
 * are made up and say so. The terms differ on purpose (day counts, roundings, order of repayment,
 * dues), so that every rule of the books is seen at work.
 */
import type { Creditor, Product } from '../../domain/ledger/product.js';

export type DemoJurisdiction = 'CN' | 'EU';

export const DEMO_CREDITORS: readonly Creditor[] = [
  { id: 'demo-cn-brookside', name: 'Brookside Demo Consumer Finance (溪畔示例消费金融)' },
  { id: 'demo-cn-paper-kite', name: 'Paper Kite Demo Lending (纸鸢示例信贷)' },
  { id: 'demo-eu-lindenhain', name: 'Lindenhain Demo Credit' },
  { id: 'demo-eu-quay-lane', name: 'Quay Lane Demo Lending' },
];

const CN_TERMS = {
  jurisdiction: 'CN',
  currency: 'CNY',
  dayCount: 'ACT_365',
  interestRounding: 'HALF_EVEN',
  repaymentOrder: ['FEE', 'INTEREST', 'PRINCIPAL'],
  minimumDuePpm: 100_000,
  minimumDueFloorMinor: 5_000,
  dueDays: 20,
  customerNoticeMonths: 0,
  holdHours: 168,
} as const;

const EU_TERMS = {
  jurisdiction: 'EU',
  currency: 'EUR',
  dayCount: 'ACT_360',
  interestRounding: 'DOWN',
  repaymentOrder: ['INTEREST', 'PRINCIPAL', 'FEE'],
  minimumDuePpm: 30_000,
  minimumDueFloorMinor: 2_500,
  dueDays: 20,
  customerNoticeMonths: 1,
  holdHours: 168,
} as const;

const CN_PRODUCTS: readonly Product[] = [
  {
    ...CN_TERMS,
    id: 'demo-cn-consumption',
    creditorId: 'demo-cn-brookside',
    names: { en: 'Brookside pay-monthly line', zh: '溪畔月付' },
    capabilities: ['PAY', 'AUTOPAY', 'INSTALMENT'],
    annualRatePpm: 146_000,
  },
  {
    ...CN_TERMS,
    id: 'demo-cn-cash',
    creditorId: 'demo-cn-brookside',
    names: { en: 'Brookside cash line', zh: '溪畔借钱' },
    capabilities: ['DRAW'],
    annualRatePpm: 182_500,
    dayCount: 'ACT_360',
    minimumDuePpm: 50_000,
    minimumDueFloorMinor: 10_000,
  },
  {
    ...CN_TERMS,
    id: 'demo-cn-instalment-card',
    creditorId: 'demo-cn-paper-kite',
    names: { en: 'Paper Kite instalment card', zh: '纸鸢分期卡' },
    capabilities: ['PAY', 'DRAW', 'INSTALMENT', 'AUTOPAY'],
    annualRatePpm: 164_250,
    interestRounding: 'DOWN',
    dueDays: 25,
    holdHours: 720,
  },
  {
    ...CN_TERMS,
    id: 'demo-cn-pocket',
    creditorId: 'demo-cn-paper-kite',
    names: { en: 'Paper Kite pocket line', zh: '纸鸢随手花' },
    capabilities: ['PAY'],
    annualRatePpm: 109_500,
    minimumDuePpm: 200_000,
    dueDays: 15,
    holdHours: 72,
  },
];

const EU_PRODUCTS: readonly Product[] = [
  {
    ...EU_TERMS,
    id: 'demo-eu-card',
    creditorId: 'demo-eu-lindenhain',
    names: { en: 'Lindenhain revolving card', zh: 'Lindenhain 循环信用卡' },
    capabilities: ['PAY', 'DRAW', 'INSTALMENT', 'AUTOPAY'],
    annualRatePpm: 138_000,
    holdHours: 720,
  },
  {
    ...EU_TERMS,
    id: 'demo-eu-reserve',
    creditorId: 'demo-eu-lindenhain',
    names: { en: 'Lindenhain cash reserve', zh: 'Lindenhain 现金备用额度' },
    capabilities: ['DRAW'],
    annualRatePpm: 99_000,
    dayCount: 'ACT_365',
    interestRounding: 'HALF_EVEN',
  },
  {
    ...EU_TERMS,
    id: 'demo-eu-pay-later',
    creditorId: 'demo-eu-quay-lane',
    names: { en: 'Quay Lane pay-later line', zh: 'Quay Lane 先享后付额度' },
    capabilities: ['PAY', 'AUTOPAY'],
    annualRatePpm: 119_000,
    repaymentOrder: ['FEE', 'INTEREST', 'PRINCIPAL'],
    minimumDuePpm: 100_000,
    dueDays: 14,
  },
  {
    ...EU_TERMS,
    id: 'demo-eu-instalments',
    creditorId: 'demo-eu-quay-lane',
    names: { en: 'Quay Lane instalment line', zh: 'Quay Lane 分期额度' },
    capabilities: ['PAY', 'INSTALMENT'],
    annualRatePpm: 84_000,
    interestRounding: 'HALF_EVEN',
    minimumDuePpm: 50_000,
  },
];

/** By jurisdiction, four each. */
export const DEMO_PRODUCTS: Readonly<Record<DemoJurisdiction, readonly Product[]>> = {
  CN: CN_PRODUCTS,
  EU: EU_PRODUCTS,
};

const byId = new Map([...CN_PRODUCTS, ...EU_PRODUCTS].map((product) => [product.id, product]));

/** A product by id; one that is not listed is a defect and throws. */
export function demoProduct(id: string): Product {
  const product = byId.get(id);
  if (!product) throw new Error(`the demo has no product ${id}`);
  return product;
}
