import { graphql, type ResultOf } from '../../graphql.ts'

/** The open units below one on a day, or those that fit a search. */
export const UnitTreeQuery = graphql(`
  query UnitTree($under: ID, $search: String, $at: LocalDate) {
    unitTree(under: $under, search: $search, at: $at) {
      unit {
        id
        slug
        shortName
        kind
        closedOn
      }
      children
      schools
      path
    }
  }
`)

/** A unit with all that its page shows. */
export const UnitQuery = graphql(`
  query UnitDetail($slug: String!) {
    unit(slug: $slug) {
      id
      slug
      kind
      name
      shortName
      code
      institutionCode
      ownership
      communeCode
      address
      phone
      email
      openedOn
      closedOn
      grades
      kindsBelow
      canManage
      canAlterContact
      grantableRoles
      canStandIn
      parent {
        id
        slug
        name
        shortName
      }
      above {
        slug
      }
      successor {
        slug
        name
      }
      aliases {
        code
        source
      }
      history {
        day
        kind
        what
      }
    }
  }
`)

/** The codes of new units. */
export const NewUnitQuery = graphql(`
  query NewUnitCodes($parent: ID!) {
    proposedUnitCode(parent: $parent)
    institutionCodes
  }
`)

/** Opens a unit. */
export const OpenUnitMutation = graphql(`
  mutation OpenUnit($unit: NewUnit!) {
    openUnit(unit: $unit) {
      id
      slug
      name
      kind
    }
  }
`)

/** Alters a unit. */
export const AlterUnitMutation = graphql(`
  mutation AlterUnit($unit: ID!, $changes: UnitChanges!) {
    alterUnit(unit: $unit, changes: $changes) {
      id
      name
    }
  }
`)

/** Places a unit elsewhere from a day on. */
export const MoveUnitMutation = graphql(`
  mutation MoveUnit($unit: ID!, $parent: ID!, $from: LocalDate!) {
    moveUnit(unit: $unit, parent: $parent, from: $from) {
      id
      parent {
        name
      }
    }
  }
`)

/** Closes a unit, or merges it into another. */
export const CloseUnitMutation = graphql(`
  mutation CloseUnit($unit: ID!, $on: LocalDate!, $successor: ID, $reason: String!) {
    closeUnit(unit: $unit, on: $on, successor: $successor, reason: $reason) {
      id
      closedOn
    }
  }
`)

/** Keeps an earlier code. */
export const AddAliasMutation = graphql(`
  mutation AddUnitAlias($unit: ID!, $code: String!, $source: String!) {
    addUnitAlias(unit: $unit, code: $code, source: $source) {
      id
    }
  }
`)

/** A unit as its page has it. */
export type UnitDetail = NonNullable<ResultOf<typeof UnitQuery>['unit']>
/** A line of the tree. */
export type TreeLine = ResultOf<typeof UnitTreeQuery>['unitTree'][number]
