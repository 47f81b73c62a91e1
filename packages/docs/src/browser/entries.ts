import type { LookUpCase, LookUpSituation } from '@kaleyra-reactions/model/look-up'

/** A case with its page. */
export interface CaseEntry extends LookUpCase {
  /** The address of its page, from the root of the site. */
  page: string
}

/** A situation that no case describes, with its place. */
export interface SituationEntry extends LookUpSituation {
  /** Whether it is that of a code which is not described; it names the lists of all codes. */
  isOfOtherCodes: boolean
  /** The address of its place, from the root of the site. */
  page: string
}

/** What the look-up of the pages knows. */
export interface Entries {
  cases: CaseEntry[]
  situations: SituationEntry[]
}
