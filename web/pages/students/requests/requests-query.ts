import { graphql, type ResultOf } from '../../../graphql.ts'

/** What the person has asked, what is asked of the schools they look after, and whom they may ask for. */
export const RequestsQuery = graphql(`
  query Requests($open: Boolean!) {
    children {
      id
      name
    }
    ownRequests {
      id
      pupil
      className
      asker
      kind
      about
      words
      askedAt
      answerBy
      late
      state
      answer
      answeredBy
      answeredAt
      own
      mayAnswer
    }
    schoolRequests(open: $open) {
      id
      pupil
      className
      asker
      kind
      about
      words
      askedAt
      answerBy
      late
      state
      answer
      answeredBy
      answeredAt
      own
      mayAnswer
    }
  }
`)

/** Asks the school of a child. */
export const AskMutation = graphql(`
  mutation AskOfSchool($child: ID!, $kind: RequestKind!, $about: RequestAbout!, $words: String!) {
    askOfSchool(child: $child, kind: $kind, about: $about, words: $words) {
      id
      answerBy
    }
  }
`)

/** Takes an own request back. */
export const WithdrawMutation = graphql(`
  mutation WithdrawRequest($request: ID!) {
    withdrawRequest(request: $request) {
      id
      state
    }
  }
`)

/** Answers a request. */
export const AnswerMutation = graphql(`
  mutation AnswerRequest($request: ID!, $done: Boolean!, $answer: String!) {
    answerRequest(request: $request, done: $done, answer: $answer) {
      id
      state
    }
  }
`)

/** A request as a page shows it. */
export type Request = ResultOf<typeof RequestsQuery>['ownRequests'][number]
/** A child to ask for. */
export type Child = ResultOf<typeof RequestsQuery>['children'][number]
