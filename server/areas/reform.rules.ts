/** The first day without districts: 161 communes became 56 units (Nghị quyết 1657/NQ-UBTVQH15). */
export const REFORM_DAY = '2025-07-01'
