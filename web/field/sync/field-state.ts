export type { FieldHamlets, FieldState } from '../../../server/field/state/state.schema.ts'

import type { FieldState } from '../../../server/field/state/state.schema.ts'

export type OfferedPackage = FieldState['packages'][number]
export type PlannedShowing = FieldState['showings'][number]
