/**
 * Within how many working days a request of a person about their data is answered, by the day from which it holds. The number
 * is read in a secondary source (frasersvn.com on Decree 356/2025/NĐ-CP); how long carrying it out may take is not known.
 */
export const answerDays: readonly { from: string; workingDays: number }[] = [{ from: '2026-01-01', workingDays: 2 }]

/**
 * How many days after a request of this day it is answered at the latest (docs/service-rules/requests.md). `weekday` is that
 * of the day, 0 for Sunday. Working days are Monday to Friday; public holidays are not known here.
 */
export function daysToAnswer(askedOn: string, weekday: number): number {
  const rule = answerDays.findLast(({ from }) => from <= askedOn) ?? answerDays[0]!
  let days = 0
  for (let left = rule.workingDays; left > 0;) {
    days++
    const then = (weekday + days) % 7
    if (then !== 0 && then !== 6) left--
  }
  return days
}
